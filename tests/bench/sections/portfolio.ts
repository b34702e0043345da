import type { Page } from '@playwright/test'
import type { Address } from '../../../src/shared/hex'
import { type CountingEndpoint, countingEndpoint } from '../../devnet/counting-endpoint'
import { type Devnet, etchMulticall3, startDevnet } from '../../devnet/devnet'
import { balanceOfMany, etchManyTokens, etchToken } from '../../devnet/many-tokens'
import { type WalletBrowser, waitUntilReady } from '../../kit'
import { median, type Row, restored, type Stage } from '../measure'
import { callWallet, openQuietly, stateOf } from '../wallet-calls'

const CHAINS = [1, 10, 137, 8453, 42161] as const
const TOKENS = 400

type Network = { chainId: number; devnet: Devnet; endpoint: CountingEndpoint }
/** What the wallet holds in a measurement. */
type Load = { chains: number; accounts: number; tokens: number }
type Bench = { browser: WalletBrowser; networks: Network[]; tokens: Address[]; keyringId: string }

async function startNetworks(stage: Stage): Promise<{ networks: Network[]; tokens: Address[] }> {
  let tokens: Address[] = []
  const networks = await Promise.all(
    CHAINS.map(async (chainId) => {
      const devnet = chainId === 1 ? stage.devnet : await startDevnet({ chainId })
      if (chainId !== 1) await etchMulticall3(devnet)
      const etched = await etchManyTokens(devnet, TOKENS)
      if (chainId === 1) tokens = etched
      return { chainId, devnet, endpoint: await countingEndpoint(devnet.url) }
    }),
  )
  return { networks, tokens }
}

/** Puts a load into the wallet and has it read once. Answers whose balances are read. */
async function carry(bench: Bench, tab: Page, load: Load): Promise<Address[]> {
  const { accounts } = await stateOf(tab)
  const all = accounts.map(({ address }) => address)
  while (all.length < load.accounts)
    all.push(await callWallet<Address>(tab, 'accounts.add', { keyringId: bench.keyringId }))
  for (const [i, { address, hidden }] of accounts.entries())
    if (hidden !== i >= load.accounts)
      await callWallet(tab, 'accounts.hide', { address, hidden: i >= load.accounts })
  const chainIds = CHAINS.slice(0, load.chains)
  const tokens = chainIds.flatMap((chainId) =>
    bench.tokens.slice(0, load.tokens).map((address, i) => {
      const symbol = `T${i}`
      return { chainId, address, symbol, name: `Token ${i}`, decimals: 18 }
    }),
  )
  await tab.evaluate(`chrome.storage.local.set(${JSON.stringify({ tokens })})`)
  // Our own page would bring it back at once.
  await tab.goto('about:blank')
  await bench.browser.killWorker()
  await openQuietly(bench.browser, tab)
  await callWallet(tab, 'networks.setEnabled', { chainIds, enabled: true })
  const others = CHAINS.slice(load.chains)
  if (others.length > 0) await callWallet(tab, 'networks.setEnabled', { chainIds: others, enabled: false })
  const display = { scope: 'all', currency: 'USD', hideAmounts: false, hideSmall: false }
  await callWallet(tab, 'display.set', display)
  for (const chainId of chainIds)
    await callWallet(tab, 'assets.choose', { chainId, token: bench.tokens[0], choice: 'pinned' })
  await readAll(tab)
  return all.slice(0, load.accounts)
}

/** Requests of each kind, by network. */
const asked = (networks: readonly Network[]) => networks.map(({ endpoint }) => endpoint.kinds())
const all = (kinds: Record<string, number>) => Object.values(kinds).reduce((sum, one) => sum + one, 0)

/** Milliseconds of a refresh of everything. @throws when a network was not read */
async function readAll(tab: Page): Promise<number> {
  const started = performance.now()
  await callWallet(tab, 'assets.refresh', null)
  const ms = performance.now() - started
  const networks = (await stateOf(tab)).portfolio?.networks ?? []
  for (const { chainId, at, error } of networks)
    if (error !== null || at === null) throw new Error(`Chain ${chainId} was not read: ${error}`)
  return ms
}

/** Requests by network, and milliseconds, of a refresh of everything. */
async function refresh(bench: Bench, tab: Page): Promise<{ requests: Record<string, number>[]; ms: number }> {
  // Prices are asked for after the balances: let those of the last refresh end.
  await tab.waitForTimeout(400)
  for (const { endpoint } of bench.networks) endpoint.forget()
  const ms = await readAll(tab)
  await tab.waitForTimeout(400)
  return { requests: asked(bench.networks), ms }
}

/** The page's own policy allows no text to be run as code, which is how Playwright would wait. */
const until = (tab: Page, name: string): Promise<void> =>
  tab.evaluate(`new Promise((done) => {
    const end = performance.now() + 20_000
    const look = () => (window.${name} || performance.now() > end ? done() : setTimeout(look, 20))
    look()
  })`)

type Landing = { stored: number; fresh: number; longest: number; perSecond: number }

/**
 * Opens the popup on what is stored while no network answers, then lets them answer what has changed since: when the
 * first row stood, when the last network's new balance was drawn after that, and how the frames came meanwhile.
 */
async function land(bench: Bench, load: Load, owners: readonly Address[], round: number): Promise<Landing> {
  const networks = bench.networks.slice(0, load.chains)
  for (const { endpoint } of networks) endpoint.hold()
  await Promise.all(networks.map(({ devnet }) => etchToken(devnet, 0, round)))
  const held = owners.reduce((sum, owner) => sum + balanceOfMany(owner, round), 0n)
  const tab = await bench.browser.context.newPage()
  await tab.setViewportSize({ width: 360, height: 600 })
  await tab.addInitScript(`
    const frames = []
    addEventListener('DOMContentLoaded', () => {
      const look = (at) => {
        if (window.released) frames.push(at)
        if (!window.stood && document.querySelector('[data-testid="asset-row"]')) window.stood = at
        const fresh = document.querySelectorAll('[data-token="${bench.tokens[0]}"][data-balance="${held}"]').length
        if (!window.fresh && fresh === ${networks.length}) window.fresh = at
        requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    })
    window.framesSeen = () => frames`)
  await tab.goto(`chrome-extension://${bench.browser.extensionId}/popup.html`)
  await waitUntilReady(tab)
  await until(tab, 'stood')
  await tab.waitForTimeout(500)
  await tab.evaluate('window.released = performance.now()')
  for (const { endpoint } of networks) endpoint.release()
  await until(tab, 'fresh')
  await tab.waitForTimeout(700)
  const seen = await tab.evaluate<{ stood: number; fresh: number; released: number; frames: number[] }>(
    '({ stood: window.stood, fresh: window.fresh, released: window.released, frames: framesSeen() })',
  )
  await tab.close()
  const gaps = seen.frames.slice(1).map((at, i) => at - (seen.frames[i] ?? at))
  const whole = gaps.reduce((sum, gap) => sum + gap, 0)
  return {
    stored: seen.stood,
    fresh: seen.fresh - seen.released,
    longest: Math.max(...gaps),
    perSecond: (gaps.length * 1000) / whole,
  }
}

const row = (figure: string, wallet: number, unit: string, goal: number, least = false): Row => ({
  section: 'portfolio',
  figure,
  floor: null,
  wallet,
  unit,
  goal,
  ...(least ? { least } : {}),
})

const most = (requests: readonly Record<string, number>[], kind: string) =>
  Math.max(...requests.map((one) => one[kind] ?? 0))

/** 5 networks, 20 accounts, 400 tokens on each. */
async function whole(bench: Bench, tab: Page, runs: number): Promise<Row[]> {
  const load = { chains: 5, accounts: 20, tokens: TOKENS }
  const owners = await carry(bench, tab, load)
  const { requests, ms } = await refresh(bench, tab)
  const landings: Landing[] = []
  for (let round = 1; round <= runs; round++) landings.push(await land(bench, load, owners, round))
  const of = (key: keyof Landing) => median(landings.map((one) => one[key]))
  return [
    row(
      'refresh, 5 × 20 × 400: requests',
      requests.reduce((sum, one) => sum + all(one), 0),
      '',
      15,
    ),
    row('most to one network', Math.max(...requests.map(all)), '', 3),
    row('of these for balances', most(requests, 'balances'), '', 2),
    row('of these for prices', most(requests, 'prices'), '', 1),
    row('time of it', ms, 'ms', 3000),
    row('first row, from stored values, no network', of('stored'), 'ms', 500),
    row('new balances of all drawn, once answered', of('fresh'), 'ms', 3000),
    row('frames while they land', of('perSecond'), '/s', 50, true),
    row('longest of these frames', of('longest'), 'ms', 100),
  ]
}

export async function portfolio(stage: Stage): Promise<Row[]> {
  const before = await stage.devnet.snapshot()
  const { networks, tokens } = await startNetworks(stage)
  const { browser, tab: first } = await restored(stage)
  try {
    const keyringId = (await stateOf(first)).keyrings[0]?.id ?? ''
    for (const { chainId, endpoint } of networks)
      await callWallet(first, 'networks.setEndpoints', { chainId, endpoints: [endpoint.url] })
    await openQuietly(browser, first)
    const bench = { browser, networks, tokens, keyringId }
    return await whole(bench, first, stage.runs)
  } finally {
    await browser.close()
    await Promise.all(networks.map(({ endpoint }) => endpoint.close()))
    await Promise.all(networks.filter(({ chainId }) => chainId !== 1).map(({ devnet }) => devnet.stop()))
    await stage.devnet.revert(before)
  }
}
