/** web3.js 4 over window.ethereum. */
import { Web3 } from 'web3'
import { injected, publish, revoke, switchOrAdd } from './dapp'

const wallet = injected()
const web3 = new Web3(wallet as never)
web3.eth.transactionPollingInterval = 100
web3.eth.transactionConfirmationPollingInterval = 100
web3.eth.transactionConfirmationBlocks = 1

async function account(): Promise<string> {
  const [first] = await web3.eth.getAccounts()
  if (!first) throw new Error('Not connected')
  return first
}

const erc20 = [
  {
    type: 'function',
    name: 'transfer',
    stateMutability: 'nonpayable',
    inputs: [
      { name: 'to', type: 'address' },
      { name: 'amount', type: 'uint256' },
    ],
    outputs: [{ name: '', type: 'bool' }],
  },
] as const

const collection = [
  {
    type: 'function',
    name: 'ownerOf',
    stateMutability: 'view',
    inputs: [{ name: 'id', type: 'uint256' }],
    outputs: [{ name: '', type: 'address' }],
  },
  { type: 'error', name: 'ERC721NonexistentToken', inputs: [{ name: 'id', type: 'uint256' }] },
] as const

const late = () =>
  new Promise<string>((done) => {
    setTimeout(done, 15_000, 'nothing heard')
  })

publish(
  {
    connect: () => web3.eth.requestAccounts(),
    accounts: () => web3.eth.getAccounts(),
    chainId: async () => Number(await web3.eth.getChainId()),
    signMessage: async (text) => web3.eth.personal.sign(web3.utils.utf8ToHex(text), await account(), ''),
    signTypedData: async ({ types, ...typed }) => {
      const EIP712Domain = [
        { name: 'name', type: 'string' },
        { name: 'version', type: 'string' },
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
      ]
      return web3.eth.signTypedData(await account(), { ...typed, types: { ...types, EIP712Domain } })
    },
    async send(to, value) {
      const seen: string[] = []
      const sending = web3.eth.sendTransaction({ from: await account(), to, value })
      sending.on('transactionHash', (hash) => {
        seen.push(String(hash))
      })
      const { transactionHash } = await sending
      if (String(transactionHash) !== seen[0]) throw new Error('The event told another hash')
      return String(transactionHash)
    },
    async transferToken(token, to, amount) {
      const contract = new web3.eth.Contract(erc20, token)
      const { transactionHash } = await contract.methods.transfer(to, amount).send({ from: await account() })
      return transactionHash
    },
    async ownerOf(address, id) {
      try {
        return await new web3.eth.Contract(collection, address).methods.ownerOf(id).call()
      } catch (error) {
        const { innerError } = error as { innerError?: { errorName?: string; errorArgs?: { id: bigint } } }
        if (innerError?.errorName === undefined) throw error
        return `${innerError.errorName}(${innerError.errorArgs?.id})`
      }
    },
    async switchNetwork(chainId) {
      await wallet.request({
        method: 'wallet_switchEthereumChain',
        params: [{ chainId: web3.utils.toHex(chainId) }],
      })
    },
    switchToNew: (network) => switchOrAdd(wallet, network),
    disconnect: () => revoke(wallet),
    extra: {
      recover: (text, signature) => Promise.resolve(web3.eth.accounts.recover(text, signature)),
      ecRecover: (text, signature) => web3.eth.personal.ecRecover(web3.utils.utf8ToHex(text), signature),
      /** The number of the next block, as a subscription tells it. */
      nextBlock: async () => {
        const heads = await web3.eth.subscribe('newBlockHeaders')
        const number = new Promise<string>((done, fail) => {
          heads.on('data', (head) => done(String(head.number)))
          heads.on('error', fail)
        })
        return Promise.race([number.finally(() => heads.unsubscribe()), late()])
      },
      version: () => web3.eth.getNodeInfo(),
      coinbase: () => web3.eth.getCoinbase(),
    },
  },
  wallet,
)
