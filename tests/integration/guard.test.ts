/** Sites and addresses that lists tell of: through the front door, as a page and as a person. */
import { encodeFunctionData, parseAbi, parseEther, toHex } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ApprovalView } from '../../src/messaging/protocol'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { respond, type ServicesServer, startServices } from './services-server'
import { ACCOUNTS, PASSWORD, restoredWorld, type Ui, type World } from './world'

const [ME, YOU] = ACCOUNTS
/** Of the list that comes with the wallet. */
const BAD = 'azukishop.live'
const THIEF = '0x000000000532b45f47779fce440748893b257865'
const HOST = 'raw.githubusercontent.com'
const { usdc: USDC } = devnetAddresses
const LISTED = expect.objectContaining({ rule: 'site-listed', severity: 'danger' })
const BLOCKED = expect.objectContaining({ rule: 'address-blocked', severity: 'danger' })

let devnet: Devnet
let server: ServicesServer
let world: World
let ui: Ui
beforeAll(async () => {
  ;[devnet, server] = await Promise.all([startDevnet(), startServices()])
  world = await restoredWorld(devnet.url)
  server.serve(world)
  ui = world.ui()
})
afterAll(async () => {
  world.worker.kill()
  await Promise.all([devnet.stop(), server.close()])
})

const reject = (view: ApprovalView) => ui.call('approvals.reject', { id: view.id })

/** What a site hears that wants to connect; it is sent away after. */
async function asked(origin: string) {
  void world.open(origin).ask('eth_requestAccounts')
  const view = await ui.approval('connect')
  await reject(view)
  return view
}
async function connected(origin: string) {
  const page = world.open(origin)
  const answer = page.request('eth_requestAccounts')
  await ui.approve('connect')
  await answer
  return page
}

describe('a listed site', () => {
  test.each([
    `https://${BAD}`,
    `https://mint.${BAD}`,
    `https://${BAD}:8443`,
    `https://${BAD}.`,
    `http://localhost:3000`,
  ])('security: %s', async (origin) => {
    const view = await asked(origin)
    if (origin.includes('localhost')) return expect(view).not.toHaveProperty('listed')
    expect(view).toMatchObject({
      listed: { match: BAD, list: 'the public list of eth-phishing-detect', date: 'May 2022' },
      blocked: 'This site is on a list of sites that steal.',
    })
    expect(view.warnings).toContainEqual(LISTED)
  })

  test('security: nothing but the word of the person gives it accounts', async () => {
    const page = world.open(`https://a.${BAD}`)
    const answer = page.ask('eth_requestAccounts')
    const view = await ui.approval('connect')
    const { id, digest } = view
    await expect(ui.call('approvals.approve', { id, digest, edits: {} })).rejects.toThrow(
      'on a list of sites',
    )
    await ui.call('guard.allowSite', { site: `https://a.${BAD}` })
    const after = await ui.until(({ approvals }) => approvals.find((one) => one.blocked === null))
    expect(after).not.toHaveProperty('listed')
    expect(after.warnings).toContainEqual(
      expect.objectContaining({ rule: 'site-listed', severity: 'warning' }),
    )
    await ui.approve('connect')
    expect(await answer).toMatchObject({ value: [ME.toLowerCase()] })
    expect(ui.state?.guard.allowed).toEqual([`a.${BAD}`])
    // The neighbour is not let through with it.
    expect(await asked(`https://b.${BAD}`)).toHaveProperty('listed')
    // Taken back, what it asks for is a danger again, though it stays connected.
    await ui.call('guard.forbidSite', { site: `a.${BAD}` })
    void page.ask('personal_sign', [toHex('hello'), ME])
    const message = await ui.approval('message')
    expect(message.warnings).toContainEqual(LISTED)
    await reject(message)
  })

  test('security: a letter away from what thieves imitate is told, not stopped', async () => {
    const view = await asked('https://cryptokittes.example')
    expect(view).not.toHaveProperty('listed')
    expect(view.warnings).toContainEqual(LISTED)
    await ui.call('guard.allowSite', { site: 'cryptokittes.example' })
    expect((await asked('https://cryptokittes.example')).warnings).toEqual([])
  })

  test('behavior: what the list allows is let through, though near; and what nobody listed', async () => {
    expect((await asked('https://fulcrumwp.com')).warnings).toEqual([])
    expect((await asked('https://app.example')).warnings).toEqual([])
  })
})

describe('own lists', () => {
  test('security: a blocked host loses what it had, and below it nobody asks anything', async () => {
    const page = await connected('https://app.unwanted.example')
    await ui.call('guard.blockSite', { site: 'https://Unwanted.example/page?x=1' })
    expect(await page.request('eth_accounts')).toEqual([])
    expect(await page.ask('eth_requestAccounts')).toMatchObject({ error: { code: 4100 } })
    await ui.until((state) => state.blocked.includes('unwanted.example'))
    await ui.call('sites.unblock', { origin: 'unwanted.example' })
    expect(await asked('https://app.unwanted.example')).toMatchObject({ kind: 'connect' })
  })

  test.each(['', 'nonsense', '127.0.0.1', 'https://', 'localhost'])('error: %s is no site', async (site) => {
    await expect(ui.call('guard.blockSite', { site })).rejects.toThrow('no address of a site')
  })

  test('security: an address that was blocked is a danger, in what stands open too', async () => {
    const page = await connected('https://shop.example')
    void page.ask('eth_sendTransaction', [{ from: ME, to: YOU, value: '0x1' }])
    const before = await ui.approval('transaction')
    expect(before.warnings).not.toContainEqual(BLOCKED)
    await ui.call('guard.blockAddress', { address: YOU })
    const after = await ui.until(({ approvals }) => approvals.find((one) => one.digest !== before.digest))
    expect(after.warnings).toContainEqual(BLOCKED)
    await reject(after)
    await ui.call('guard.unblockAddress', { address: YOU })
    expect(ui.state?.guard.addresses).toEqual([])
  })
})

describe('addresses that stole', () => {
  const approve = encodeFunctionData({
    abi: parseAbi(['function approve(address spender, uint256 amount)']),
    args: [THIEF, 5n],
  })
  test.each([
    ['coins', { to: THIEF, value: toHex(parseEther('1')) }],
    ['an allowance', { to: USDC, data: approve }],
  ])('security: %s', async (name, transaction) => {
    const page = await connected(`https://${name.replace(' ', '-')}.example`)
    void page.ask('eth_sendTransaction', [{ from: ME, ...transaction }])
    const view = await ui.approval('transaction')
    expect(view.warnings).toContainEqual(BLOCKED)
    await reject(view)
  })
})

describe('current lists', () => {
  const sites = (names: readonly string[]) =>
    JSON.stringify({ version: 2, tolerance: 2, fuzzylist: [], whitelist: [], blacklist: names })
  const many = Array.from({ length: 20_000 }, (_, i) => `new-${i}.example`)
  const addresses = Array.from(
    { length: 2_000 },
    (_, i) => `0x${(i + 10 ** 6).toString(16).padStart(40, 'd')}`,
  )
  let answers = { 'config.json': sites(many), 'address.json': JSON.stringify(addresses) }
  const asks = () => server.asked.filter(({ host }) => host === HOST).map(({ url }) => url.pathname)
  /** The wallet has locked itself meanwhile. */
  async function aDayLater() {
    world.now += 25 * 3_600_000
    await world.advance(0)
    await ui.call('vault.unlock', { password: PASSWORD })
  }
  beforeEach(() => {
    server.asked.length = 0
    server.act.set(HOST, (one, response) => {
      const [, text] = Object.entries(answers).find(([name]) => one.url.pathname.endsWith(name)) ?? []
      respond(200, text ?? '{}')(one, response)
    })
  })

  test('security: nobody is asked before the yes; after it the current list counts', async () => {
    expect(world.fetched).toEqual([])
    expect(await asked('https://new-7.example')).not.toHaveProperty('listed')
    expect(ui.state?.services.find(({ id }) => id === 'phishing-list')).toMatchObject({
      kind: 'safety',
      allowed: null,
    })
    await ui.call('services.allow', { id: 'phishing-list', allowed: true })
    await ui.until((state) => state.guard.lists.sites.count === 20_000)
    expect(asks()).toEqual(['/MetaMask/eth-phishing-detect/main/src/config.json'])
    const view = await asked('https://app.new-7.example')
    expect(view).toMatchObject({ listed: { match: 'new-7.example' } })
    // In the place of the old one, whose entries the new one left out.
    expect(await asked(`https://c.${BAD}`)).not.toHaveProperty('listed')
  })

  test('behavior: once a day, by what the person does; a worker that starts anew asks nobody and knows it', async () => {
    world.restart()
    ui.connect()
    expect(await asked('https://app.new-8.example')).toHaveProperty('listed')
    expect(asks()).toEqual([])
    await aDayLater()
    await asked('https://some.example')
    await ui.until((state) => state.guard.lists.sites.at === world.now)
    await asked('https://other.example')
    expect(asks()).toHaveLength(1)
  })

  test.each([
    ['empty', sites([])],
    ['a fraction', sites(many.slice(0, 6_000))],
    ['against everybody', sites([...many, 'uniswap.org', 'aave.com', 'opensea.io', 'lido.fi'])],
  ])('security: an update that is %s is refused, and the one before stays', async (_, text) => {
    answers = { ...answers, 'config.json': text }
    await aDayLater()
    await asked('https://some.example')
    // The one before may have left its problem.
    await expect.poll(asks).toHaveLength(1)
    await ui.until((state) => state.guard.lists.sites.problem !== null)
    expect(await asked('https://app.new-9.example')).toHaveProperty('listed')
    expect(asks()).toHaveLength(1)
  })

  test('security: addresses of the current list, beside those that came with the wallet', async () => {
    await ui.call('services.allow', { id: 'scam-addresses', allowed: true })
    await ui.until((state) => state.guard.lists.addresses.count === 2_000)
    const page = await connected('https://pay.example')
    for (const to of [addresses[77], THIEF]) {
      void page.ask('eth_sendTransaction', [{ from: ME, to, value: '0x1' }])
      const view = await ui.approval('transaction')
      expect(view.warnings).toContainEqual(BLOCKED)
      await reject(view)
    }
  })
})
