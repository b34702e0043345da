/**
 * wagmi 3 with React. Its config knows no endpoint: the only transport is the wallet, found by EIP-6963. What the
 * hooks give is shown, so that the page re-renders as a real one does.
 */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import {
  type Address,
  BaseError,
  ContractFunctionRevertedError,
  defineChain,
  erc20Abi,
  getAddress,
  type Hex,
  parseAbi,
} from 'viem'
import {
  createConfig,
  injected,
  unstable_connector as throughWallet,
  useCapabilities,
  useConfig,
  useConnect,
  useConnection,
  useConnectors,
  useDisconnect,
  useSendCalls,
  useSendTransaction,
  useSignMessage,
  useSignTypedData,
  useSwitchChain,
  useWaitForTransactionReceipt,
  useWatchAsset,
  useWriteContract,
  WagmiProvider,
} from 'wagmi'
import { readContract, waitForCallsStatus, waitForTransactionReceipt } from 'wagmi/actions'
import { mainnet, optimism } from 'wagmi/chains'
import { announced, collectionAbi, publish } from './dapp'

const query = new URLSearchParams(location.search)
/** A network that the wallet has not heard of. */
const own = defineChain({
  id: Number(query.get('own') ?? 777_000),
  name: 'Own network',
  nativeCurrency: { name: 'OWN', symbol: 'OWN', decimals: 18 },
  rpcUrls: { default: { http: [query.get('ownUrl') ?? 'http://localhost:1'] } },
})

const config = createConfig({
  chains: [mainnet, optimism, own],
  connectors: [injected()],
  multiInjectedProviderDiscovery: true,
  pollingInterval: 100,
  transports: {
    [mainnet.id]: throughWallet(injected),
    [optimism.id]: throughWallet(injected),
    [own.id]: throughWallet(injected),
  },
})

function Page(): ReactNode {
  const config = useConfig()
  const connection = useConnection()
  const connectors = useConnectors()
  const connect = useConnect()
  const disconnect = useDisconnect()
  const signMessage = useSignMessage()
  const signTypedData = useSignTypedData()
  const sendTransaction = useSendTransaction()
  const writeContract = useWriteContract()
  const switchChain = useSwitchChain()
  const sendCalls = useSendCalls()
  const capabilities = useCapabilities({ query: { enabled: connection.status === 'connected' } })
  const watchAsset = useWatchAsset()
  const [last, setLast] = useState<Hex>()
  const receipt = useWaitForTransactionReceipt(last === undefined ? {} : { hash: last })
  const ours = connectors.find(({ id }) => id === 'io.candor.wallet')

  async function mined(hash: Hex): Promise<string> {
    setLast(hash)
    const { status } = await waitForTransactionReceipt(config, { hash })
    if (status !== 'success') throw new Error('The transaction failed')
    return hash
  }

  useEffect(() => {
    if (!window.dapp || !ours) return
    window.dapp = {
      connect: async () => (await connect.mutateAsync({ connector: ours })).accounts,
      accounts: async () => connection.addresses ?? [],
      chainId: async () => connection.chainId ?? 0,
      signMessage: (message) => signMessage.mutateAsync({ message }),
      signTypedData: (typed) => signTypedData.mutateAsync(typed),
      send: async (to, value) =>
        mined(await sendTransaction.mutateAsync({ to: getAddress(to), value: BigInt(value) })),
      transferToken: async (token, to, amount) =>
        mined(
          await writeContract.mutateAsync({
            address: getAddress(token),
            abi: erc20Abi,
            functionName: 'transfer',
            args: [getAddress(to), BigInt(amount)],
          }),
        ),
      ownerOf: async (collection, id) => {
        try {
          return await readContract(config, {
            address: getAddress(collection),
            abi: parseAbi(collectionAbi),
            functionName: 'ownerOf',
            args: [BigInt(id)],
          })
        } catch (error) {
          const reverted =
            error instanceof BaseError && error.walk((e) => e instanceof ContractFunctionRevertedError)
          if (!(reverted instanceof ContractFunctionRevertedError)) throw error
          return `${reverted.data?.errorName}(${reverted.data?.args})`
        }
      },
      switchNetwork: async (chainId) => {
        await switchChain.mutateAsync({ chainId: known(chainId) })
      },
      switchToNew: async ({ chainId }) => {
        await switchChain.mutateAsync({ chainId: known(chainId) })
      },
      disconnect: async () => {
        await disconnect.mutateAsync()
      },
      extra: {
        /** Asks for a network with the connection. */
        connectOn: async (chainId) =>
          (await connect.mutateAsync({ connector: ours, chainId: known(Number(chainId)) })).chainId,
        /** The connector of window.ethereum, as pages without EIP-6963 use it. */
        connectInjected: async () => (await connect.mutateAsync({ connector: injected() })).accounts,
        sendCalls: async (one, other) => {
          const calls = [one, other ?? one].map((to) => ({ to: getAddress(to), value: 5n }))
          const { id } = await sendCalls.mutateAsync({ calls })
          const { status, atomic } = await waitForCallsStatus(config, { id, pollingInterval: 100 })
          return [status, atomic]
        },
        watch: (token, symbol, decimals) =>
          watchAsset.mutateAsync({
            type: 'ERC20',
            options: { address: token as Address, symbol: symbol ?? '', decimals: Number(decimals) },
          }),
      },
    }
  })

  return (
    <main>
      <output id="status">{connection.status}</output>
      <output id="address">{connection.address}</output>
      <output id="chain">{connection.chainId}</output>
      <output id="connector">{connection.connector?.name}</output>
      <output id="atomic">{capabilities.data?.[mainnet.id]?.atomic?.status}</output>
      <output id="receipt">{receipt.data?.transactionHash}</output>
      <ul>
        {connectors.map(({ uid, id, name, icon }) => (
          <li key={uid} data-id={id} data-icon={icon?.slice(0, 20)}>
            {name}
          </li>
        ))}
      </ul>
    </main>
  )
}

function known(chainId: number): 1 | 10 | number {
  return chainId
}

const unready = () => Promise.reject(new Error('The page does not stand yet'))
publish(
  {
    connect: unready,
    accounts: unready,
    chainId: unready,
    signMessage: unready,
    signTypedData: unready,
    send: unready,
    transferToken: unready,
    ownerOf: unready,
    switchNetwork: unready,
    switchToNew: unready,
    disconnect: unready,
    extra: {},
  },
  await announced(),
)

const root = document.createElement('div')
document.body.append(root)
createRoot(root).render(
  <WagmiProvider config={config}>
    <QueryClientProvider client={new QueryClient()}>
      <Page />
    </QueryClientProvider>
  </WagmiProvider>,
)
