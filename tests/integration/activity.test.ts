import { encodeFunctionData, type Hex, pad, parseAbi, parseEther, toHex } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ActivityPage, ActivityQuery, ActivityRow } from '../../src/messaging/protocol'
import type { Address } from '../../src/shared/hex'
import { memoryStorage } from '../../src/storage/storage'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, restoredWorld, type Ui, type World } from './world'

const [ME, SECOND] = ACCOUNTS
const OTHER: Address = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'
const USDC = devnetAddresses.usdc as Address
const WETH = devnetAddresses.weth as Address
const ROUTER = devnetAddresses.uniswapRouter02 as Address
const COLLECTIBLE = devnetAddresses.collectible as Address
const SITE = 'https://app.example'
const TOKEN = parseAbi([
  'function mint(address to, uint256 amount)',
  'function transfer(address to, uint256 amount)',
  'function transferFrom(address from, address to, uint256 amount)',
  'function approve(address spender, uint256 amount)',
])
const SWAP = parseAbi([
  'function exactInputSingle((address tokenIn, address tokenOut, uint24 fee, address recipient, uint256 amountIn, uint256 amountOutMinimum, uint160 sqrtPriceLimitX96) params) payable returns (uint256)',
  'function unwrapWETH9(uint256 amountMinimum, address recipient) payable',
  'function multicall(bytes[] data) payable returns (bytes[])',
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
})
afterEach(async () => {
  world.worker.kill()
  await devnet.revert(snapshot)
})

const ALL: ActivityQuery = {
  account: ME,
  text: '',
  chainId: null,
  group: null,
  since: null,
  until: null,
  spam: false,
}
const list = (query: Partial<ActivityQuery> = {}, limit = 100): Promise<ActivityPage> =>
  ui.call('activity.list', { query: { ...ALL, ...query }, cursor: null, limit })
const words = (row: ActivityRow | undefined): string =>
  (row?.title ?? [])
    .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address))
    .join('')
    .replaceAll('\u202f', ' ')

const call = async (from: Address, address: Address, functionName: string, args: unknown[]) => {
  await devnet.client.impersonateAccount({ address: from })
  const hash = await devnet.client.writeContract({
    account: from,
    address,
    abi: TOKEN,
    functionName: functionName as 'mint',
    args: args as [Address, bigint],
    chain: null,
  })
  await devnet.client.waitForTransactionReceipt({ hash })
  return hash
}

/** A site's transaction, approved and confirmed. */
async function fromSite(to: Address, data: Hex, value = 0n): Promise<ActivityRow> {
  const page = world.open(SITE)
  const connecting = page.request('eth_requestAccounts')
  await ui.approve('connect')
  await connecting
  const sending = page.request('eth_sendTransaction', [{ from: ME, to, data, value: toHex(value) }])
  await ui.approve('transaction')
  const hash = await sending
  return ui.until((state) => state.activity.find((one) => one.hash === hash && one.status === 'confirmed'))
}

const swapIn = (amountIn: bigint) =>
  encodeFunctionData({
    abi: SWAP,
    functionName: 'exactInputSingle',
    args: [
      {
        tokenIn: WETH,
        tokenOut: USDC,
        fee: 3000,
        recipient: ME,
        amountIn,
        amountOutMinimum: 0n,
        sqrtPriceLimitX96: 0n,
      },
    ],
  })

test('behavior: behind a transaction stand its bytes and what the contracts logged, with names', async () => {
  const row = await fromSite(ROUTER, swapIn(parseEther('1')), parseEther('1'))
  const raw = () => ui.call('activity.raw', { id: row.id, account: ME, at: row.createdAt })
  const [signed, ...events] = await raw()
  expect(signed?.label).toBe('Signed transaction')
  const usdc = row.moves.find(({ token }) => token === USDC)
  expect(events.map(({ label }) => label)).toEqual([
    'Event 1: Transfer, of USDC',
    'Event 2: Deposit, of WETH',
    'Event 3: Transfer, of WETH',
    expect.stringMatching(/^Event 4: Swap, of 0x/),
  ])
  expect(events[0]?.value.split('\n')).toEqual([
    expect.stringMatching(/^from: 0x/),
    `to: ${ME}`,
    `value: ${usdc?.amount}`,
  ])
  world.intercept = (_, { method }) =>
    method === 'eth_getTransactionReceipt' ? { error: { code: -32000, message: 'no' } } : undefined
  expect(await raw()).toEqual([
    signed,
    { label: 'Events', value: 'The network could not be asked for them.' },
  ])
})

describe('activity from three sources', () => {
  test('behavior: a swap is one row that says what it did, by its receipt and after its logs were found too', async () => {
    const row = await fromSite(ROUTER, swapIn(parseEther('1')), parseEther('1'))
    expect(row.kind).toBe('swap')
    expect(words(row)).toMatch(/^Swapped 1 ETH for \d[\d ]*(\.\d+)? USDC$/)
    expect(row.moves.map(({ symbol }) => symbol)).toEqual(['ETH', 'USDC'])
    await ui.call('activity.scan', null)
    const { rows } = await list()
    expect(rows.filter(({ hash }) => hash === row.hash)).toHaveLength(1)
    expect(rows[0]).toMatchObject({ id: row.id, source: 'wallet', kind: 'swap' })
  })

  test('behavior: coins that a swap pays out are told from the balance, which no log says', async () => {
    await call(ME, USDC, 'approve', [ROUTER, 10n ** 12n])
    const params = {
      tokenIn: USDC,
      tokenOut: WETH,
      fee: 3000,
      recipient: '0x0000000000000000000000000000000000000002' as const,
      amountIn: 300_000_000n,
      amountOutMinimum: 0n,
      sqrtPriceLimitX96: 0n,
    }
    const first = encodeFunctionData({ abi: SWAP, functionName: 'exactInputSingle', args: [params] })
    const second = encodeFunctionData({ abi: SWAP, functionName: 'unwrapWETH9', args: [0n, ME] })
    const data = encodeFunctionData({ abi: SWAP, functionName: 'multicall', args: [[first, second]] })
    const row = await fromSite(ROUTER, data)
    expect(words(row)).toMatch(/^Swapped 300 USDC for 0\.\d+ ETH$/)
    const gained = BigInt(row.moves.find(({ token }) => token === 'native')?.amount ?? 0)
    const spent = BigInt(row.fee ?? 0)
    const { blockNumber } = await devnet.client.getTransactionReceipt({ hash: row.hash })
    const [before, after] = await Promise.all(
      [blockNumber - 1n, blockNumber].map((at) => devnet.client.getBalance({ address: ME, blockNumber: at })),
    )
    expect((after ?? 0n) - (before ?? 0n)).toBe(gained - spent)
  })

  test('behavior: what comes and goes without this wallet is told in words; what was sent from here is not doubled', async () => {
    await call(OTHER, USDC, 'mint', [OTHER, 50_000_000n])
    const received = await call(OTHER, USDC, 'transfer', [ME, 5_000_000n])
    // Sent from another device.
    const elsewhere = await call(ME, USDC, 'transfer', [OTHER, 2_000_000n])
    const allowed = await call(ME, USDC, 'approve', [ROUTER, 100_000_000n])
    const unlimited = await call(ME, USDC, 'approve', [OTHER, 2n ** 256n - 1n])
    const own = await fromSite(
      USDC,
      encodeFunctionData({ abi: TOKEN, functionName: 'transfer', args: [OTHER, 1_000_000n] }),
    )
    await ui.call('activity.scan', null)
    const { rows, notes } = await list()
    const of = (hash: string) => rows.filter((row) => row.hash === hash)
    expect(of(received).map(words)).toEqual([`Received 5 USDC from ${OTHER}`])
    expect(of(received)[0]).toMatchObject({
      kind: 'receive',
      source: 'network',
      status: 'confirmed',
      spam: false,
    })
    expect(of(elsewhere).map(words)).toEqual([`Sent 2 USDC to ${OTHER}`])
    expect(of(allowed).map(words)).toEqual([`Allowed ${ROUTER} to spend 100 USDC`])
    expect(of(unlimited).map(words)).toEqual([`Allowed ${OTHER} to spend any amount of USDC`])
    expect(of(own.hash)).toHaveLength(1)
    expect(of(own.hash)[0]).toMatchObject({ source: 'wallet', kind: 'token-send' })
    expect(notes.join(' ')).toMatch(/only an explorer can list them/)
    // And the picture of the popup has it.
    await ui.until((state) => state.activity.some((row) => row.hash === received))
  })

  test('security: poison is folded away: zero amounts, dust, and tokens that nobody vouches for', async () => {
    const zero = await call(OTHER, USDC, 'transferFrom', [ME, OTHER, 0n])
    // The reward token of the test: a contract that is on no list.
    const unknown = devnetAddresses.vault as Address
    const topic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
    const blockNumber = toHex(await devnet.client.getBlockNumber())
    const fake = {
      address: unknown,
      topics: [topic, pad(ME), pad(OTHER)],
      data: toHex(10n ** 9n, { size: 32 }),
      blockNumber,
      logIndex: '0x63',
      transactionHash: pad('0xfa', { size: 32 }),
      removed: false,
    }
    world.intercept = async (url, body) => {
      if (body.method !== 'eth_getLogs') return undefined
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, ...body }),
      })
      const { result } = (await answer.json()) as { result: unknown[] }
      return { result: [...result, fake] }
    }
    await ui.call('activity.scan', null)
    const shown = (await list()).rows.map(({ hash }) => hash)
    expect(shown).not.toContain(zero)
    expect(shown).not.toContain(fake.transactionHash)
    const spam = (await list({ spam: true })).rows
    expect(spam.map(({ hash }) => hash)).toEqual(expect.arrayContaining([zero, fake.transactionHash]))
    expect(words(spam.find(({ hash }) => hash === zero))).toBe(`Sent 0 USDC to ${OTHER}`)
    expect(ui.state?.activity.some((row) => row.spam)).toBe(false)
    // It stands folded among the assets, without a value.
    const { found } = (await world.local.get(['found'])) as { found: { address: string }[] }
    expect(found.map(({ address }) => address.toLowerCase())).toEqual([unknown])
  })

  test('behavior: all accounts in one list: what one sends to the other is there once', async () => {
    await ui.until((state) => !state.discovering)
    const keyringId = ui.state?.keyrings[0]?.id ?? ''
    if ((ui.state?.accounts.length ?? 0) < 2) await ui.call('accounts.add', { keyringId })
    const own = await fromSite(
      USDC,
      encodeFunctionData({ abi: TOKEN, functionName: 'transfer', args: [SECOND, 1_000_000n] }),
    )
    const elsewhere = await call(ME, USDC, 'transfer', [SECOND, 2_000_000n])
    await ui.call('activity.scan', null)
    const { rows } = await list({ account: null })
    expect(rows.filter(({ hash }) => hash === own.hash)).toHaveLength(1)
    expect(rows.filter(({ hash }) => hash === elsewhere)).toHaveLength(1)
    const theirs = (await list({ account: SECOND })).rows
    expect(theirs.filter(({ hash }) => hash === own.hash).map(words)).toEqual([`Received 1 USDC from ${ME}`])
    expect(theirs.filter(({ hash }) => hash === elsewhere).map(words)).toEqual([`Received 2 USDC from ${ME}`])
  })

  test('behavior: search and filters: words, kind, network, time; pages join without a gap or a double', async () => {
    for (let i = 1; i <= 12; i++) await call(OTHER, USDC, 'mint', [ME, BigInt(i) * 1_000_000n])
    await call(OTHER, COLLECTIBLE, 'mint' as const, [ME, 0n]).catch(() => undefined)
    await ui.call('activity.scan', null)
    const whole = (await list()).rows
    const pages: ActivityRow[] = []
    let page = await list({}, 5)
    for (;;) {
      pages.push(...page.rows)
      if (page.cursor === null) break
      page = await ui.call('activity.list', { query: ALL, cursor: page.cursor, limit: 5 })
    }
    expect(pages.map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
    expect(new Set(pages.map(({ id }) => id)).size).toBe(pages.length)
    expect((await list({ text: 'received 7 usdc' })).rows.map(words)).toEqual(['Received 7 USDC'])
    expect((await list({ text: whole[0]?.hash ?? '' })).rows).toHaveLength(1)
    expect((await list({ group: 'received' })).rows.every(({ kind }) => kind === 'receive')).toBe(true)
    expect((await list({ group: 'swapped' })).rows).toEqual([])
    expect((await list({ chainId: 10 })).rows).toEqual([])
    const at = whole[3]?.createdAt ?? 0
    const since = (await list({ since: at })).rows
    expect(since.every(({ createdAt }) => createdAt >= at)).toBe(true)
    const until = (await list({ until: at - 1 })).rows
    expect(since.length + until.length).toBe(whole.length)
  })

  test('behavior: signed messages are kept, can be looked at and removed; nothing secret is among it', async () => {
    const page = world.open(SITE)
    const connecting = page.request('eth_requestAccounts')
    await ui.approve('connect')
    await connecting
    const signing = page.request('personal_sign', [toHex('Hello there'), ME])
    await ui.approve('message')
    const signature = (await signing) as string
    const typed = {
      domain: { name: 'Mail', chainId: 1 },
      primaryType: 'Mail',
      types: {
        EIP712Domain: [
          { name: 'name', type: 'string' },
          { name: 'chainId', type: 'uint256' },
        ],
        Mail: [{ name: 'text', type: 'string' }],
      },
      message: { text: 'Hi' },
    }
    const second = page.request('eth_signTypedData_v4', [ME, JSON.stringify(typed)])
    await ui.approve('typed-data')
    await second
    const { rows } = await list({ group: 'signed' })
    expect(rows.map(words)).toEqual(['Signed “Mail” for app.example', 'Signed a message for app.example'])
    expect(rows.map(({ kind, source, origin }) => ({ kind, source, origin }))).toEqual([
      { kind: 'typed-data', source: 'signature', origin: SITE },
      { kind: 'message', source: 'signature', origin: SITE },
    ])
    const message = rows[1]
    const raw = await ui.call('activity.raw', {
      id: message?.id ?? '',
      account: ME,
      at: message?.createdAt ?? 0,
    })
    expect(raw[0]?.value).toBe('Hello there')
    expect(JSON.stringify(await world.local.get(null))).not.toContain(signature.slice(2))
    await ui.call('activity.forgetSigned', { account: ME, id: (message?.id ?? '').replace('signed:', '') })
    expect((await list({ group: 'signed' })).rows).toHaveLength(1)
    await ui.call('activity.forgetSigned', { account: ME, id: null })
    expect((await list({ group: 'signed' })).rows).toEqual([])
    await ui.until((state) => state.activity.every((row) => row.source !== 'signature'))
  })
})

describe('an account that is removed', () => {
  const WATCHED: Address = '0x2546BcD3c84621e976D8185a91A922aE77ECEc30'
  const POLL = { interval: 5 }
  const keysOf = async (address: Address) =>
    Object.keys(await world.local.get(null)).filter((key) => key.includes(address.toLowerCase()))

  test('behavior: takes along what was kept of it, also when the worker is stopped at any write; others keep theirs', async () => {
    await ui.call('accounts.watch', { address: WATCHED, name: 'Treasury' })
    await call(OTHER, USDC, 'mint', [WATCHED, 5_000_000n])
    await call(OTHER, USDC, 'mint', [ME, 7_000_000n])
    await ui.call('assets.refresh', null)
    await ui.call('activity.scan', null)
    // Signed with, while it was not yet only watched; told of by an explorer.
    await world.local.set({
      [`signed:${WATCHED.toLowerCase()}`]: { first: 0, last: 0 },
      [`signed:${WATCHED.toLowerCase()}:0`]: [],
      [`explored:1:${WATCHED.toLowerCase()}`]: { covered: [], tip: null, chunks: [], next: 0 },
    })
    const had = await keysOf(WATCHED)
    expect(
      had.some((key) => key.startsWith('logs:1:')) && had.some((key) => key.startsWith('balances:1:')),
    ).toBe(true)
    const mine = await keysOf(ME)
    const local = JSON.stringify(await world.local.get(null))
    const session = JSON.stringify(await world.session.get(null))
    let removed = 0
    for (let at = 1, died = true; died; at++) {
      world.worker.kill()
      world.local = memoryStorage(JSON.parse(local))
      world.session = memoryStorage(JSON.parse(session))
      const worker = world.restart()
      ui = world.ui()
      await ui.until((state) => state.status === 'unlocked')
      worker.death = { at: worker.count + at, when: 'after' }
      const removing = ui.call('accounts.remove', { address: WATCHED, password: '' })
      await Promise.race([
        removing
          .then(() => expect.poll(async () => (await keysOf(WATCHED)).length, POLL).toBe(0))
          .catch(() => 0),
        expect.poll(() => worker.alive, POLL).toBe(false),
      ])
      died = !worker.alive
      if (died) world.restart()
      const page = world.ui()
      const { accounts } = await page.until((state) => state.status === 'unlocked' && state)
      if (accounts.some(({ address }) => address === WATCHED)) continue
      removed += 1
      await expect
        .poll(async () => (await keysOf(WATCHED)).length, { ...POLL, message: `stop ${at}` })
        .toBe(0)
      await expect.poll(async () => (await world.local.get(['leaving'])).leaving, POLL).toEqual([])
      expect(await keysOf(ME)).toEqual(mine)
    }
    expect(removed).toBeGreaterThan(3)
  }, 60_000)
})
