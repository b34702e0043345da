/** A question that stands on the screen while the worker is stopped and started stays the same question. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Devnet, startDevnet } from '../devnet/devnet'
import { TYPED_DATA } from '../property/right'
import { ACCOUNTS, restoredWorld } from './world'

let devnet: Devnet
beforeAll(async () => {
  devnet = await startDevnet()
})
afterAll(() => devnet.stop())

// No key of these stands in order of the alphabet, which is what comes back from the browser's storage.
const ASKS: [method: string, params: unknown][] = [
  ['wallet_requestPermissions', [{ eth_accounts: {}, 'endowment:permitted-chains': {} }]],
  ['personal_sign', ['0x68656c6c6f', ACCOUNTS[0]]],
  ['eth_signTypedData_v4', [ACCOUNTS[0], TYPED_DATA]],
  ['eth_sendTransaction', [{ value: '0x1', to: ACCOUNTS[1], from: ACCOUNTS[0] }]],
  ['wallet_switchEthereumChain', [{ chainId: '0xa' }]],
  [
    'wallet_addEthereumChain',
    [
      {
        rpcUrls: ['https://rpc.example'],
        nativeCurrency: { symbol: 'OWN', name: 'Own', decimals: 18 },
        chainName: 'Own',
        chainId: '0x539',
      },
    ],
  ],
]

test.each(ASKS)(
  'behavior: %s shows the same, under the same digest, after a restart',
  async (method, params) => {
    const world = await restoredWorld(devnet.url)
    world.intercept = (url) => (url.includes('rpc.example') ? { result: '0x539' } : undefined)
    const ui = world.ui()
    const page = world.open('https://app.example')
    const connected = page.request('eth_requestAccounts')
    await ui.approve('connect')
    await connected
    void page.ask(method, params)
    const before = await ui.approval()
    world.restart()
    const again = world.ui()
    const after = await again.approval()
    await new Promise((done) => setTimeout(done, 100))
    expect(await again.approval()).toEqual(after)
    expect(after).toEqual(before)
  },
)
