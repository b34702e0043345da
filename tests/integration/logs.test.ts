import { encodeAbiParameters, type Hex, keccak256, pad, parseAbi, toEventSelector, toHex } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountLog } from '../../src/background/logs/account-log'
import { type ChainLog, parseLog, TOPICS } from '../../src/ethereum/account-logs'
import type { Address } from '../../src/shared/hex'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, restoredWorld, type Ui, type World } from './world'

const [ME] = ACCOUNTS
const OTHER: Address = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'
const USDC = devnetAddresses.usdc as Address
const COLLECTIBLE = devnetAddresses.collectible as Address
const ITEMS = devnetAddresses.items as Address
const TOKEN = parseAbi([
  'function mint(address to, uint256 amount)',
  'function transfer(address to, uint256 amount)',
  'function approve(address spender, uint256 amount)',
])
const NFT = parseAbi([
  'function mint(address to) returns (uint256)',
  'function setApprovalForAll(address operator, bool approved)',
  'function safeTransferFrom(address from, address to, uint256 id)',
])
const ITEM = parseAbi([
  'function mint(address to, uint256 id, uint256 amount)',
  'function safeBatchTransferFrom(address from, address to, uint256[] ids, uint256[] amounts, bytes data)',
])

let devnet: Devnet
let world: World
let ui: Ui
let snapshot: Hex

beforeAll(async () => {
  devnet = await startDevnet()
}, 60_000)
afterAll(() => devnet.stop())
beforeEach(async () => {
  snapshot = await devnet.snapshot()
  world = await restoredWorld(devnet.url)
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
  await world.local.set({ 'local-chains': {} })
})
afterEach(async () => {
  world.worker.kill()
  await devnet.revert(snapshot)
})

/** Everything that is stored of an account, newest first. */
async function stored(account: Address = ME): Promise<AccountLog[]> {
  const key = `logs:1:${account.toLowerCase()}`
  const all = await world.local.get(null)
  const index = all[key] as { chunks: { id: number }[] } | undefined
  const rows = (index?.chunks ?? []).flatMap(({ id }) => all[`${key}:${id}`] as unknown[][])
  return rows
    .map(([kind, token, from, to, amount, tokenId, hash, block, log, part, at]) => {
      const fields = { kind, token, from, to, amount, tokenId, hash, block, log, part, at }
      return { chainId: 1, account, ...fields } as AccountLog
    })
    .sort((a, b) => b.block - a.block || b.log - a.log || b.part - a.part)
}
const short = (rows: readonly AccountLog[]) =>
  rows.map(({ kind, from, to, amount, tokenId }) => ({ kind, from, to, amount, tokenId }))
const asked = () =>
  world.requests
    .filter(({ method }) => method === 'eth_getLogs')
    .map(({ params }) => (params as { fromBlock: Hex; toBlock: Hex; address?: string[] }[])[0])
const widest = () =>
  Math.max(...asked().map((one) => Number(one?.toBlock ?? 0) - Number(one?.fromBlock ?? 0) + 1))

const write = async (
  from: Address,
  address: Address,
  abi: unknown,
  functionName: string,
  args: unknown[],
) => {
  await devnet.client.impersonateAccount({ address: from })
  const hash = await devnet.client.writeContract({
    account: from,
    address,
    abi: abi as typeof TOKEN,
    functionName: functionName as 'mint',
    args: args as [Address, bigint],
    chain: null,
  })
  await devnet.client.waitForTransactionReceipt({ hash })
  return hash
}
const send = (amount: bigint) => write(OTHER, USDC, TOKEN, 'mint', [ME, amount])

/** A log as a node gives it. */
const raw = (change: Record<string, unknown> = {}) => ({
  address: USDC,
  topics: [TOPICS.Transfer, pad(OTHER), pad(ME)],
  data: toHex(5n, { size: 32 }),
  blockNumber: '0x1',
  logIndex: '0x0',
  transactionHash: keccak256('0x01'),
  blockHash: keccak256('0x02'),
  removed: false,
  ...change,
})

describe('logs of the accounts', () => {
  test('behavior: the topics are those of the standards', () => {
    expect(TOPICS).toEqual({
      Transfer: toEventSelector('Transfer(address,address,uint256)'),
      Approval: toEventSelector('Approval(address,address,uint256)'),
      ApprovalForAll: toEventSelector('ApprovalForAll(address,address,bool)'),
      TransferSingle: toEventSelector('TransferSingle(address,address,address,uint256,uint256)'),
      TransferBatch: toEventSelector('TransferBatch(address,address,address,uint256[],uint256[])'),
      Permit2Approval: toEventSelector('Approval(address,address,address,uint160,uint48)'),
      Permit2Permit: toEventSelector('Permit(address,address,address,uint160,uint48,uint48)'),
    })
  })

  test('behavior: tokens, NFTs and rights are found, in and out, with the time of their block', async () => {
    await send(5_000_000n)
    await write(ME, USDC, TOKEN, 'transfer', [OTHER, 2_000_000n])
    await write(OTHER, COLLECTIBLE, NFT, 'mint', [ME])
    await write(OTHER, ITEMS, ITEM, 'mint', [ME, 9n, 4n])
    await write(ME, ITEMS, ITEM, 'safeBatchTransferFrom', [ME, OTHER, [9n, 7n], [1n, 2n], '0x'])
    await write(ME, USDC, TOKEN, 'approve', [OTHER, 77n])
    await write(ME, COLLECTIBLE, NFT, 'setApprovalForAll', [OTHER, true])
    await ui.call('activity.scan', null)
    const rows = await stored()
    const zero = '0x0000000000000000000000000000000000000000'
    expect(short(rows).reverse().slice(-8)).toEqual([
      { kind: 'erc20', from: zero, to: ME, amount: '5000000', tokenId: null },
      { kind: 'erc20', from: ME, to: OTHER, amount: '2000000', tokenId: null },
      { kind: 'erc721', from: zero, to: ME, amount: '1', tokenId: expect.stringMatching(/^\d+$/) },
      { kind: 'erc1155', from: zero, to: ME, amount: '4', tokenId: '9' },
      { kind: 'erc1155', from: ME, to: OTHER, amount: '1', tokenId: '9' },
      { kind: 'erc1155', from: ME, to: OTHER, amount: '2', tokenId: '7' },
      { kind: 'allowance', from: ME, to: OTHER, amount: '77', tokenId: null },
      { kind: 'operator', from: ME, to: OTHER, amount: '1', tokenId: null },
    ])
    const newest = await devnet.client.getBlock({ blockNumber: BigInt(rows[0]?.block ?? 0) })
    expect(rows[0]?.at).toBe(Number(newest.timestamp) * 1000)
  })

  test('behavior: three requests a range for any number of accounts, and one when nothing is new', async () => {
    await ui.until((state) => !state.discovering)
    const keyringId = ui.state?.keyrings[0]?.id ?? ''
    for (let i = ui.state?.accounts.length ?? 0; i < 6; i++) await ui.call('accounts.add', { keyringId })
    world.requests = []
    await ui.call('activity.scan', null)
    expect(asked()).toHaveLength(3)
    world.requests = []
    await ui.call('activity.scan', null)
    expect(asked()).toEqual([])
  })

  test('behavior: a look goes on where a killed worker stopped: nothing is lost, nothing is there twice', async () => {
    await send(1n)
    await ui.call('activity.scan', null)
    const before = await stored()
    await send(2n)
    // Stopped at each single operation of a look: nothing is lost, nothing is there twice.
    for (let at = 1; ; at++) {
      const worker = world.restart()
      ui = world.ui()
      await ui.until((state) => state.status === 'unlocked')
      worker.death = { at: worker.count + at, when: at % 2 === 0 ? 'after' : 'before' }
      const looked = ui.call('activity.scan', null).then(() => true)
      const died = until(() => !worker.alive).then(() => false)
      const whole = await Promise.race([looked, died])
      worker.death = undefined
      if (whole) break
      expect(at).toBeLessThan(80)
    }
    const after = await stored()
    expect(after.length).toBe(before.length + 1)
    expect(new Set(after.map(({ hash, log }) => `${hash}${log}`)).size).toBe(after.length)
    expect(short(after)[0]).toMatchObject({ amount: '2', to: ME })
  }, 60_000)

  test('security: what an endpoint makes up is dropped: malformed, taken back, of others, of other blocks', async () => {
    await devnet.client.mine({ blocks: 2 })
    const blockNumber = toHex(await devnet.client.getBlockNumber())
    const good = raw({ blockNumber })
    const lies = [
      raw({ blockNumber, removed: true, logIndex: '0x1' }),
      raw({ blockNumber, topics: [TOPICS.Transfer, pad(OTHER), pad(OTHER)], logIndex: '0x2' }),
      raw({ blockNumber, topics: [TOPICS.Transfer, pad(OTHER)], logIndex: '0x3' }),
      raw({ blockNumber, topics: [TOPICS.Transfer, keccak256('0x03'), pad(ME)], logIndex: '0x4' }),
      raw({ blockNumber, data: '0x', logIndex: '0x5' }),
      raw({ blockNumber, data: `0x${'ff'.repeat(64)}`, logIndex: '0x6' }),
      raw({ blockNumber, address: '0x1234', logIndex: '0x7' }),
      raw({ blockNumber: '0xffffff', logIndex: '0x8' }),
      raw({ blockNumber: null, logIndex: '0x9' }),
      raw({ blockNumber, transactionHash: '0x12', logIndex: '0xa' }),
      raw({
        blockNumber,
        topics: [TOPICS.TransferBatch, pad(OTHER), pad(OTHER), pad(ME)],
        data: '0x1234',
        logIndex: '0xb',
      }),
      raw({ blockNumber, topics: [TOPICS.Approval, pad(OTHER), pad(ME)], logIndex: '0xc' }),
      null,
      'log',
    ]
    world.intercept = (_url, { method }) =>
      method === 'eth_getLogs' ? { result: [...lies, good, good] } : undefined
    await ui.call('activity.scan', null)
    expect(short(await stored())).toEqual([
      { kind: 'erc20', from: OTHER, to: ME, amount: '5', tokenId: null },
    ])
    world.intercept = (_url, { method }) => (method === 'eth_getLogs' ? { result: { length: 3 } } : undefined)
    await devnet.client.mine({ blocks: 1 })
    await ui.call('activity.scan', null)
    expect(await stored()).toHaveLength(1)
  })

  test('security: a batch of a thousand items in one log is no one’s, and is left out', () => {
    const many = Array.from({ length: 1000 }, (_, i) => BigInt(i))
    const data = encodeAbiParameters([{ type: 'uint256[]' }, { type: 'uint256[]' }], [many, many])
    const topics = [TOPICS.TransferBatch, pad(OTHER), pad(OTHER), pad(ME)]
    expect(parseLog(raw({ topics, data }))).toEqual([])
    const few = encodeAbiParameters([{ type: 'uint256[]' }, { type: 'uint256[]' }], [[1n], [2n]])
    expect(parseLog(raw({ topics, data: few }))).toMatchObject([
      { tokenId: 1n, amount: 2n } satisfies Partial<ChainLog>,
    ])
  })

  test('behavior: a chain that took another way: what is gone goes, what came comes', async () => {
    // Not this machine's, as the wallet sees it: reorganisations are of real networks.
    await ui.call('networks.setEndpoints', { chainId: 1, endpoints: [devnet.url] })
    world.redirect = () => devnet.url
    await world.local.set({
      networks: { added: [], endpoints: { 1: ['https://one.example'] }, enabled: [1] },
    })
    world.restart()
    ui = world.ui()
    await ui.until((state) => state.status === 'unlocked')
    const fork = await devnet.snapshot()
    await send(111n)
    await ui.call('activity.scan', null)
    expect((await stored())[0]?.amount).toBe('111')
    await devnet.revert(fork)
    await send(222n)
    await send(333n)
    await ui.call('activity.scan', null)
    expect((await stored()).map(({ amount }) => amount).slice(0, 2)).toEqual(['333', '222'])
    expect((await stored()).some(({ amount }) => amount === '111')).toBe(false)
  })

  test('behavior: a local network that was started anew forgets what was found on the one before', async () => {
    const fork = await devnet.snapshot()
    await send(111n)
    await devnet.client.mine({ blocks: 80 })
    await ui.call('activity.scan', null)
    expect((await stored()).some(({ amount }) => amount === '111')).toBe(true)
    await devnet.revert(fork)
    await ui.call('activity.scan', null)
    expect((await stored()).some(({ amount }) => amount === '111')).toBe(false)
  })

  test.each([
    [
      'a range that it names',
      10,
      {
        code: -32600,
        message:
          'Under the Free tier plan, you can make eth_getLogs requests with up to a 10 block range. Based on your parameters, this block range should work: [0x0, 0x9].',
      },
    ],
    ['a number', 5, { code: -32615, message: 'eth_getLogs is limited to a 5 range' }],
    ['a thousand', 100, { code: -32000, message: 'block range is too wide, max is 1k blocks' }],
    ['a limit', 100, { code: -32005, message: 'limit exceeded' }],
    ['one too large', 100, { code: -32602, message: 'exceed maximum block range: 100' }],
    ['a time', 50, { code: -32000, message: 'query timeout exceeded' }],
    [
      'too many results',
      50,
      {
        code: -32005,
        message: 'query returned more than 10000 results. Try with this block range [0x0, 0x31].',
      },
    ],
    ['its size', 50, { code: -32008, message: 'Response is too big' }],
  ])(
    'behavior: an endpoint that takes less is asked for less: %s',
    async (_name, most, error) => {
      await send(42n)
      await devnet.client.mine({ blocks: 150 })
      await send(43n)
      world.intercept = (_url, { method, params }) => {
        if (method !== 'eth_getLogs') return undefined
        const [one] = params as [{ fromBlock: Hex; toBlock: Hex }]
        return Number(one.toBlock) - Number(one.fromBlock) + 1 > most ? { error } : undefined
      }
      for (let i = 0; i < 40 && (await stored()).filter(({ amount }) => amount === '42').length === 0; i++)
        await ui.call('activity.scan', null)
      expect((await stored())[0]?.amount).toBe('43')
      expect((await stored()).some(({ amount }) => amount === '42')).toBe(true)
      world.requests = []
      await devnet.client.mine({ blocks: 1 })
      await ui.call('activity.scan', null)
      // It has learnt.
      expect(widest()).toBeLessThanOrEqual(most * 1.2)
    },
    30_000,
  )

  test('behavior: an endpoint that gives logs only of named contracts is asked for the known tokens', async () => {
    await send(42n)
    const no =
      'Please specify an address in your request or, to remove restrictions, order a dedicated full node'
    world.intercept = (_url, { method, params }) =>
      method === 'eth_getLogs' && !JSON.stringify(params).includes('"address"')
        ? { error: { code: -32701, message: no } }
        : undefined
    await ui.call('activity.scan', null)
    expect((await stored())[0]?.amount).toBe('42')
  })

  test('error: an endpoint without logs, or busy, is asked a few times and then left alone', async () => {
    for (const error of [
      { code: -32601, message: 'the method eth_getLogs does not exist/is not available' },
      { code: -32005, message: 'rate limit exceeded: too many requests per second' },
    ]) {
      world.requests = []
      world.intercept = (_url, { method }) => (method === 'eth_getLogs' ? { error } : undefined)
      await ui.call('activity.scan', null)
      expect(asked().length).toBeLessThanOrEqual(3)
    }
    expect(await stored()).toEqual([])
    // Balances go on as ever.
    await ui.call('assets.refresh', null)
    expect(ui.state?.portfolio?.networks[0]?.error).toBeNull()
  })

  test('behavior: a node that keeps no old blocks is asked for them once', async () => {
    await devnet.client.mine({ blocks: 120 })
    await send(42n)
    const head = Number(await devnet.client.getBlockNumber())
    world.intercept = (_url, { method, params }) => {
      const [one] = params as [{ fromBlock: Hex }]
      return method === 'eth_getLogs' && Number(one.fromBlock) < head - 80
        ? { error: { code: 4444, message: 'pruned history unavailable' } }
        : undefined
    }
    await ui.call('activity.scan', null)
    await ui.call('activity.scan', null)
    expect((await stored())[0]?.amount).toBe('42')
    world.requests = []
    await ui.call('activity.scan', null)
    expect(asked()).toEqual([])
  })
})

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 30_000; !holds() && Date.now() < end; )
    await new Promise((done) => setTimeout(done, 2))
}
