/**
 * A page from before EIP-1193: `enable`, `send`, `sendAsync`, properties and events of that time, with the payloads
 * that web3.js 0.2 and 1 made. It never calls `request`.
 */
import { injected, publish } from './dapp'

interface Payload {
  jsonrpc: '2.0'
  id: number
  method: string
  params: unknown[]
  from?: string
}
interface Envelope {
  id: number
  jsonrpc: string
  result?: unknown
  error?: { code: number; message: string }
}
type Callback = (error: Error | null, response: Envelope) => void

interface OldProvider {
  enable(): Promise<string[]>
  send(method: string, params?: unknown[]): Promise<Envelope>
  send(payload: Payload, callback: Callback): void
  send(payload: Payload): Envelope
  sendAsync(payload: Payload, callback: Callback): void
  sendAsync(payloads: Payload[], callback: (error: Error | null, responses: Envelope[]) => void): void
  isConnected(): boolean
  selectedAddress: string | null
  networkVersion: string | null
  chainId: string | null
  _metamask?: { isUnlocked(): Promise<boolean> }
  on(event: string, listener: (value: never) => void): void
}

const wallet = injected()
const old = wallet as unknown as OldProvider
let count = 0
const payload = (method: string, params: unknown[], from?: string): Payload => ({
  jsonrpc: '2.0',
  id: ++count,
  method,
  params,
  ...(from === undefined ? {} : { from }),
})

/** As web3.js 1 calls a provider that has `sendAsync`. */
const sendAsync = (method: string, params: unknown[], from?: string): Promise<unknown> =>
  new Promise((done, fail) => {
    const asked = payload(method, params, from)
    old.sendAsync(asked, (error, response) => {
      if (error) fail(error)
      else if (response.id !== asked.id || response.jsonrpc !== '2.0') fail(new Error('Another answer'))
      else if (response.error) fail(response.error)
      else done(response.result)
    })
  })

/** As web3.js 1 calls one that has only `send`. */
const sendWithCallback = (method: string, params: unknown[]): Promise<unknown> =>
  new Promise((done, fail) => {
    old.send(payload(method, params), (error, response) => (error ? fail(error) : done(response.result)))
  })

const own = (): string => {
  if (old.selectedAddress === null) throw new Error('Not connected')
  return old.selectedAddress
}

async function mined(hash: unknown): Promise<string> {
  for (;;) {
    const receipt = (await sendWithCallback('eth_getTransactionReceipt', [hash])) as { status: string } | null
    if (receipt?.status === '0x1') return String(hash)
    if (receipt) throw new Error('The transaction failed')
    await new Promise((done) => setTimeout(done, 100))
  }
}

const hex = (value: string | number): string => `0x${BigInt(value).toString(16)}`
const word = (value: string): string => value.replace(/^0x/, '').toLowerCase().padStart(64, '0')
const textHex = (text: string): string =>
  `0x${[...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`

publish(
  {
    connect: () => old.enable(),
    accounts: async () => old.send(payload('eth_accounts', [])).result as string[],
    chainId: async () => Number((await old.send('eth_chainId')).result),
    signMessage: (text) => sendAsync('personal_sign', [textHex(text), own()], own()) as Promise<string>,
    signTypedData: ({ types, ...typed }) => {
      const EIP712Domain = Object.entries(typed.domain).map(([name, value]) => ({
        name,
        type: name === 'verifyingContract' ? 'address' : typeof value === 'number' ? 'uint256' : 'string',
      }))
      const text = JSON.stringify({ ...typed, types: { EIP712Domain, ...types } })
      return sendAsync('eth_signTypedData_v4', [own(), text], own()) as Promise<string>
    },
    send: async (to, value) =>
      mined(await sendAsync('eth_sendTransaction', [{ from: own(), to, value: hex(value), gas: '0x5208' }])),
    transferToken: async (token, to, amount) => {
      const data = `0xa9059cbb${word(to)}${word(BigInt(amount).toString(16))}`
      return mined(
        await sendWithCallback('eth_sendTransaction', [{ from: own(), to: token, data, value: '0x0' }]),
      )
    },
    async ownerOf(collection, id) {
      const data = `0x6352211e${word(BigInt(id).toString(16))}`
      try {
        const { result } = await old.send('eth_call', [{ to: collection, data }, 'latest'])
        return `0x${String(result).slice(-40)}`
      } catch (error) {
        const { data } = error as { data?: unknown }
        const word = typeof data === 'string' ? data : (data as { data?: string } | undefined)?.data
        if (!word?.startsWith('0x7e273289')) throw error
        return `ERC721NonexistentToken(${BigInt(`0x${word.slice(10)}`)})`
      }
    },
    async switchNetwork(chainId) {
      await sendAsync('wallet_switchEthereumChain', [{ chainId: hex(chainId) }])
    },
    async switchToNew({ chainId, name, symbol, url }) {
      const nativeCurrency = { name: symbol, symbol, decimals: 18 }
      await old.send('wallet_addEthereumChain', [
        { chainId: hex(chainId), chainName: name, nativeCurrency, rpcUrls: [url] },
      ])
    },
    async disconnect() {
      await sendAsync('wallet_revokePermissions', [{ eth_accounts: {} }])
    },
    extra: {
      state: async () => ({
        selectedAddress: old.selectedAddress,
        networkVersion: old.networkVersion,
        chainId: old.chainId,
        connected: old.isConnected(),
        unlocked: await old._metamask?.isUnlocked(),
      }),
      sync: async (method) => {
        try {
          return old.send(payload(method, []))
        } catch (error) {
          return (error as { code?: number }).code
        }
      },
      batch: () =>
        new Promise((done) => {
          const payloads = [
            payload('eth_chainId', []),
            payload('eth_noSuchMethod', []),
            payload('net_version', []),
          ]
          old.sendAsync(payloads, (error, responses) =>
            done([
              error,
              responses.map(
                (one, index) => one.id === payloads[index]?.id && (one.result ?? one.error?.code),
              ),
            ]),
          )
        }),
      /** The order that Geth's console has, and that many old dApps send. */
      signSwapped: (text) => sendAsync('personal_sign', [own(), textHex(text)]),
      /** Text as it is, not as hex. */
      signPlain: (text) => sendAsync('personal_sign', [text, own()]),
      codeOf: (method, params = '[]') =>
        sendAsync(method, JSON.parse(params)).then(
          () => 'answered',
          (error: { code?: number }) => error.code,
        ),
      ask: (method, params = '[]') => sendAsync(method, JSON.parse(params)),
    },
  },
  wallet,
)
for (const name of ['networkChanged', 'close', 'data', 'notification']) {
  old.on(name, (value: unknown) => window.told?.push([name, value]))
}
