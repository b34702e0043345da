/** A page of the years before ethers v6: Web3Provider over window.ethereum, on any network. */
import { BigNumber, Contract, ethers } from 'ethers5'
import { collectionAbi, injected, publish, revoke, switchOrAdd, transferAbi } from './dapp'

const wallet = injected()
const provider = new ethers.providers.Web3Provider(wallet as ethers.providers.ExternalProvider, 'any')
provider.pollingInterval = 100
const signer = provider.getSigner()

publish(
  {
    connect: () => provider.send('eth_requestAccounts', []),
    accounts: () => provider.listAccounts(),
    chainId: async () => (await provider.getNetwork()).chainId,
    signMessage: (text) => signer.signMessage(text),
    signTypedData: ({ domain, types, message }) => signer._signTypedData(domain, types, message),
    async send(to, value) {
      const sent = await signer.sendTransaction({ to, value: BigNumber.from(value) })
      return (await sent.wait()).transactionHash
    },
    async transferToken(token, to, amount) {
      const sent = await new Contract(token, transferAbi, signer).transfer?.(to, amount)
      const receipt = await sent.wait()
      return receipt.transactionHash
    },
    async ownerOf(collection, id) {
      try {
        return await new Contract(collection, collectionAbi, provider).ownerOf?.(id)
      } catch (error) {
        const { errorName, errorArgs } = error as { errorName?: string; errorArgs?: unknown[] }
        if (errorName === undefined) throw error
        return `${errorName}(${errorArgs})`
      }
    },
    switchNetwork: (chainId) =>
      provider.send('wallet_switchEthereumChain', [{ chainId: ethers.utils.hexValue(chainId) }]),
    switchToNew: (network) => switchOrAdd(wallet, network),
    disconnect: () => revoke(wallet),
    extra: {
      /** Hears of one amount of a token by polling eth_getLogs, as ethers v5 does. */
      hearTransfer: (token, amount) =>
        new Promise((done) => {
          new Contract(token, transferAbi, provider).on('Transfer', (from, to, value) => {
            if (value.toString() === amount) done([from, to])
          })
        }),
      legacySign: (text) => signer._legacySignMessage(text),
    },
  },
  wallet,
)
