/** What a question waits for, and what is done meanwhile: each wait in a row is one that a person sees. */
import { encodeFunctionData, parseAbi } from 'viem'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, restoredWorld, type World } from './world'

const SITE = 'https://app.example'
const { usdc, permit2 } = devnetAddresses

let devnet: Devnet
let world: World
beforeAll(async () => {
  devnet = await startDevnet()
})
afterAll(() => devnet.stop())
afterEach(() => world.worker.kill())

/** A connected site that asks for an allowance, in a world that `prepare` changed before. */
async function askFor(prepare: (world: World) => void) {
  world = await restoredWorld(devnet.url)
  const ui = world.ui()
  const page = world.open(SITE)
  const connecting = page.request('eth_requestAccounts')
  await ui.approve('connect')
  await connecting
  await ui.until((state) => state.approvals.length === 0)
  prepare(world)
  const abi = parseAbi(['function approve(address spender, uint256 amount) returns (bool)'])
  const data = encodeFunctionData({ abi, functionName: 'approve', args: [permit2 as `0x${string}`, 1n] })
  void page.ask('eth_sendTransaction', [{ from: ACCOUNTS[0], to: usdc, data }])
  return ui
}

test('behavior: it is looked into while its window still opens', async () => {
  const ui = await askFor((world) => {
    world.windowOpening = new Promise(() => undefined)
  })
  expect(await ui.approval('transaction')).toMatchObject({ preparing: false, looked: 'simulated' })
  expect(world.windowsOpened, 'that of the connecting alone').toBe(1)
})

test('behavior: all that the network can be asked at once is asked at once', async () => {
  const asked: string[] = []
  await askFor((world) => {
    world.intercept = (_, { method, params }) => {
      asked.push(method === 'eth_getTransactionCount' ? `${method} ${Object(params)[1]}` : method)
      return new Promise(() => undefined)
    }
  })
  await expect
    .poll(() => [...new Set(asked)].sort())
    .toEqual([
      'eth_call',
      'eth_estimateGas',
      'eth_feeHistory',
      'eth_getBalance',
      'eth_getBlockByNumber',
      'eth_getCode',
      'eth_getStorageAt',
      'eth_getTransactionCount latest',
      'eth_getTransactionCount pending',
    ])
})

test('behavior: it is tried while the contracts that it names are still being looked at', async () => {
  const asked: string[] = []
  await askFor((world) => {
    world.intercept = (_, { method }) => {
      asked.push(method)
      return method === 'eth_call' || method === 'eth_getStorageAt' ? new Promise(() => undefined) : undefined
    }
  })
  await expect.poll(() => asked.filter((method) => method === 'eth_simulateV1').length).toBe(2)
})
