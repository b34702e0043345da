import { encodeFunctionData, type Hex, parseAbi, toHex } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Devnet, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, type Document, restoredWorld, type World } from './world'

let devnet: Devnet
let world: World
beforeAll(async () => {
  devnet = await startDevnet()
})
afterAll(() => devnet.stop())
beforeEach(async () => {
  world = await restoredWorld(devnet.url)
  return () => world.worker.kill()
})

const SITE = 'https://app.example'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const TRANSFER = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const [alice, bob] = ACCOUNTS
const abi = parseAbi(['function transfer(address to, uint256 value)'])

const mine = (blocks: number) => devnet.client.mine({ blocks })
async function transfer(value: bigint, mined = true) {
  const data = encodeFunctionData({ abi, args: [bob, value] })
  const hash = await devnet.client.request<{ Parameters: [object]; ReturnType: Hex }>({
    method: 'eth_sendTransaction',
    params: [{ from: alice, to: USDC, data }],
  })
  if (mined) await devnet.client.waitForTransactionReceipt({ hash, pollingInterval: 5 })
  return hash
}
type News = { number: Hex; hash: Hex; data: Hex; removed: boolean }
/** What came for a subscription, in order. */
const heard = (page: Document, id: unknown): News[] =>
  page.events.flatMap((one) =>
    one.event === 'message' && one.data.data.subscription === id ? [one.data.data.result as News] : [],
  )
const numbers = (page: Document, id: unknown) => heard(page, id).map(({ number }) => Number(number))
const range = (from: bigint, count: number) => Array.from({ length: count }, (_, i) => Number(from) + i)
const rest = (ms = 150) => new Promise((done) => setTimeout(done, ms))

describe('newHeads', () => {
  test('behavior: each new head comes once, in order, as an EIP-1193 message', async () => {
    const page = world.open(SITE)
    const bystander = world.open(SITE)
    await bystander.request('eth_chainId')
    const start = await devnet.client.getBlockNumber()
    const id = await page.request('eth_subscribe', ['newHeads'])
    expect(id).toMatch(/^0x[0-9a-f]{32,}$/)
    for (let block = 0; block < 5; block++) {
      await mine(block + 1)
      await rest(30)
    }
    await expect.poll(() => numbers(page, id)).toEqual(range(start + 1n, 15))
    const [first] = heard(page, id)
    const block = await devnet.client.getBlock({ blockNumber: start + 1n })
    expect(first).toMatchObject({ hash: block.hash, parentHash: block.parentHash })
    expect(first).not.toHaveProperty('transactions')
    expect(page.events[0]).toMatchObject({ event: 'message', data: { type: 'eth_subscription' } })
    expect(bystander.events).toEqual([])
    expect(await page.request('eth_unsubscribe', [id])).toBe(true)
    await mine(2)
    await rest()
    expect(heard(page, id)).toHaveLength(15)
  })

  test('behavior: nothing is lost, doubled or swapped when the worker is stopped at any moment', async () => {
    const page = world.open(SITE)
    const start = await devnet.client.getBlockNumber()
    const id = await page.request('eth_subscribe', ['newHeads'])
    let mined = 0
    for (let kill = 0; kill < 40; kill++) {
      const worker = world.restart({ at: 8 + ((kill * 7) % 50), when: kill % 2 === 0 ? 'before' : 'after' })
      await mine(1 + (kill % 3))
      mined += 1 + (kill % 3)
      for (let wait = 0; wait < 20 && worker.alive; wait++) await rest(10)
    }
    world.restart()
    await expect.poll(() => numbers(page, id).length).toBe(mined)
    expect(numbers(page, id)).toEqual(range(start + 1n, mined))
  }, 30_000)

  test('behavior: a stopped worker is woken by the alarm', async () => {
    const page = world.open(SITE)
    const id = await page.request('eth_subscribe', ['newHeads'])
    expect(world.alarms.has('follow')).toBe(true)
    world.worker.kill()
    await mine(1)
    world.restart()
    await world.advance(30_000)
    await expect.poll(() => heard(page, id).length).toBe(1)
  })

  test('behavior: after a long sleep the newest 64', async () => {
    const page = world.open(SITE)
    const id = await page.request('eth_subscribe', ['newHeads'])
    world.worker.kill()
    await mine(100)
    world.restart()
    await expect.poll(() => heard(page, id).length).toBe(64)
    expect(numbers(page, id).at(-1)).toBe(Number(await devnet.client.getBlockNumber()))
  })

  test('behavior: where the chain takes another way, its heads come', async () => {
    const page = world.open(SITE)
    const id = await page.request('eth_subscribe', ['newHeads'])
    const start = await devnet.client.getBlockNumber()
    const snapshot = await devnet.snapshot()
    await mine(2)
    await expect.poll(() => heard(page, id).length).toBe(2)
    await devnet.revert(snapshot)
    await devnet.client.setNextBlockTimestamp({ timestamp: BigInt(Math.floor(Date.now() / 1000) + 5000) })
    await mine(3)
    await expect.poll(() => heard(page, id).length).toBe(5)
    expect(numbers(page, id)).toEqual([...range(start + 1n, 2), ...range(start + 1n, 3)])
    expect(new Set(heard(page, id).map(({ hash }) => hash)).size).toBe(5)
  })

  test('behavior: idle costs nothing: without a subscription nothing is asked, no alarm stands', async () => {
    const page = world.open(SITE)
    const id = await page.request('eth_subscribe', ['newHeads'])
    await page.request('eth_unsubscribe', [id])
    await rest()
    const before = world.requests.length
    await mine(1)
    await rest()
    expect(world.requests.length).toBe(before)
    expect(world.alarms.has('follow')).toBe(false)
  })

  test('behavior: when the document is gone, so are its subscriptions, also quiet ones', async () => {
    const page = world.open(SITE)
    await page.request('eth_subscribe', ['newHeads'])
    await page.request('eth_subscribe', ['logs', { address: bob }])
    page.leave()
    await expect.poll(() => world.alarms.has('follow')).toBe(false)
    const before = world.requests.length
    await rest()
    expect(world.requests.length).toBe(before)
  })

  test('behavior: a network that does not answer for a while is caught up with', async () => {
    const page = world.open(SITE)
    const start = await devnet.client.getBlockNumber()
    const id = await page.request('eth_subscribe', ['newHeads'])
    world.intercept = () => new Error('offline')
    await mine(4)
    await rest()
    expect(heard(page, id)).toEqual([])
    world.intercept = undefined
    await expect.poll(() => numbers(page, id)).toEqual(range(start + 1n, 4))
  })
})

describe('logs', () => {
  test('behavior: what matches comes once; what the chain took back is told', async () => {
    const page = world.open(SITE)
    const id = await page.request('eth_subscribe', ['logs', { address: USDC, topics: [TRANSFER] }])
    const none = await page.request('eth_subscribe', ['logs', { address: bob }])
    const snapshot = await devnet.snapshot()
    await transfer(1n)
    await transfer(2n)
    await expect.poll(() => heard(page, id).map(({ data }) => BigInt(data))).toEqual([1n, 2n])
    await devnet.revert(snapshot)
    await devnet.client.setNextBlockTimestamp({ timestamp: BigInt(Math.floor(Date.now() / 1000) + 9000) })
    await transfer(3n)
    await mine(1)
    await expect
      .poll(() => heard(page, id).map(({ data, removed }) => [BigInt(data), removed]))
      .toEqual([
        [1n, false],
        [2n, false],
        [2n, true],
        [1n, true],
        [3n, false],
      ])
    world.restart()
    await transfer(4n)
    await expect.poll(() => heard(page, id).length).toBe(6)
    expect(heard(page, none)).toEqual([])
  })
})

test('behavior: pending transactions come once', async () => {
  const page = world.open(SITE)
  await devnet.client.setAutomine(false)
  try {
    const id = await page.request('eth_subscribe', ['newPendingTransactions'])
    const hash = await transfer(1n, false)
    await expect.poll(() => heard(page, id)).toEqual([hash])
    await rest()
    expect(heard(page, id)).toHaveLength(1)
  } finally {
    await devnet.client.setAutomine(true)
    await mine(1)
  }
})

describe('what may be asked', () => {
  test('param: a kind that there is, and a filter of logs that is one', async () => {
    const page = world.open(SITE)
    for (const bad of [
      undefined,
      [],
      ['syncing'],
      ['newBlocks'],
      [1],
      ['logs', { address: '0x1' }],
      ['logs', 5],
      ['logs', { blockHash: TRANSFER }],
      ['newPendingTransactions', true],
    ])
      expect(await page.ask('eth_subscribe', bad)).toMatchObject({ error: { code: -32602 } })
    for (const good of [
      ['newHeads'],
      ['newHeads', null],
      ['logs'],
      ['logs', {}],
      ['logs', { fromBlock: toHex(1) }],
    ])
      expect(await page.request('eth_subscribe', good)).toMatch(/^0x/)
  })

  test('security: of another document, made up, or gone: there is nothing to unsubscribe', async () => {
    const page = world.open(SITE)
    const other = world.open(SITE)
    const id = await page.request('eth_subscribe', ['newHeads'])
    expect(await other.request('eth_unsubscribe', [id])).toBe(false)
    expect(await page.request('eth_unsubscribe', ['0x1'])).toBe(false)
    expect(await page.request('eth_unsubscribe', ['__proto__'])).toBe(false)
    expect(await page.request('eth_unsubscribe', [id])).toBe(true)
    expect(await page.request('eth_unsubscribe', [id])).toBe(false)
  })

  test('security: a document has twenty, a site forty, and a frame of another site none', async () => {
    const make = async (page: Document, count: number) => {
      const made = await Promise.all(
        Array.from({ length: count }, () => page.ask('eth_subscribe', ['newHeads'])),
      )
      return made.filter((one) => one.ok).length
    }
    expect(await make(world.open(SITE), 25)).toBe(20)
    expect(await make(world.open(SITE), 25)).toBe(20)
    expect(await make(world.open(SITE), 5)).toBe(0)
    expect(await make(world.open('https://other.example'), 5)).toBe(5)
    const frame = world.open(SITE, 'frame', true)
    expect(await frame.ask('eth_subscribe', ['newHeads'])).toMatchObject({ error: { code: 4100 } })
  })
})

describe('over a WebSocket endpoint', () => {
  beforeEach(async () => {
    await world
      .ui()
      .call('networks.setEndpoints', { chainId: 1, endpoints: [devnet.url, devnet.webSocketUrl] })
  })

  test('behavior: heads, logs and pending transactions come over it; polling goes on when it breaks', async () => {
    const page = world.open(SITE)
    await expect.poll(() => world.sockets.size).toBe(0)
    const start = await devnet.client.getBlockNumber()
    const id = await page.request('eth_subscribe', ['newHeads'])
    const logs = await page.request('eth_subscribe', ['logs', { address: USDC }])
    const pending = await page.request('eth_subscribe', ['newPendingTransactions'])
    await expect.poll(() => world.sockets.size).toBe(1)
    await rest()
    const asked = world.requests.length
    const hash = await transfer(5n)
    await mine(2)
    await expect.poll(() => numbers(page, id)).toEqual(range(start + 1n, 3))
    await expect.poll(() => heard(page, logs).map(({ data }) => BigInt(data))).toEqual([5n])
    await expect.poll(() => heard(page, pending)).toEqual([hash])
    // All of it came over the socket.
    expect(world.requests.slice(asked)).toEqual([])
    for (const socket of world.sockets) socket.close()
    await mine(2)
    await expect.poll(() => numbers(page, id)).toEqual(range(start + 1n, 5))
    expect(world.requests.length).toBeGreaterThan(asked)
    for (const one of [id, logs, pending]) await page.request('eth_unsubscribe', [one])
    await expect.poll(() => world.sockets.size).toBe(0)
  })

  test('security: one of another chain is refused in the list, and not listened to when it changes', async () => {
    const other = await startDevnet({ chainId: 777_123 })
    try {
      const ui = world.ui()
      const set = (endpoints: string[]) => ui.call('networks.setEndpoints', { chainId: 1, endpoints })
      await expect(set([devnet.url, other.webSocketUrl])).rejects.toMatchObject({ name: 'WrongChainError' })
      await expect(set([devnet.webSocketUrl])).rejects.toMatchObject({ name: 'FieldError' })
      await expect(set([devnet.url, 'ws://example.org'])).rejects.toMatchObject({ name: 'FieldError' })
      await expect(set([devnet.url, 'ws://127.0.0.1:1'])).rejects.toMatchObject({ name: 'UnreachableError' })
    } finally {
      await other.stop()
    }
  })

  test('security: a site cannot bring a WebSocket endpoint', async () => {
    const page = world.open(SITE)
    const wanted = { chainId: '0x539', chainName: 'X', rpcUrls: ['wss://example.org'] }
    expect(await page.ask('wallet_addEthereumChain', [wanted])).toMatchObject({ error: { code: -32602 } })
  })
})
