import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { memoryStorage } from '../../src/storage/storage'
import {
  type Devnet,
  devnetAddresses,
  etchGasPriceOracle,
  etchMulticall3,
  startDevnet,
} from '../devnet/devnet'
import { ACCOUNTS, PASSWORD, PHRASE, restoredWorld, type Ui, World } from './world'

const [ME, YOU] = ACCOUNTS
let devnet: Devnet
let world: World
let ui: Ui
beforeAll(async () => {
  devnet = await startDevnet()
})
afterAll(() => devnet.stop())
beforeEach(async () => {
  world = await restoredWorld(devnet.url)
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
})
afterEach(() => world.worker.kill())

const minutes = (n: number) => n * 60_000

describe('the lock', () => {
  test('behavior: by hand, and everything that only an open wallet shows is gone from state and storage', async () => {
    await ui.call('assets.refresh', null)
    await ui.call('vault.lock', null)
    expect(ui.state).toMatchObject({
      status: 'locked',
      accounts: [],
      activity: [],
      balances: null,
      sites: [],
    })
    const session = JSON.stringify(await world.session.get(null))
    expect(session).not.toContain(ME)
    expect(session).not.toContain('dek')
  })

  test('behavior: by the alarm after the set time; a gesture puts it off', async () => {
    await ui.call('settings.set', { lockMinutes: 5 })
    await world.advance(minutes(4))
    ui.connect().receive({ gesture: true })
    await new Promise((done) => setTimeout(done, 50))
    await world.advance(minutes(4))
    expect(ui.state?.status).toBe('unlocked')
    await world.advance(minutes(1))
    expect(ui.state?.status).toBe('locked')
    expect(world.icon.locked).toBe(true)
  })

  test('behavior: also when the worker was dead when the time came', async () => {
    world.worker.kill()
    world.now += minutes(16)
    world.restart()
    await ui.until((state) => state.status === 'locked')
    expect(await world.session.get(['unlocked'])).toEqual({ unlocked: null })
  })

  test('security: also when the machine slept and no alarm rang: the time is looked at on every use', async () => {
    const page = world.open('https://app.example')
    const asked = page.request('eth_requestAccounts')
    await ui.approve('connect')
    await asked
    const signing = page.ask('personal_sign', ['0x00', ME])
    const { id, digest } = await ui.approval('message')
    world.alarms.clear()
    world.now += minutes(16)
    expect(await page.request('eth_accounts')).toEqual([])
    await expect(ui.call('approvals.approve', { id, digest, edits: {} })).rejects.toMatchObject({
      name: 'LockedError',
    })
    await ui.call('vault.lock', null)
    expect(await signing).toMatchObject({ error: { code: 4001 } })
  })

  test('behavior: at once when the screen is locked, and when the browser was closed', async () => {
    await world.worker.background.screenLocked()
    expect(ui.state?.status).toBe('locked')
    await ui.call('vault.unlock', { password: PASSWORD })
    world.restartBrowser()
    await ui.until((state) => state.status === 'locked')
  })

  test('behavior: a worker that was restarted is still unlocked and signs', async () => {
    world.restart()
    const page = world.open('https://app.example')
    const asked = page.request('eth_requestAccounts')
    await ui.approve('connect')
    expect(await asked).toEqual([ME.toLowerCase()])
  })
})

describe('the password', () => {
  test('error: a wrong one is told without saying more, with growing delay, kept across restarts', async () => {
    await ui.call('vault.lock', null)
    const tries = async (n: number) => {
      await expect(ui.call('vault.unlock', { password: 'wrong' })).rejects.toMatchObject({
        name: 'WrongPasswordError',
      })
      const { retryAt } = await ui.until((state) => state.unlock.retryAt > world.now && state.unlock)
      expect(retryAt - world.now).toBe(n)
      await expect(ui.call('vault.unlock', { password: PASSWORD })).rejects.toMatchObject({
        name: 'ThrottledError',
      })
      world.now = retryAt
    }
    await tries(1_000)
    await tries(2_000)
    world.restartBrowser()
    await tries(4_000)
    await ui.call('vault.unlock', { password: PASSWORD })
    expect(ui.state?.unlock.retryAt).toBe(0)
  })

  test('behavior: changed, the old one opens nothing; reveal needs it', async () => {
    const id = ui.state?.keyrings[0]?.id ?? ''
    await expect(ui.call('vault.changePassword', { current: PASSWORD, next: 'short' })).rejects.toThrow(
      '10 characters',
    )
    await ui.call('vault.changePassword', { current: PASSWORD, next: 'another long pass phrase' })
    await expect(ui.call('vault.reveal', { keyringId: id, password: PASSWORD })).rejects.toMatchObject({
      name: 'WrongPasswordError',
    })
    world.now += minutes(1)
    expect(await ui.call('vault.reveal', { keyringId: id, password: 'another long pass phrase' })).toEqual({
      phrase: PHRASE,
      passphrase: '',
    })
    await ui.call('vault.lock', null)
    await ui.call('vault.unlock', { password: 'another long pass phrase' })
    expect(ui.state?.status).toBe('unlocked')
  })
})

describe('accounts', () => {
  test('behavior: after a restore those that were used are found, up to a gap of five', () => {
    // Anvil funds the first ten.
    expect(ui.state?.accounts.map((one) => one.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(ui.state?.accounts.slice(0, 3).map((one) => one.address)).toEqual([...ACCOUNTS])
  })

  test('behavior: added, named, hidden; one stays visible', async () => {
    const keyringId = ui.state?.keyrings[0]?.id ?? ''
    const added = await ui.call('accounts.add', { keyringId })
    expect(ui.state?.accounts.at(-1)).toMatchObject({ address: added, index: 10 })
    // A pasted name hides and turns nothing beside it, and is cut between characters.
    const nasty = `\u202ESav\u200Bings\n ${'👨‍👩‍👧'.repeat(400)}`
    await ui.call('accounts.rename', { address: added, name: nasty })
    const named = () => ui.state?.accounts.find((one) => one.address === added)?.name
    await ui.until(() => named()?.startsWith('Savings 👨‍👩‍👧'))
    expect(Array.from(named() ?? '').length).toBeLessThanOrEqual(40)
    expect(named()).not.toMatch(/\u200D$/)
    await ui.call('accounts.rename', { address: added, name: '  Savings ' })
    await ui.call('accounts.select', { address: added })
    expect(ui.state?.selected.address).toBe(added)
    await ui.call('accounts.hide', { address: added, hidden: true })
    expect(ui.state?.selected.address).toBe(ME)
    expect(ui.state?.accounts.at(-1)).toMatchObject({ name: 'Savings', hidden: true })
    for (const { address } of (ui.state?.accounts ?? []).slice(1, 10))
      await ui.call('accounts.hide', { address, hidden: true })
    await expect(ui.call('accounts.hide', { address: ME, hidden: true })).rejects.toThrow('must stay visible')
  })

  test('behavior: a vault whose lists were never written gets them again on the next unlock', async () => {
    const local = await world.local.get(null)
    world.local = memoryStorage(
      Object.fromEntries(Object.entries(local).filter(([key]) => key.startsWith('vault'))),
    )
    world.restartBrowser()
    await ui.until((state) => state.status === 'locked')
    await ui.call('vault.unlock', { password: PASSWORD })
    expect(await ui.until((state) => state.accounts[0])).toMatchObject({ address: ME })
  })

  test('behavior: created, backed up by the right words only, erased by the typed word', async () => {
    await expect(ui.call('vault.create', { words: 12, password: PASSWORD })).rejects.toThrow('already')
    await ui.call('vault.erase', { confirm: 'erase' })
    expect(ui.state?.status).toBe('empty')
    expect(JSON.stringify(await world.local.get(null))).not.toContain('ct')
    await ui.call('vault.create', { words: 24, password: PASSWORD })
    const keyring = await ui.until((state) => state.keyrings[0])
    expect(keyring).toMatchObject({ words: 24, backedUp: false })
    const { phrase } = await ui.call('vault.reveal', { keyringId: keyring.id, password: PASSWORD })
    const words = phrase.split(' ')
    expect(words).toHaveLength(24)
    expect(await ui.call('vault.checkBackup', { keyringId: keyring.id, words: { 3: 'nothing' } })).toBe(false)
    expect(
      await ui.call('vault.checkBackup', {
        keyringId: keyring.id,
        words: { 3: words[2] ?? '', 24: ` ${words[23]} ` },
      }),
    ).toBe(true)
    await ui.until((state) => state.keyrings[0]?.backedUp)
  })
})

describe('balances', () => {
  test('behavior: coin and tokens in one request, known ones at once after a restart', async () => {
    world.requests.length = 0
    await ui.call('assets.refresh', null)
    const balanceReads = world.requests.filter((one) => JSON.stringify(one.params).includes('70a08231'))
    expect(balanceReads.map((one) => one.method)).toEqual(['eth_call'])
    const rows = ui.state?.balances?.rows ?? []
    expect(rows[0]).toMatchObject({
      token: 'native',
      balance: (await devnet.client.getBalance({ address: ME })).toString(),
    })
    expect(rows.find((row) => row.symbol === 'USDC')).toMatchObject({ balance: '50000000000', decimals: 6 })
    world.requests.length = 0
    world.restart()
    await ui.until((state) => state.balances?.rows.length === rows.length)
    expect(world.requests).toEqual([])
  })

  test('error: an unreachable network says so and keeps the last values with their age', async () => {
    await ui.call('assets.refresh', null)
    const before = ui.state?.balances
    world.intercept = () => new Error('offline')
    world.now += minutes(3)
    await ui.call('assets.refresh', null)
    expect(ui.state?.balances).toMatchObject({
      rows: before?.rows,
      at: before?.at,
      error: expect.stringContaining('cannot be reached'),
    })
    world.intercept = undefined
    world.now += minutes(3)
    await ui.call('assets.refresh', null)
    expect(ui.state?.balances).toMatchObject({ error: null, at: world.now })
  })

  test('behavior: a token is added by its address; what is none is refused', async () => {
    await expect(ui.call('assets.addToken', { chainId: 1, address: YOU })).rejects.toMatchObject({
      data: { field: 'address' },
    })
    await expect(ui.call('assets.addToken', { chainId: 1, address: '0x12' })).rejects.toMatchObject({
      data: { field: 'address' },
    })
    expect(await ui.call('assets.addToken', { chainId: 1, address: devnetAddresses.usdt })).toEqual({
      symbol: 'USDT',
    })
  })
})

describe('networks', () => {
  test('behavior: the next endpoint answers where the first fails, and a failing one rests', async () => {
    world.intercept = (url) => (url.includes('first.example') ? new Error('down') : undefined)
    await ui.call('networks.setEndpoints', { chainId: 1, endpoints: [devnet.url] })
    const { networks } = (await world.local.get(['networks'])) as {
      networks: { endpoints: Record<string, string[]> }
    }
    await world.local.set({
      networks: { ...networks, endpoints: { 1: ['https://first.example', devnet.url] } },
    })
    world.restart()
    world.requests.length = 0
    await ui.call('assets.refresh', null)
    await ui.call('assets.refresh', null)
    expect(ui.state?.balances?.error).toBeNull()
    expect(world.requests.filter((one) => one.url.includes('first')).length).toBe(1)
  })

  test('security: an endpoint of another chain is refused, when it is set and when it turns', async () => {
    await expect(
      ui.call('networks.setEndpoints', { chainId: 10, endpoints: [devnet.url] }),
    ).rejects.toMatchObject({ name: 'WrongChainError' })
    await expect(
      ui.call('networks.setEndpoints', { chainId: 1, endpoints: ['http://example.com'] }),
    ).rejects.toMatchObject({ name: 'FieldError' })
    await expect(ui.call('networks.setEndpoints', { chainId: 1, endpoints: [] })).rejects.toMatchObject({
      name: 'FieldError',
    })
    world.session = memoryStorage(
      Object.fromEntries(Object.entries(await world.session.get(null)).filter(([key]) => key !== 'verified')),
    )
    world.intercept = (_url, { method }) => (method === 'eth_chainId' ? { result: '0x5' } : undefined)
    world.restart()
    await ui.call('assets.refresh', null)
    expect(ui.state?.balances?.error).toMatch(/not 1/)
  })

  test.each([
    ['HTML', 'not json'],
    ['another id', { id: 99, jsonrpc: '2.0', result: '0x1' }],
    ['a number too large', { result: `0x${'f'.repeat(70)}` }],
    ['an object', { result: { a: 1 } }],
    ['nothing', { result: null }],
  ])('security: an endpoint that answers %s loses nothing', async (_what, answer) => {
    await ui.call('assets.refresh', null)
    const rows = ui.state?.balances?.rows
    world.intercept = () => answer
    await ui.call('assets.refresh', null)
    expect(ui.state?.balances?.error).toBeTruthy()
    expect(ui.state?.balances?.rows).toEqual(rows)
  })

  test('behavior: a network is added by its endpoint, used, and removed', async () => {
    const other = await startDevnet({ chainId: 31_337 })
    try {
      const given = { name: 'Local', symbol: 'ETH', endpoint: other.url, explorer: null, testnet: false }
      expect(await ui.call('networks.add', given)).toEqual({ chainId: 31_337 })
      await ui.call('networks.select', { chainId: 31_337 })
      await ui.call('assets.refresh', null)
      expect(ui.state?.balances?.rows[0]?.balance).toBe('10000000000000000000000')
      await expect(ui.call('networks.add', given)).rejects.toThrow('already')
      await ui.call('networks.remove', { chainId: 31_337 })
      expect(ui.state?.selected.chainId).toBe(1)
      await expect(ui.call('networks.remove', { chainId: 1 })).rejects.toThrow('preset')
    } finally {
      await other.stop()
    }
  })

  test('behavior: on an OP-stack network the L1 data fee is in the fee, and max leaves it', async () => {
    const base = await startDevnet({ chainId: 8453 })
    try {
      await etchMulticall3(base)
      await etchGasPriceOracle(base)
      await ui.call('networks.setEndpoints', { chainId: 8453, endpoints: [base.url] })
      const form = { chainId: 8453, from: ME, token: 'native', to: YOU } as const
      const { amount, fee } = await ui.call('send.max', form)
      const balance = await base.client.getBalance({ address: ME })
      expect(BigInt(amount) + BigInt(fee)).toBe(balance)
      await ui.call('send.prepare', { ...form, amount: 'max' })
      const view = await ui.approval('transaction')
      const gas = 21_000n
      const fees = view.kind === 'transaction' ? (view.fees ?? []) : []
      const normal = fees.find((one) => one.tier === 'normal')
      const { maxFeePerGas } = await base.client.estimateFeesPerGas()
      // 1000 gwei a byte of about a hundred: far above the execution fee's rounding.
      expect(BigInt(normal?.maxFee ?? 0)).toBeGreaterThan(
        (gas * (maxFeePerGas ?? 0n)) / 10n + 50_000n * 1_000_000_000n,
      )
      const { hash } = await ui.approve('transaction')
      expect(hash).toMatch(/^0x/)
    } finally {
      await base.stop()
    }
  })

  test('behavior: where eth_feeHistory is unknown the legacy gas price is used', async () => {
    world.intercept = (_url, { method }) =>
      method === 'eth_feeHistory' ? { error: { code: -32601, message: 'no such method' } } : undefined
    await ui.call('send.prepare', {
      chainId: 1,
      from: ME,
      token: 'native',
      to: YOU,
      amount: { typed: '0.1' },
    })
    const { hash } = await ui.approve('transaction')
    const { type } = await devnet.client.getTransaction({ hash: hash ?? '0x' })
    expect(type).toBe('legacy')
  })
})

test('behavior: a fresh install asks nothing of anybody', async () => {
  const fresh = new World()
  const page = fresh.ui()
  await page.until((state) => state.status === 'empty')
  await page.call('assets.refresh', null)
  expect(fresh.requests).toEqual([])
  fresh.worker.kill()
})
