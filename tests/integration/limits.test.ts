/** What sites may make the wallet hold, ask and fetch, and what holds when the browser stores no more. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Devnet, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, type Document, PASSWORD, restoredWorld, type Ui, type World } from './world'

const [ME, YOU] = ACCOUNTS
const SITE = 'https://app.example'
const PAY = { from: ME, to: YOU, value: '0x1' }
/** Data goes to nobody of this wallet. */
const FAR = '0x00000000000000000000000000000000000f00d5'

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
afterEach(() => world.worker.kill())

async function connected(origin = SITE): Promise<Document> {
  const page = world.open(origin)
  const asked = page.request('eth_requestAccounts')
  await ui.approve('connect')
  await asked
  return page
}
const asked = async (page: Document, method: string, params: unknown) => {
  const answer = await page.ask(method, params)
  return answer.ok ? 'answered' : answer.error.code
}
/** The browser's own measure is near the JSON's length for what is text; 10 MB is all there is. */
const stored = async () => JSON.stringify(await world.session.get(null)).length
const openNow = () => ui.state?.approvals.length ?? 0
const soon = (ms = 30) => new Promise((done) => setTimeout(done, ms))

const LARGEST = {
  'typed data': (i: number) => [
    'eth_signTypedData_v4',
    [
      ME,
      {
        types: { A: [{ name: 'a', type: 'string' }] },
        primaryType: 'A',
        domain: {},
        message: { a: String(i % 10).repeat(250_000) },
      },
    ],
  ],
  'a transaction': (i: number) => [
    'eth_sendTransaction',
    [{ from: ME, to: FAR, data: `0x${(i % 10).toString().repeat(256 * 1024)}` }],
  ],
  'a message': (i: number) => ['personal_sign', [String(i % 10).repeat(64 * 1024), ME]],
  'a batch': (i: number) => [
    'wallet_sendCalls',
    [
      {
        version: '2.0.0',
        chainId: '0x1',
        from: ME,
        atomicRequired: false,
        calls: Array.from({ length: 2 }, () => ({
          to: FAR,
          data: `0x${(i % 10).toString().repeat(128 * 1024)}`,
        })),
      },
    ],
  ],
} as const satisfies Record<string, (i: number) => [string, unknown]>

describe('the size of what waits', () => {
  test.each(Object.entries(LARGEST))('behavior: %s of the largest size is asked', async (_, make) => {
    const page = await connected()
    const [method, params] = make(0)
    const answer = page.ask(method, params)
    await ui.until((state) => state.approvals.length === 1)
    await ui.reject()
    expect(await answer).toMatchObject({ error: { code: 4001 } })
  })

  test('security: heavy requests of many sites are refused before they fill what the browser stores', async () => {
    const sites = ['a', 'b', 'c', 'd'].map((name) => `https://${name}.example`)
    const pages = []
    for (const site of sites) pages.push(await connected(site))
    const refused: unknown[] = []
    const waiting: Promise<unknown>[] = []
    for (const page of pages)
      for (const [i, make] of Object.values(LARGEST).entries()) {
        const [method, params] = make(i)
        const answer = page.ask(method, params)
        waiting.push(answer.then((one) => one.ok || refused.push(one.error)))
      }
    const held = async () => Object.keys(Object((await world.session.get(['approvals'])).approvals)).length
    while ((await held()) + refused.length < 16) await soon()
    expect(await held()).toBeGreaterThan(1)
    expect(refused.length).toBeGreaterThan(0)
    for (const error of refused)
      expect(error).toMatchObject({
        code: -32005,
        message: 'The requests that wait for an answer are too large. Answer some of them first.',
      })
    await soon(200)
    expect(await stored()).toBeLessThan(7_000_000)
    await ui.call('approvals.rejectAll', { origin: null })
    await Promise.all(waiting)
    expect(refused.length).toBe(16)
    expect(await stored()).toBeLessThan(200_000)
  })

  test('security: what a browser counts by its nodes is refused too, and keeps nobody out', async () => {
    const [page, other] = [world.open(SITE), world.open('https://other.example')]
    const zeros = Array.from({ length: 200_000 }, () => 0)
    expect(
      await asked(page, 'wallet_addEthereumChain', [
        { chainId: '0x7a69', chainName: 'Mine', rpcUrls: ['http://localhost:1'], iconUrls: zeros },
      ]),
    ).not.toBe('answered')
    // It takes no parameters: none are kept.
    const connect = page.ask('eth_requestAccounts', zeros)
    const more = page.ask('eth_requestAccounts', zeros)
    await ui.approval('connect')
    await soon()
    expect(await stored()).toBeLessThan(100_000)
    void other.ask('eth_requestAccounts')
    await ui.until((state) => state.approvals.length === 2)
    await ui.call('approvals.rejectAll', { origin: null })
    expect([await connect, await more]).toMatchObject([{ ok: false }, { ok: false }])
  })

  test('security: the same while it is locked', async () => {
    await ui.call('vault.lock', null)
    const pages = ['a', 'b', 'c', 'd'].map((name) => world.open(`https://${name}.example`))
    const refused: unknown[] = []
    const heavy = {
      type: 'ERC20',
      options: { address: YOU, symbol: 'A'.repeat(11), image: 'x'.repeat(990_000) },
    }
    for (const page of pages)
      for (let i = 0; i < 4; i++)
        void page.ask('wallet_watchAsset', heavy).then((one) => one.ok || refused.push(one.error))
    await ui.until(() => refused.length >= 13)
    expect(refused).toContainEqual(expect.objectContaining({ code: -32005 }))
    expect(await stored()).toBeLessThan(4_000_000)
    await ui.call('vault.unlock', { password: PASSWORD })
  })

  test('security: filters without end push out their own maker’s', async () => {
    const other = world.open('https://other.example')
    const kept = await other.request('eth_newBlockFilter')
    const address = Array.from({ length: 150 }, (_, i) => `0x${i.toString(16).padStart(40, '0')}`)
    for (let site = 0; site < 6; site++)
      for (let i = 0; i < 4; i++) {
        const page = world.open(`https://s${site}.example`)
        for (let k = 0; k < 15; k++) await page.ask('eth_newFilter', [{ address }])
        if (k2(i)) await other.request('eth_getFilterChanges', [kept])
      }
    expect(await stored()).toBeLessThan(2_000_000)
    expect(await other.request('eth_getFilterChanges', [kept])).toEqual([])
  })

  test('security: answers that nobody fetches do not pile up', async () => {
    for (let i = 0; i < 40; i++) {
      const page = world.open(`https://s${i}.example`)
      for (let k = 0; k < 5; k++) page.ask('wallet_switchEthereumChain', [{ chainId: '0xa' }]).catch(() => {})
      await ui.until((state) => state.approvals.length > 0)
      page.leave()
      await ui.until((state) => state.approvals.length === 0)
    }
    expect(await stored()).toBeLessThan(600_000)
  })
})
const k2 = (i: number) => i % 2 === 0

describe('what is fetched before the person is asked', () => {
  const add = (chainId: number, urls: number) => [
    {
      chainId: `0x${chainId.toString(16)}`,
      chainName: `Mine ${chainId}`,
      rpcUrls: Array.from({ length: urls }, (_, i) => `https://rpc${i}.example/${chainId}`),
    },
  ]
  const probes = () => world.requests.filter(({ url }) => url.includes('.example/'))
  beforeEach(() => {
    world.intercept = (url, { method }) =>
      method === 'eth_chainId' && url.includes('.example/')
        ? { result: `0x${Number(url.split('/').at(-1)).toString(16)}` }
        : undefined
  })

  test('security: at most five endpoints of a network are asked, and only those are kept', async () => {
    const page = world.open(SITE)
    const answer = page.ask('wallet_addEthereumChain', add(31337, 20))
    await ui.approve('add-network')
    await ui.reject('switch-network')
    expect(await answer).toEqual({ ok: true, value: null })
    expect(new Set(probes().map(({ url }) => url)).size).toBe(5)
    const network = ui.state?.networks.find(({ chainId }) => chainId === 31337)
    expect(network?.endpoints).toHaveLength(5)
  })

  test('security: a site that may not ask now has nothing fetched', async () => {
    const page = world.open(SITE)
    const first = Array.from({ length: 5 }, (_, i) => page.ask('wallet_addEthereumChain', add(40_000 + i, 1)))
    await ui.until((state) => state.approvals.length === 5)
    const before = probes().length
    for (let i = 0; i < 50; i++)
      expect(await asked(page, 'wallet_addEthereumChain', add(50_000 + i, 5))).toBe(-32005)
    expect(probes().length).toBe(before)
    await ui.call('approvals.rejectAll', { origin: null })
    await Promise.all(first)
    void page.ask('wallet_addEthereumChain', add(60_000, 1))
    await ui.reject('add-network')
    const resting = probes().length
    expect(await asked(page, 'wallet_addEthereumChain', add(60_001, 5))).toBe(-32005)
    expect(probes().length).toBe(resting)
  })
})

test('security: a site that asks another kind of thing after each no has to wait as well', async () => {
  const page = await connected()
  const kinds: [string, unknown][] = [
    ['personal_sign', ['0x00', ME]],
    ['wallet_switchEthereumChain', [{ chainId: '0xa' }]],
    ['eth_signTypedData_v4', LARGEST['typed data'](0)[1]],
    ['wallet_requestPermissions', [{ eth_accounts: {} }]],
    ['eth_sendTransaction', [PAY]],
  ]
  for (let i = 0; i < 10; i++) {
    const [method, params] = kinds[i % kinds.length] ?? ['', []]
    const answer = asked(page, method, params)
    await ui.reject()
    expect(await answer, method).toBe(4001)
  }
  for (const [method, params] of kinds) expect(await asked(page, method, params), method).toBe(-32005)
  expect(openNow()).toBe(0)
  expect(await asked(page, 'eth_accounts', [])).toBe('answered')
  world.now += 8_001
  const again = page.ask('personal_sign', ['0x00', ME])
  await ui.approve('message')
  expect(await again).toMatchObject({ ok: true })
})

describe('the network behind an open question', () => {
  const message = ['0x68656c6c6f', ME]

  test('security: one that is removed takes its questions along', async () => {
    const page = await connected()
    world.intercept = (url, { method }) =>
      url.startsWith('https://mine.example') && method === 'eth_chainId' ? { result: '0x7a69' } : undefined
    const facts = { chainName: 'Mine', rpcUrls: ['https://mine.example'] }
    const add = page.request('wallet_addEthereumChain', [{ chainId: '0x7a69', ...facts }])
    await ui.approve('add-network')
    await ui.approve('switch-network')
    await add
    const answers = [
      page.ask('personal_sign', message),
      page.ask('eth_signTypedData_v4', LARGEST['typed data'](0)[1]),
    ]
    const open = await ui.until((state) => state.approvals.length === 2 && state.approvals)
    // As two windows of the wallet could: the yes comes right behind the removal.
    const removed = ui.call('networks.remove', { chainId: 31337 })
    const approved = open.map(({ id, digest }) =>
      ui.call('approvals.approve', { id, digest, edits: {} }).then(
        () => 'signed',
        () => 'refused',
      ),
    )
    await removed
    await ui.until((state) => state.approvals.length === 0)
    for (const [i, answer] of answers.entries()) {
      const { ok } = await answer
      expect(ok).toBe((await approved[i]) === 'signed')
    }
    void page.ask('personal_sign', message)
    expect((await ui.approval('message')).chainId).toBe(1)
  })

  test('security: endpoints that change have it looked into anew, and the old yes is not taken', async () => {
    const page = await connected()
    const answer = page.ask('eth_sendTransaction', [PAY])
    const { id, digest } = await ui.approval('transaction')
    world.intercept = (_url, { method }) => (method === 'eth_getBalance' ? { result: '0x1' } : undefined)
    await ui.call('networks.setEndpoints', {
      chainId: 1,
      endpoints: [devnet.url.replace('127.0.0.1', 'localhost')],
    })
    await expect(ui.call('approvals.approve', { id, digest, edits: {} })).rejects.toThrow(/changed/)
    const { blocked } = await ui.approval('transaction')
    expect(blocked).toMatch(/^Not enough ETH/)
    await ui.reject('transaction')
    expect(await answer).toMatchObject({ error: { code: 4001 } })
    expect(world.requests.some(({ method }) => method === 'eth_sendRawTransaction')).toBe(false)
  })
})

describe('a browser that stores no more', () => {
  /** Refuses what is written under `key`, as a full storage does. */
  function full(area: 'local' | 'session', key: string): () => void {
    const storage = world[area]
    world[area] = {
      ...storage,
      set: (items) =>
        Object.hasOwn(items, key)
          ? Promise.reject(new Error('QUOTA_BYTES quota exceeded'))
          : storage.set(items),
    }
    return () => {
      world[area] = storage
    }
  }
  const nonce = () => devnet.client.getTransactionCount({ address: ME })

  test('security: a question that cannot be stored is not asked, and the site is told', async () => {
    const page = await connected()
    const empty = full('session', 'approvals')
    expect(await page.ask('personal_sign', ['0x00', ME])).toMatchObject({
      ok: false,
      error: { code: -32603 },
    })
    expect(openNow()).toBe(0)
    empty()
    const again = page.ask('personal_sign', ['0x00', ME])
    await ui.approve('message')
    expect(await again).toMatchObject({ ok: true })
  })

  test('security: an answer that cannot be stored is still given, once, and what was sent is no failure', async () => {
    const page = await connected()
    const before = await nonce()
    const answer = page.ask('eth_sendTransaction', [PAY])
    await ui.approval('transaction')
    full('session', 'answers')
    const { hash } = await ui.approve('transaction')
    expect(await answer).toEqual({ ok: true, value: hash })
    await devnet.client.waitForTransactionReceipt({ hash: hash as `0x${string}` })
    expect(await nonce()).toBe(before + 1)
    expect([...page.answers.values()].every((count) => count === 1)).toBe(true)
    await ui.until((state) => state.approvals.length === 0)
  })

  test('security: a transaction that cannot be stored is not sent, and takes no nonce', async () => {
    const page = await connected()
    const before = await nonce()
    const answer = page.ask('eth_sendTransaction', [PAY])
    await ui.approval('transaction')
    const empty = full('local', 'transactions')
    await expect(ui.approve('transaction')).rejects.toThrow()
    expect(await answer).toMatchObject({ ok: false, error: { code: -32603 } })
    expect(world.requests.some(({ method }) => method === 'eth_sendRawTransaction')).toBe(false)
    empty()
    const again = page.ask('eth_sendTransaction', [PAY])
    const { hash } = await ui.approve('transaction')
    expect(await again).toEqual({ ok: true, value: hash })
    await devnet.client.waitForTransactionReceipt({ hash: hash as `0x${string}` })
    expect(await nonce()).toBe(before + 1)
  })

  test('security: a grant that cannot be stored is none', async () => {
    const page = world.open(SITE)
    const answer = page.ask('eth_requestAccounts')
    await ui.approval('connect')
    full('local', 'sites')
    await expect(ui.approve('connect')).rejects.toThrow()
    expect(await answer).toMatchObject({ ok: false, error: { code: -32603 } })
    expect(await page.request('eth_accounts')).toEqual([])
  })
})

test('behavior: all that wait for one answer have it stored in one write', async () => {
  const pages = [world.open(SITE), world.open(SITE), world.open(SITE)]
  const answers = pages.map((page) => page.ask('eth_requestAccounts'))
  for (let joined = 0; joined < 2; await soon()) {
    const { approvals } = await world.session.get(['approvals'])
    const open: { joined: unknown[] }[] = Object.values(Object(approvals ?? {}))
    joined = open[0]?.joined.length ?? 0
  }
  const writes: number[] = []
  const { session } = world
  world.session = {
    ...session,
    set: async (items) => {
      if (items.answers !== undefined) writes.push(Object.keys(Object(items.answers)).length)
      await session.set(items)
    },
  }
  await ui.approve('connect')
  for (const answer of await Promise.all(answers)) expect(answer.ok).toBe(true)
  expect(writes[0]).toBe(3)
})
