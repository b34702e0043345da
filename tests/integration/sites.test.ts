/** What sites may see: permissions, pairs of framed pages, blocking, and the events that follow. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Devnet, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, type Document, PASSWORD, restoredWorld, type Ui, type World } from './world'

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
})

const LOWER = ACCOUNTS.map((account) => account.toLowerCase())
const SITE = 'https://app.example'
const TOP = 'https://top.example'
const MESSAGE = ['0x68656c6c6f', ACCOUNTS[0]]
const DAY = 24 * 60 * 60_000

async function connect(page: Document, edits: Parameters<Ui['approve']>[1] = {}): Promise<void> {
  const asked = page.request('eth_requestAccounts')
  await ui.approve('connect', edits)
  await asked
}
const soon = () => new Promise((done) => setTimeout(done, 30))

describe('permissions', () => {
  const narrowed = (form: 'spec' | 'list', accounts: string[], chains: string[]) =>
    form === 'spec'
      ? {
          eth_accounts: { restrictReturnedAccounts: accounts, requiredMethods: ['anything'] },
          'endowment:permitted-chains': { restrictNetworkSwitching: chains },
        }
      : {
          eth_accounts: { caveats: [{ type: 'restrictReturnedAccounts', value: accounts }] },
          'endowment:permitted-chains': { caveats: [{ type: 'restrictNetworkSwitching', value: chains }] },
        }

  test.each(['spec', 'list'] as const)(
    'behavior: caveats of a request preselect the approval (%s)',
    async (form) => {
      const page = world.open(SITE)
      const wanted = narrowed(
        form,
        [LOWER[1] ?? '', '0x000000000000000000000000000000000000dead'],
        ['0xa', '0x2105', '0x1234567'],
      )
      const asked = page.request('wallet_requestPermissions', [wanted])
      expect(await ui.approval('connect')).toMatchObject({
        accounts: [ACCOUNTS[1]],
        chainId: 10,
        permits: [8453],
      })
      await ui.approve('connect')
      expect(await asked).toEqual([
        {
          id: expect.any(String),
          date: expect.any(Number),
          invoker: SITE,
          parentCapability: 'eth_accounts',
          caveats: [{ type: 'restrictReturnedAccounts', value: [LOWER[1]] }],
        },
        {
          id: expect.any(String),
          date: expect.any(Number),
          invoker: SITE,
          parentCapability: 'endowment:permitted-chains',
          caveats: [{ type: 'restrictNetworkSwitching', value: ['0xa', '0x2105'] }],
        },
      ])
      // What was permitted is switched to without a question.
      expect(await page.request('wallet_switchEthereumChain', [{ chainId: '0x2105' }])).toBeNull()
      expect(await page.request('eth_chainId')).toBe('0x2105')
    },
  )

  test('security: accounts that are not there are passed over without a word', async () => {
    const page = world.open(SITE)
    void page.ask('wallet_requestPermissions', [
      narrowed('spec', ['0x000000000000000000000000000000000000dead'], []),
    ])
    expect(await ui.approval('connect')).toMatchObject({ accounts: [ACCOUNTS[0]], chainId: 1, permits: [] })
  })

  test.each([
    [],
    [{}],
    [{ nonsense: {} }],
    [{ eth_accounts: {}, nonsense: {} }],
    [{ eth_accounts: { caveats: [{ type: 'unknown', value: 1 }] } }],
    [{ eth_accounts: { restrictReturnedAccounts: 'all' } }],
    [{ eth_accounts: { restrictReturnedAccounts: ['0x12'] } }],
    [{ 'endowment:permitted-chains': { restrictNetworkSwitching: [1] } }],
    'eth_accounts',
  ])('param: wallet_requestPermissions %j is -32602', async (...params) => {
    const page = world.open(SITE)
    expect(
      await page.ask('wallet_requestPermissions', params[0] === 'eth_accounts' ? 'eth_accounts' : params),
    ).toMatchObject({
      error: { code: -32602 },
    })
    expect(world.windowsOpened).toBe(0)
  })

  test('security: while locked a site has no permissions to see', async () => {
    const page = world.open(SITE)
    await connect(page)
    await ui.call('vault.lock', null)
    expect(await page.request('wallet_getPermissions')).toEqual([])
    await ui.call('vault.unlock', { password: PASSWORD })
    expect(await page.request('wallet_getPermissions')).toHaveLength(2)
  })

  test('behavior: switching: same is null, unknown is 4902, not permitted asks', async () => {
    const page = world.open(SITE)
    await connect(page)
    expect(await page.request('wallet_switchEthereumChain', [{ chainId: '0x1' }])).toBeNull()
    expect(await page.ask('wallet_switchEthereumChain', [{ chainId: '0x1234567' }])).toEqual({
      ok: false,
      error: {
        code: 4902,
        message:
          'Unrecognized chain ID "0x1234567". Try adding the chain using wallet_addEthereumChain first.',
      },
    })
    const asked = page.ask('wallet_switchEthereumChain', [{ chainId: '0xa' }])
    await ui.reject('switch-network')
    expect(await asked).toEqual({ ok: false, error: { code: 4001, message: 'User rejected the request.' } })
    expect(await page.request('eth_chainId')).toBe('0x1')
  })

  test('security: a refusal to add is the same whether or not the network is known', async () => {
    const page = world.open(SITE)
    await connect(page)
    world.intercept = (url) => (url.includes('own.example') ? { result: '0xbdba3' } : undefined)
    const answers = []
    for (const [chainId, chainName, symbol] of [
      ['0xa', 'Anything', 'ETH'],
      ['0xbdba3', 'Own', 'OWN'],
    ]) {
      const asked = page.ask('wallet_addEthereumChain', [
        { chainId, chainName, rpcUrls: ['https://own.example'], nativeCurrency: { symbol, decimals: 18 } },
      ])
      await ui.reject()
      answers.push(await asked)
    }
    expect(answers[0]).toEqual({ ok: false, error: { code: 4001, message: 'User rejected the request.' } })
    expect(answers[1]).toEqual(answers[0])
  })

  test('security: what is added keeps a name of its own, and every endpoint is asked', async () => {
    const page = world.open(SITE)
    await connect(page)
    const asked: string[] = []
    world.intercept = (url) => {
      asked.push(url)
      return { result: url.includes('lies') ? '0x1' : '0xbdba3' }
    }
    const add = (change: object) =>
      page.ask('wallet_addEthereumChain', [
        { chainId: '0xbdba3', chainName: 'Own', rpcUrls: ['https://own.example'], ...change },
      ])
    const names = [
      'Ethereum',
      'ETHEREUM',
      ' ethereum ',
      'E\u200bthereum',
      'Ｅthereum',
      'Ether-eum',
      'OP  Mainnet',
    ]
    for (const chainName of names)
      expect(await add({ chainName }), chainName).toMatchObject({ error: { code: -32602 } })
    for (const change of [
      { nativeCurrency: { symbol: 'OWN', decimals: 8 } },
      { nativeCurrency: { symbol: 'TOOLONG', decimals: 18 } },
      { nativeCurrency: { symbol: '', decimals: 18 } },
      { blockExplorerUrls: ['http://scan.example'] },
      { rpcUrls: ['https://own.example', 'http://10.0.0.1'] },
      { chainId: '0x00bdba3' },
      { chainId: '0x10000000000000' },
    ])
      expect(await add(change), JSON.stringify(change)).toMatchObject({ error: { code: -32602 } })
    expect(asked).toEqual([])
    expect(await add({ rpcUrls: ['https://own.example', 'https://lies.example'] })).toMatchObject({
      error: { code: -32603 },
    })
    expect(asked).toHaveLength(2)
    void add({ rpcUrls: ['https://own.example', 'https://two.example'], iconUrls: ['anything', 5] })
    expect(await ui.approval('add-network')).toMatchObject({
      network: { name: 'Own', endpoint: 'https://own.example' },
    })
  })
})

describe('a page inside a page of another origin', () => {
  test('behavior: it is refused until the person allows that pair, then it is a page of its own', async () => {
    const top = world.open(TOP)
    await top.request('eth_chainId')
    await top.request('candor_state')
    const frame = world.open(SITE, 'frame', TOP, top.page.tabId)
    await frame.request('candor_state')
    const { tabId } = top.page
    expect(await ui.call('sites.inFront', { tabId })).toEqual({ origin: TOP, frames: [] })
    expect(await frame.ask('eth_requestAccounts')).toMatchObject({ error: { code: 4100 } })
    await soon()
    expect(await ui.call('sites.inFront', { tabId })).toEqual({
      origin: TOP,
      frames: [{ origin: SITE, allowed: false }],
    })
    await ui.call('sites.allowFrame', { frame: SITE, top: TOP })
    expect(await ui.call('sites.inFront', { tabId })).toEqual({
      origin: TOP,
      frames: [{ origin: SITE, allowed: true }],
    })
    const asked = frame.request('eth_requestAccounts')
    expect(await ui.approval('connect')).toMatchObject({ origin: SITE, inside: TOP })
    await ui.approve('connect')
    expect(await asked).toEqual([LOWER[0]])
    expect(await top.request('eth_accounts')).toEqual([])
    await ui.call('sites.setNetwork', { origin: SITE, chainId: 10 })
    await ui.until(() => frame.events.length >= 2)
    expect(frame.events).toEqual([
      { event: 'accountsChanged', data: [LOWER[0]] },
      { event: 'chainChanged', data: '0xa' },
    ])
    expect(top.events).toEqual([])

    // Taken back, it sees nothing, and what it asked goes.
    const signing = frame.ask('personal_sign', MESSAGE)
    await ui.approval('message')
    await ui.call('sites.revokeFrame', { frame: SITE, top: TOP })
    expect(await signing).toMatchObject({ error: { code: 4001 } })
    await ui.until(() => frame.events.length >= 3)
    expect(frame.events.at(-1)).toEqual({ event: 'accountsChanged', data: [] })
    expect(await frame.request('eth_accounts')).toEqual([])
    expect(await frame.ask('personal_sign', MESSAGE)).toMatchObject({ error: { code: 4100 } })
  })

  test('security: the pair is allowed, not the page elsewhere, nor one whose surroundings are not known', async () => {
    await connect(world.open(SITE))
    await ui.call('sites.allowFrame', { frame: SITE, top: TOP })
    expect(await world.open(SITE, 'in', TOP).request('eth_accounts')).toEqual([LOWER[0]])
    for (const around of [true, 'https://evil.example']) {
      const frame = world.open(SITE, `in ${around}`, around)
      await frame.request('candor_state')
      expect(await frame.request('eth_accounts')).toEqual([])
      expect(await frame.request('wallet_getPermissions')).toEqual([])
      expect(await frame.ask('personal_sign', MESSAGE)).toMatchObject({ error: { code: 4100 } })
      await ui.call('sites.setNetwork', { origin: SITE, chainId: 10 })
      await ui.call('sites.setNetwork', { origin: SITE, chainId: 1 })
      expect(frame.events).toEqual([])
    }
    expect(await world.open(TOP, 'other', SITE).request('eth_accounts')).toEqual([])
  })

  test('security: a connect of the page itself and one inside another are two questions', async () => {
    await ui.call('sites.allowFrame', { frame: SITE, top: TOP })
    const page = world.open(SITE)
    void page.ask('eth_requestAccounts')
    await ui.approval('connect')
    expect(await world.open(SITE, 'in', TOP).ask('eth_requestAccounts')).toMatchObject({
      error: { code: -32002 },
    })
  })
})

describe('blocking', () => {
  test('behavior: a blocked site is disconnected, its requests go, and it asks nothing any more', async () => {
    const page = world.open(SITE)
    await connect(page)
    await page.request('candor_state')
    const signing = page.ask('personal_sign', MESSAGE)
    await ui.approval('message')
    await ui.call('sites.block', { origin: SITE })
    expect((await signing).ok).toBe(false)
    expect(await page.request('eth_accounts')).toEqual([])
    const { windowsOpened } = world
    for (const [method, params] of [
      ['eth_requestAccounts', []],
      ['wallet_requestPermissions', [{ eth_accounts: {} }]],
      ['personal_sign', MESSAGE],
      ['wallet_switchEthereumChain', [{ chainId: '0xa' }]],
    ] as const)
      expect(await page.ask(method, params)).toMatchObject({ error: { code: 4100 } })
    world.restart()
    ui = world.ui()
    expect(await page.ask('eth_requestAccounts')).toMatchObject({ error: { code: 4100 } })
    expect(world.windowsOpened).toBe(windowsOpened)
    expect((await ui.until((state) => state.blocked.length > 0 && state)).blocked).toEqual([SITE])
    await ui.call('sites.unblock', { origin: SITE })
    await connect(page)
  })

  test('behavior: it is offered after the second rejection', async () => {
    const page = world.open(SITE)
    for (let i = 0; i < 2; i++) {
      void page.ask('eth_requestAccounts')
      expect(await ui.approval('connect')).not.toHaveProperty('mayBlock')
      await ui.reject('connect')
    }
    world.now += 8_000
    void page.ask('eth_requestAccounts')
    expect(await ui.approval('connect')).toMatchObject({ mayBlock: true })
  })

  test('security: while locked too', async () => {
    await ui.call('sites.block', { origin: SITE })
    await ui.call('vault.lock', null)
    expect(await world.open(SITE).ask('eth_requestAccounts')).toMatchObject({ error: { code: 4100 } })
    expect(world.windowsOpened).toBe(0)
  })
})

describe('what is kept', () => {
  test('behavior: a site unused for ninety days is asked about again; use is noted once a day', async () => {
    const page = world.open(SITE)
    await connect(page)
    const writes = () => world.operations.filter((one) => one === 'local.set sites').length
    const before = writes()
    for (let i = 0; i < 5; i++) await page.request('eth_requestAccounts')
    expect(writes()).toBe(before)
    world.now += 89 * DAY
    await ui.call('vault.unlock', { password: PASSWORD })
    for (let i = 0; i < 5; i++) expect(await page.request('eth_requestAccounts')).toEqual([LOWER[0]])
    await soon()
    expect(writes()).toBe(before + 1)
    world.now += 89 * DAY
    await ui.call('vault.unlock', { password: PASSWORD })
    expect(await page.request('eth_accounts')).toEqual([LOWER[0]])
    world.now += 2 * DAY
    await ui.call('vault.unlock', { password: PASSWORD })
    expect(await page.request('eth_accounts')).toEqual([])
    await connect(page)
  })

  test('security: 500 sites are kept, the longest unused goes first', async () => {
    await connect(world.open('https://s0.example'))
    const { sites } = await world.local.get(['sites'])
    const [one] = Object.values<object>(Object(sites))
    const many = Array.from({ length: 500 }, (_, i) => {
      const origin = `https://s${i}.example`
      return [origin, { ...one, origin, usedAt: world.now - 1000 + i }]
    })
    await world.local.set({ sites: Object.fromEntries(many) })
    world.restart()
    ui = world.ui()
    await connect(world.open(SITE))
    const kept = await ui.until((state) => state.sites.length === 500 && state.sites)
    expect(kept[0]?.origin).toBe(SITE)
    expect(kept.some(({ origin }) => origin === 'https://s0.example')).toBe(false)
  })
})

describe('events', () => {
  test('behavior: over a whole session each page hears exactly what changed for it', async () => {
    const page = world.open(SITE)
    const same = world.open(SITE)
    const stranger = world.open('https://stranger.example')
    for (const one of [page, same, stranger]) await one.request('candor_state')
    await connect(page, { accounts: [ACCOUNTS[0], ACCOUNTS[1]] })
    await page.request('eth_requestAccounts')
    // The selected account comes first where the site may see it; another selection changes nothing for it.
    await ui.call('accounts.select', { address: ACCOUNTS[1] })
    await ui.call('accounts.select', { address: ACCOUNTS[2] })
    await ui.call('accounts.select', { address: ACCOUNTS[0] })
    await ui.call('networks.select', { chainId: 137 })
    await ui.call('sites.setAccounts', { origin: SITE, accounts: [ACCOUNTS[1], ACCOUNTS[0]] })
    await ui.call('sites.setNetwork', { origin: SITE, chainId: 10 })
    await ui.call('sites.setNetwork', { origin: SITE, chainId: 10 })
    await ui.call('accounts.hide', { address: ACCOUNTS[1], hidden: true })
    await ui.call('vault.lock', null)
    await ui.call('vault.unlock', { password: PASSWORD })
    world.restart()
    ui = world.ui()
    await ui.call('sites.disconnect', { origin: SITE })
    await ui.until(() => same.events.length >= 8)
    await soon()
    const both = [LOWER[0], LOWER[1]]
    const heard = [
      { event: 'accountsChanged', data: both },
      { event: 'accountsChanged', data: [LOWER[1], LOWER[0]] },
      { event: 'accountsChanged', data: both },
      { event: 'chainChanged', data: '0xa' },
      { event: 'accountsChanged', data: [LOWER[0]] },
      { event: 'accountsChanged', data: [] },
      { event: 'accountsChanged', data: [LOWER[0]] },
      { event: 'accountsChanged', data: [] },
    ]
    expect(page.events).toEqual(heard)
    expect(same.events).toEqual(heard)
    expect(stranger.events).toEqual([])
  })
})

test('security: a page full of frames does not push other tabs out of what is told', async () => {
  const page = world.open(SITE)
  await page.request('candor_state')
  await connect(page)
  const flood = Array.from({ length: 60 }, (_, i) => world.open('https://flood.example', `f${i}`, false, 99))
  for (const one of flood) await one.request('candor_state')
  const { documents } = await world.session.get(['documents'])
  expect(Object.keys(Object(documents))).toHaveLength(51)
  await ui.call('sites.disconnect', { origin: SITE })
  await ui.until(() => page.events.some((one) => one.event === 'accountsChanged' && one.data.length === 0))
})

describe('the site in front', () => {
  test('behavior: known from the documents that are there; unknown before a page used the wallet', async () => {
    const page = world.open(SITE)
    const { tabId } = page.page
    expect(await ui.call('sites.inFront', { tabId })).toBeNull()
    await page.request('candor_state')
    expect(await ui.call('sites.inFront', { tabId })).toEqual({ origin: SITE, frames: [] })
    expect(await ui.call('sites.inFront', { tabId: tabId + 1 })).toBeNull()
    world.restart()
    ui = world.ui()
    expect(await ui.call('sites.inFront', { tabId })).toEqual({ origin: SITE, frames: [] })
    // Another page in the same tab: the one before does not answer any more.
    page.leave()
    expect(await ui.call('sites.inFront', { tabId })).toBeNull()
    const next = world.open('https://next.example', 'next', false, tabId)
    await next.request('candor_state')
    expect(await ui.call('sites.inFront', { tabId })).toEqual({ origin: 'https://next.example', frames: [] })
  })
})

test('behavior: a site that comes back on another network than it left hears of it', async () => {
  const world = await restoredWorld(devnet.url)
  const ui = world.ui()
  const page = world.open('https://app.example')
  await page.request('candor_state')
  const connect = async () => {
    const asked = page.request('eth_requestAccounts')
    await ui.approve('connect')
    await asked
  }
  await connect()
  const switched = page.request('wallet_switchEthereumChain', [{ chainId: '0xa' }])
  await ui.approve('switch-network')
  await switched
  await page.request('wallet_revokePermissions', [{ eth_accounts: {} }])
  await connect()
  expect(await page.request('eth_chainId')).toBe('0x1')
  const chains = page.events.filter(({ event }) => event === 'chainChanged').map(({ data }) => data)
  expect(chains).toEqual(['0xa', '0x1'])
})
