/** ethers v6 over the announced provider. */
import { BrowserProvider, Contract, type Eip1193Provider, type TransactionResponse, toQuantity } from 'ethers'
import { announced, collectionAbi, publish, revoke, switchOrAdd, transferAbi } from './dapp'

const wallet = await announced()
const provider = new BrowserProvider(wallet as Eip1193Provider, 'any', { pollingInterval: 100 })

async function mined(sent: TransactionResponse): Promise<string> {
  const receipt = await sent.wait()
  if (receipt?.status !== 1) throw new Error('The transaction failed')
  return receipt.hash
}

publish(
  {
    connect: () => provider.send('eth_requestAccounts', []),
    accounts: async () => (await provider.listAccounts()).map(({ address }) => address),
    chainId: async () => Number((await provider.getNetwork()).chainId),
    signMessage: async (text) => (await provider.getSigner()).signMessage(text),
    signTypedData: async ({ domain, types, message }) =>
      (await provider.getSigner()).signTypedData(domain, types, message),
    send: async (to, value) =>
      mined(await (await provider.getSigner()).sendTransaction({ to, value: BigInt(value) })),
    async transferToken(token, to, amount) {
      const contract = new Contract(token, transferAbi, await provider.getSigner())
      return mined(await contract.getFunction('transfer').send(to, amount))
    },
    async ownerOf(collection, id) {
      try {
        return await new Contract(collection, collectionAbi, provider).getFunction('ownerOf').staticCall(id)
      } catch (error) {
        const { revert } = error as { revert?: { name: string; args: unknown[] } }
        if (!revert) throw error
        return `${revert.name}(${revert.args})`
      }
    },
    switchNetwork: (chainId) =>
      provider.send('wallet_switchEthereumChain', [{ chainId: toQuantity(chainId) }]),
    switchToNew: (network) => switchOrAdd(wallet, network),
    disconnect: () => revoke(wallet),
    extra: {
      hearTransfer: async (token, amount) => {
        const contract = new Contract(token, transferAbi, provider)
        return new Promise((done) => {
          contract.on('Transfer', (from, to, value) => {
            if (value.toString() === amount) done([from, to])
          })
        })
      },
      legacySign: async (text) => (await provider.getSigner())._legacySignMessage(text),
    },
  },
  wallet,
)
