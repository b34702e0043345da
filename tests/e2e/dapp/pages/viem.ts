/** viem over window.ethereum: reads and writes both go through the wallet. */
import {
  type Address,
  BaseError,
  ContractFunctionRevertedError,
  createPublicClient,
  createWalletClient,
  custom,
  defineChain,
  type EIP1193Provider,
  erc20Abi,
  getAddress,
  type Hex,
  parseAbi,
} from 'viem'
import { mainnet, optimism } from 'viem/chains'
import { collectionAbi, injected, type NewNetwork, publish } from './dapp'

const wallet = injected()
const transport = custom(wallet as unknown as EIP1193Provider)
const client = createWalletClient({ transport })
const reader = createPublicClient({ transport, pollingInterval: 100 })

async function account(): Promise<Address> {
  const [first] = await client.getAddresses()
  if (!first) throw new Error('Not connected')
  return first
}

async function mined(hash: Hex): Promise<string> {
  const { status } = await reader.waitForTransactionReceipt({ hash })
  if (status !== 'success') throw new Error('The transaction failed')
  return hash
}

const chainOf = ({ chainId, name, symbol, url }: NewNetwork) =>
  defineChain({
    id: chainId,
    name,
    nativeCurrency: { name: symbol, symbol, decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  })

publish(
  {
    connect: () => client.requestAddresses(),
    accounts: () => client.getAddresses(),
    chainId: () => client.getChainId(),
    signMessage: async (message) => client.signMessage({ account: await account(), message }),
    signTypedData: async (typed) => client.signTypedData({ account: await account(), ...typed }),
    send: async (to, value) =>
      mined(
        await client.sendTransaction({
          account: await account(),
          chain: mainnet,
          to: getAddress(to),
          value: BigInt(value),
        }),
      ),
    transferToken: async (token, to, amount) =>
      mined(
        await client.writeContract({
          account: await account(),
          chain: mainnet,
          address: getAddress(token),
          abi: erc20Abi,
          functionName: 'transfer',
          args: [getAddress(to), BigInt(amount)],
        }),
      ),
    async ownerOf(collection, id) {
      try {
        return await reader.readContract({
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
    switchNetwork: (id) => client.switchChain({ id }),
    async switchToNew(network) {
      try {
        await client.switchChain({ id: network.chainId })
      } catch (error) {
        if ((error as { name?: string }).name !== 'SwitchChainError') throw error
        await client.addChain({ chain: chainOf(network) })
      }
    },
    disconnect: () =>
      reader.request({
        method: 'wallet_revokePermissions',
        params: [{ eth_accounts: {} }],
      } as never) as Promise<never>,
    extra: {
      watch: (token) =>
        client.watchAsset({
          type: 'ERC20',
          options: { address: getAddress(token), symbol: 'USDC', decimals: 6 },
        }),
      permissions: () => client.getPermissions(),
      requestPermissions: () => client.requestPermissions({ eth_accounts: {} }),
      /** viem refuses by itself when the wallet is on another network than the one that it sends to. */
      sendOnOptimism: async (to) =>
        client.sendTransaction({ account: await account(), chain: optimism, to: getAddress(to), value: 1n }),
      /** With everything filled in by the page, as viem does for a node: nonce, gas and fees. */
      sendPrepared: async (to) => {
        const prepared = await createWalletClient({ transport, chain: mainnet }).prepareTransactionRequest({
          account: await account(),
          to: getAddress(to),
          value: 3n,
        })
        return mined(await client.sendTransaction({ ...prepared, chain: mainnet, account: await account() }))
      },
      /** Two payments in one question, and what became of them. */
      sendCalls: async (one, other) => {
        const chain = mainnet
        const capabilities = await client.getCapabilities({ account: await account(), chainId: chain.id })
        const calls = [
          { to: getAddress(one), value: 11n },
          { to: getAddress(other ?? one), value: 12n },
        ]
        const { id } = await client.sendCalls({ account: await account(), chain, calls })
        const { status, receipts, atomic } = await client.waitForCallsStatus({ id, pollingInterval: 100 })
        return [capabilities.atomic?.status, status, atomic, receipts?.length]
      },
    },
  },
  wallet,
)
