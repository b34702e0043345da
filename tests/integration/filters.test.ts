import { encodeFunctionData, type Hex, parseAbi, toHex } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Devnet, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, restoredWorld, type World } from './world'

let devnet: Devnet
let world: World
beforeAll(async () => {
  devnet = await startDevnet()
})
afterAll(() => devnet.stop())
beforeEach(async () => {
  world = await restoredWorld(devnet.url)
})

const SITE = 'https://app.example'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const TRANSFER = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const [alice, bob] = ACCOUNTS
const abi = parseAbi(['function transfer(address to, uint256 value)'])

const mine = (blocks: number) => devnet.client.mine({ blocks })
const hashes = async (from: bigint, to: bigint) => {
  const all: string[] = []
  for (let n = from; n <= to; n++) all.push((await devnet.client.getBlock({ blockNumber: n })).hash)
  return all
}
/** One transfer of USDC in a block of its own. */
async function transfer(value: bigint, mined = true) {
  const data = encodeFunctionData({ abi, args: [bob, value] })
  const hash = await devnet.client.request<{ Parameters: [object]; ReturnType: Hex }>({
    method: 'eth_sendTransaction',
    params: [{ from: alice, to: USDC, data }],
  })
  if (mined) await devnet.client.waitForTransactionReceipt({ hash, pollingInterval: 5 })
  return hash
}
type Log = { data: string; removed?: boolean; blockHash: string; transactionHash: string }
const changes = (page: ReturnType<World['open']>, id: unknown) =>
  page.request('eth_getFilterChanges', [id]) as Promise<Log[]>

describe('filters of blocks', () => {
  test('behavior: gives each new block once, in order, across restarts of the worker', async () => {
    const page = world.open(SITE)
    const id = await page.request('eth_newBlockFilter')
    expect(id).toMatch(/^0x[0-9a-f]{32,}$/)
    expect(await changes(page, id)).toEqual([])
    const start = await devnet.client.getBlockNumber()
    await mine(3)
    expect(await changes(page, id)).toEqual(await hashes(start + 1n, start + 3n))
    expect(await changes(page, id)).toEqual([])
    world.restart()
    await mine(2)
    expect(await changes(page, id)).toEqual(await hashes(start + 4n, start + 5n))
    expect(await changes(page, id)).toEqual([])
  })

  test('behavior: after a long time the newest 256', async () => {
    const page = world.open(SITE)
    const id = await page.request('eth_newBlockFilter')
    await mine(300)
    const head = await devnet.client.getBlockNumber()
    const got = await changes(page, id)
    expect(got).toHaveLength(256)
    expect(got.at(-1)).toBe((await devnet.client.getBlock({ blockNumber: head })).hash)
    expect(await changes(page, id)).toEqual([])
  })

  test('behavior: where the chain takes another way, the blocks of that way are given', async () => {
    const page = world.open(SITE)
    const id = await page.request('eth_newBlockFilter')
    const snapshot = await devnet.snapshot()
    await mine(3)
    expect(await changes(page, id)).toHaveLength(3)
    await devnet.revert(snapshot)
    await devnet.client.setNextBlockTimestamp({ timestamp: BigInt(Math.floor(Date.now() / 1000) + 5000) })
    const start = await devnet.client.getBlockNumber()
    await mine(2)
    expect(await changes(page, id)).toEqual(await hashes(start + 1n, start + 2n))
  })

  test('behavior: an endpoint that is behind brings nothing, and nothing twice', async () => {
    const page = world.open(SITE)
    const id = await page.request('eth_newBlockFilter')
    const old = await page.request('eth_getBlockByNumber', ['latest', false])
    await mine(2)
    expect(await changes(page, id)).toHaveLength(2)
    world.intercept = (_url, { method }) => (method === 'eth_getBlockByNumber' ? { result: old } : undefined)
    expect(await changes(page, id)).toEqual([])
    world.intercept = undefined
    expect(await changes(page, id)).toEqual([])
  })

  test('behavior: nothing is asked of the network while the page does not ask', async () => {
    const page = world.open(SITE)
    await page.request('eth_newBlockFilter')
    const before = world.requests.length
    await mine(1)
    await new Promise((done) => setTimeout(done, 120))
    await world.advance(60_000)
    expect(world.requests.length).toBe(before)
    expect(world.alarms.size).toBe(world.alarms.has('lock') ? 1 : 0)
  })
})

describe('filters of logs', () => {
  test('behavior: gives what matches since it was made, and all of it by eth_getFilterLogs', async () => {
    const page = world.open(SITE)
    await transfer(1n)
    const fromBlock = toHex(await devnet.client.getBlockNumber())
    const id = await page.request('eth_newFilter', [{ address: USDC, topics: [TRANSFER], fromBlock }])
    const none = await page.request('eth_newFilter', [{ address: USDC, topics: [`0x${'11'.repeat(32)}`] }])
    await transfer(2n)
    await mine(2)
    await transfer(3n)
    const got = await changes(page, id)
    expect(got.map(({ data }) => BigInt(data))).toEqual([2n, 3n])
    expect(await changes(page, id)).toEqual([])
    expect(await changes(page, none)).toEqual([])
    const all = (await page.request('eth_getFilterLogs', [id])) as Log[]
    expect(all.map(({ data }) => BigInt(data))).toEqual([1n, 2n, 3n])
  })

  test('behavior: logs of a way that the chain left are taken back', async () => {
    const page = world.open(SITE)
    const id = await page.request('eth_newFilter', [{ address: USDC, topics: [TRANSFER] }])
    const snapshot = await devnet.snapshot()
    await transfer(7n)
    expect((await changes(page, id)).map(({ data }) => BigInt(data))).toEqual([7n])
    await devnet.revert(snapshot)
    await devnet.client.setNextBlockTimestamp({ timestamp: BigInt(Math.floor(Date.now() / 1000) + 9000) })
    await transfer(8n)
    const got = await changes(page, id)
    expect(got.map(({ data, removed }) => [BigInt(data), removed ?? false])).toEqual([
      [7n, true],
      [8n, false],
    ])
    expect(await changes(page, id)).toEqual([])
  })

  test('behavior: bounds are kept', async () => {
    const page = world.open(SITE)
    const head = await devnet.client.getBlockNumber()
    const id = await page.request('eth_newFilter', [
      { address: USDC, fromBlock: toHex(head + 2n), toBlock: toHex(head + 2n) },
    ])
    for (const value of [1n, 2n, 3n]) await transfer(value)
    expect((await changes(page, id)).map(({ data }) => BigInt(data))).toEqual([2n])
  })

  test('param: a filter object, strictly', async () => {
    const page = world.open(SITE)
    for (const bad of [
      undefined,
      [],
      ['0x'],
      [{ address: '0x12' }],
      [{ address: [1] }],
      [{ topics: ['0x1'] }],
      [{ topics: [null, null, null, null, null] }],
      [{ fromBlock: 5 }],
      [{ fromBlock: 'newest' }],
      [{ blockHash: TRANSFER }],
      [{ address: Array.from({ length: 1000 }, () => USDC) }],
    ])
      expect(await page.ask('eth_newFilter', bad)).toMatchObject({ error: { code: -32602 } })
    expect(
      await page.request('eth_newFilter', [
        { address: [USDC], topics: [null, [TRANSFER, null]], fromBlock: 'latest', toBlock: null },
      ]),
    ).toMatch(/^0x/)
  })
})

test('behavior: pending transactions are given once', async () => {
  const page = world.open(SITE)
  await devnet.client.setAutomine(false)
  try {
    const id = await page.request('eth_newPendingTransactionFilter')
    const hash = await transfer(1n, false)
    expect(await changes(page, id)).toEqual([hash])
    expect(await changes(page, id)).toEqual([])
  } finally {
    await devnet.client.setAutomine(true)
    await mine(1)
  }
})

describe('whose filter it is', () => {
  test('security: the id of another document is not there, nor one that was uninstalled or made up', async () => {
    const page = world.open(SITE)
    const other = world.open(SITE)
    const id = await page.request('eth_newBlockFilter')
    const unknown = { ok: false, error: { code: -32000, message: 'filter not found' } }
    for (const method of ['eth_getFilterChanges', 'eth_getFilterLogs']) {
      expect(await other.ask(method, [id])).toEqual(unknown)
      expect(await page.ask(method, ['0x1'])).toEqual(unknown)
      expect(await page.ask(method, ['__proto__'])).toEqual(unknown)
    }
    expect(await other.request('eth_uninstallFilter', [id])).toBe(false)
    expect(await page.ask('eth_getFilterLogs', [id])).toEqual(unknown)
    expect(await changes(page, id)).toEqual([])
    expect(await page.request('eth_uninstallFilter', [id])).toBe(true)
    expect(await page.request('eth_uninstallFilter', [id])).toBe(false)
    expect(await page.ask('eth_getFilterChanges', [id])).toEqual(unknown)
    expect(await page.ask('eth_getFilterChanges', [])).toMatchObject({ error: { code: -32602 } })
  })

  test('behavior: it goes after five minutes without use, and lives with use', async () => {
    const page = world.open(SITE)
    const id = await page.request('eth_newBlockFilter')
    for (let minute = 0; minute < 8; minute++) {
      world.now += 60_000
      await changes(page, id)
    }
    world.now += 5 * 60_000
    expect(await page.ask('eth_getFilterChanges', [id])).toMatchObject({ error: { code: -32000 } })
  })

  test('security: a document has twenty, a site sixty', async () => {
    const make = async (page: ReturnType<World['open']>, count: number) => {
      const made = await Promise.all(Array.from({ length: count }, () => page.ask('eth_newBlockFilter')))
      return made.filter((one) => one.ok).length
    }
    expect(await make(world.open(SITE), 30)).toBe(20)
    expect(await make(world.open(SITE), 20)).toBe(20)
    expect(await make(world.open(SITE), 20)).toBe(20)
    const full = world.open(SITE)
    expect(await full.ask('eth_newBlockFilter')).toMatchObject({ error: { code: -32005 } })
    expect(await make(world.open('https://other.example'), 5)).toBe(5)
  })

  test('behavior: it stays with the network on which it was made', async () => {
    const page = world.open(SITE)
    const ui = world.ui()
    const asked = page.request('eth_requestAccounts')
    await ui.approve('connect')
    await asked
    const id = await page.request('eth_newBlockFilter')
    await ui.call('sites.setNetwork', { origin: SITE, chainId: 10 })
    await mine(1)
    expect(await changes(page, id)).toHaveLength(1)
  })

  test('behavior: an answer that a stopped worker did not deliver comes with the request sent again', async () => {
    const page = world.open(SITE)
    const id = await page.request('eth_newBlockFilter')
    await mine(2)
    // Stopped right after the progress was stored, before the answer was out.
    const { session, worker } = world
    world.session = {
      ...session,
      async set(items) {
        await session.set(items)
        if ('filters' in items) worker.kill()
      },
    }
    const asked = changes(page, id)
    await expect.poll(() => worker.alive).toBe(false)
    world.session = session
    world.restart()
    expect(await asked).toHaveLength(2)
    expect(await changes(page, id)).toEqual([])
  })
})
