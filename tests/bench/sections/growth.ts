/**
 * What a person waits for where a wallet holds much, beside one that holds little, in turn: the popup's first row and
 * the first answer to a page with the worker stopped. The floor of these rows is the small wallet.
 */
import type { Page } from '@playwright/test'
import { etchManyTokens } from '../../devnet/many-tokens'
import type { WalletBrowser } from '../../kit'
import { median, type Row, restored, type Stage } from '../measure'
import { callWallet, openQuietly, stateOf } from '../wallet-calls'
import { timesOf } from './popup'

const ACCOUNTS = 100
const TOKENS = 2000
/** As many as the browser stores for us: some 6 of 10 MB. */
const ROWS = 10_000
const CHUNK = 50
const SITES = 500

type Fill = (stage: Stage, tab: Page) => Promise<void>

const store = (tab: Page, what: Record<string, unknown>): Promise<void> =>
  tab.evaluate(`chrome.storage.local.set(${JSON.stringify(what)})`)

async function accounts(_: Stage, tab: Page): Promise<void> {
  const { keyrings } = await stateOf(tab)
  const keyringId = keyrings[0]?.id ?? ''
  for (let i = 1; i < ACCOUNTS; i++) await callWallet(tab, 'accounts.add', { keyringId })
}

async function tokens(stage: Stage, tab: Page): Promise<void> {
  const etched = await etchManyTokens(stage.devnet, TOKENS)
  await store(tab, {
    tokens: etched.map((address, i) => {
      return { chainId: 1, address, symbol: `T${i}`, name: `Token ${i}`, decimals: 18 }
    }),
  })
}

async function activity(_: Stage, tab: Page): Promise<void> {
  const from = (await stateOf(tab)).accounts[0]?.address ?? '0x'
  const key = `history:${from.toLowerCase()}`
  const row = (nonce: number) => ({
    id: `row-${nonce}`,
    approvalId: `row-${nonce}`,
    origin: 'https://app.example',
    chainId: 1,
    from,
    to: from,
    nonce,
    hash: `0x${nonce.toString(16).padStart(64, '0')}`,
    raw: '0x',
    status: 'confirmed',
    kind: 'send',
    title: ['Sent ', { strong: '1 ETH' }],
    createdAt: 1_700_000_000_000 + nonce * 1000,
    accepted: true,
    overtakenAt: null,
    minedAt: 1_700_000_000_000 + nonce * 1000,
    fee: '21000',
    maxFee: '21000',
    error: null,
  })
  const chunk = (index: number) => Array.from({ length: CHUNK }, (_, i) => row(index * CHUNK + i))
  for (let index = 0; index < ROWS / CHUNK; index++) await store(tab, { [`${key}:${index}`]: chunk(index) })
  await store(tab, { [key]: ROWS / CHUNK - 1 })
}

async function sites(_: Stage, tab: Page): Promise<void> {
  const account = (await stateOf(tab)).accounts[0]?.address ?? '0x'
  const now = Date.now()
  const origins = Array.from({ length: SITES }, (_, i) => `https://site-${i}.example`)
  const site = (origin: string) => ({
    origin,
    accounts: [account],
    chainId: 1,
    permittedChains: [1],
    connectedAt: now,
    usedAt: now,
  })
  await store(tab, { sites: Object.fromEntries(origins.map((origin) => [origin, site(origin)])) })
}

const FILLS: readonly [string, Fill][] = [
  [`accounts 1 → ${ACCOUNTS}`, accounts],
  [`tokens 3 → ${TOKENS}`, tokens],
  [`activity 0 → ${ROWS}`, activity],
  [`sites 0 → ${SITES}`, sites],
]

/** Milliseconds of the first answer to a page, with the worker stopped. */
async function firstAnswer(browser: WalletBrowser, url: string): Promise<number> {
  const page = await browser.context.newPage()
  await page.goto(url)
  await browser.killWorker()
  await page.waitForTimeout(200)
  const took = await page.evaluate<number>(
    `(async () => { const at = performance.now(); await ethereum.request({ method: 'eth_chainId' }); return performance.now() - at })()`,
  )
  await page.close()
  return took
}

/** A wallet that was restored, filled, read once, and left alone. */
async function filled(stage: Stage, fill: Fill): Promise<WalletBrowser> {
  const { browser, tab } = await restored(stage)
  await openQuietly(browser, tab)
  await fill(stage, tab)
  // The worker reads what was stored when it starts.
  await tab.goto('about:blank')
  await browser.killWorker()
  await openQuietly(browser, tab)
  await callWallet(tab, 'assets.refresh', null)
  await tab.waitForTimeout(500)
  await tab.close()
  return browser
}

async function compare(stage: Stage, small: WalletBrowser, large: WalletBrowser) {
  const url = `${stage.pages.localhost}blank.html`
  const seen = { rows: [[], []] as [number[], number[]], answers: [[], []] as [number[], number[]] }
  for (let i = 0; i < stage.runs; i++)
    for (const [side, browser] of [small, large].entries()) {
      seen.rows[side]?.push((await timesOf(browser, '[data-testid="asset-row"]')).stood)
      seen.answers[side]?.push(await firstAnswer(browser, url))
    }
  return seen
}

export async function growth(stage: Stage): Promise<Row[]> {
  const before = await stage.devnet.snapshot()
  const small = await filled(stage, async () => undefined)
  try {
    const rows: Row[] = []
    for (const [what, fill] of FILLS) {
      const large = await filled(stage, fill)
      const { rows: popup, answers } = await compare(stage, small, large)
      await large.close()
      const row = (figure: string, [little, much]: [number[], number[]]): Row => ({
        section: 'growth',
        figure: `${what}: ${figure}`,
        floor: median(little),
        wallet: median(much),
        unit: 'ms',
        goal: 1.5,
      })
      rows.push(row('first row of the popup', popup), row('first answer, worker stopped', answers))
    }
    return rows
  } finally {
    await small.close()
    await stage.devnet.revert(before)
  }
}
