import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { type Devnet, devnetMnemonic, startDevnet } from '../devnet/devnet'
import { type PagesServer, servePages } from '../e2e/pages-server'
import { launchWallet, lock, restoreWallet, setEndpoint, type WalletBrowser, waitForApproval } from '../kit'

export interface Row {
  section: string
  figure: string
  floor: number | null
  wallet: number
  unit: string
  /** Highest ratio to the floor, or highest value where there is no floor; `least` turns it round. */
  goal: number
  least?: boolean
}

const password = 'a pass phrase of the bench'
const quiet = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1']

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
const percentile = (values: readonly number[], p: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * p)] ?? Number.NaN

type Side = 'floor' | 'wallet'
/** One measurement of both sides in turn, several times: drift of the machine hits both alike. */
async function inTurn<K extends string>(
  runs: number,
  one: (side: Side) => Promise<Record<K, number>>,
): Promise<Record<Side, Record<K, number>>> {
  const seen: Record<Side, Record<K, number>[]> = { floor: [], wallet: [] }
  for (let i = 0; i < runs; i++)
    for (const side of ['floor', 'wallet'] as const) seen[side].push(await one(side))
  const medians = (side: Side) => {
    const keys = Object.keys(seen[side][0] ?? {}) as K[]
    return Object.fromEntries(keys.map((key) => [key, median(seen[side].map((run) => run[key]))])) as Record<
      K,
      number
    >
  }
  return { floor: medians('floor'), wallet: medians('wallet') }
}

interface Stage {
  folder: string
  runs: number
  pages: PagesServer
  devnet: Devnet
}
const launch = (stage: Stage, side: Side): Promise<WalletBrowser> =>
  launchWallet({ extensionDir: join(stage.folder, side), args: [...quiet, '--enable-precise-memory-info'] })

async function sizes({ folder }: Stage): Promise<Row[]> {
  const wallet = join(folder, 'wallet')
  const kB = (...files: string[]) =>
    files.reduce((sum, file) => sum + gzipSync(readFileSync(join(wallet, file)), { level: 9 }).length, 0) /
    1000
  const firstLoad = new Set(['assets/popup.js'])
  // What popup.js imports statically comes with it.
  for (const file of firstLoad)
    for (const [, name] of readFileSync(join(wallet, file), 'utf8').matchAll(
      /(?:from|import)\s*"\.\/([^"]+\.js)"/g,
    ))
      firstLoad.add(`assets/${name}`)
  const whole = readdirSync(wallet, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
  const row = (figure: string, value: number, goal: number, unit = 'kB gzip'): Row => ({
    section: 'sizes',
    figure,
    floor: null,
    wallet: value,
    unit,
    goal,
  })
  return [
    row('inpage script', kB('inpage.js'), 6),
    row('content script', kB('content.js'), 2.5),
    row('background bundle', kB('background.js'), 200),
    row('UI first load', kB(...firstLoad), 180),
    row('whole extension, unpacked', whole / 1e6, 3, 'MB'),
  ]
}

async function page(stage: Stage): Promise<Row[]> {
  const result = await inTurn(stage.runs, async (side) => {
    const browser = await launch(stage, side)
    try {
      const tab = await browser.context.newPage()
      const session = await browser.context.newCDPSession(tab)
      const loaded: number[] = []
      for (let i = 0; i < 8; i++) {
        await tab.goto(`${stage.pages.localhost}blank.html?${i}`, { waitUntil: 'load' })
        loaded.push(
          await tab.evaluate<number>(
            `(([n]) => n.domContentLoadedEventEnd - n.responseEnd)(performance.getEntriesByType('navigation'))`,
          ),
        )
      }
      await session.send('HeapProfiler.collectGarbage')
      const { usedSize } = await session.send('Runtime.getHeapUsage')
      return { loaded: median(loaded), heap: usedSize / 1e6 }
    } finally {
      await browser.close()
    }
  })
  return [
    {
      section: 'page',
      figure: 'DOMContentLoaded',
      floor: result.floor.loaded,
      wallet: result.wallet.loaded,
      unit: 'ms',
      goal: 1.5,
    },
    {
      section: 'page',
      figure: 'heap',
      floor: result.floor.heap,
      wallet: result.wallet.heap,
      unit: 'MB',
      goal: 1.5,
    },
  ]
}

const loop = `async (method) => {
  const ask = () => ethereum.request({ method })
  for (let i = 0; i < 20; i++) await ask()
  const times = []
  for (let i = 0; i < 300; i++) { const at = performance.now(); await ask(); times.push(performance.now() - at) }
  const at = performance.now()
  await Promise.all(Array.from({ length: 1000 }, ask))
  return { times, perSecond: 1e6 / (performance.now() - at) }
}`

async function provider(stage: Stage): Promise<Row[]> {
  const rows: Row[] = []
  for (const method of ['eth_chainId', 'eth_accounts']) {
    const result = await inTurn(stage.runs, async (side) => {
      const browser = await launch(stage, side)
      try {
        const tab = await browser.context.newPage()
        await tab.goto(`${stage.pages.localhost}blank.html`)
        const { times, perSecond } = await tab.evaluate<{ times: number[]; perSecond: number }>(
          `(${loop})('${method}')`,
        )
        return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), perSecond }
      } finally {
        await browser.close()
      }
    })
    const { floor, wallet } = result
    rows.push(
      {
        section: 'provider',
        figure: `${method}, p50`,
        floor: floor.p50,
        wallet: wallet.p50,
        unit: 'ms',
        goal: 1.5,
      },
      {
        section: 'provider',
        figure: `${method}, p95`,
        floor: floor.p95,
        wallet: wallet.p95,
        unit: 'ms',
        goal: 1.5,
      },
      {
        section: 'provider',
        figure: `${method}, 1 000 at once`,
        floor: floor.perSecond,
        wallet: wallet.perSecond,
        unit: '/s',
        goal: 0.6,
        least: true,
      },
    )
  }
  return rows
}

async function worker(stage: Stage): Promise<Row[]> {
  const { floor, wallet } = await inTurn(stage.runs, async (side) => {
    const browser = await launch(stage, side)
    try {
      const tab = await browser.context.newPage()
      await tab.goto(`${stage.pages.localhost}blank.html`)
      const ask = `(async () => { const at = performance.now(); await ethereum.request({ method: 'eth_chainId' }); return performance.now() - at })()`
      await tab.evaluate(ask)
      const times: number[] = []
      for (let i = 0; i < 4; i++) {
        await browser.killWorker()
        await tab.waitForTimeout(300)
        times.push(await tab.evaluate<number>(ask))
      }
      return { first: median(times) }
    } finally {
      await browser.close()
    }
  })
  return [
    {
      section: 'worker',
      figure: 'first answer, worker stopped',
      floor: floor.first,
      wallet: wallet.first,
      unit: 'ms',
      goal: 1.5,
    },
  ]
}

async function restored(stage: Stage): Promise<{ browser: WalletBrowser; tab: Page }> {
  const browser = await launch(stage, 'wallet')
  const tab = await browser.openWallet()
  await setEndpoint(tab, 1, stage.devnet.url)
  await restoreWallet(tab, { phrase: devnetMnemonic, password })
  return { browser, tab }
}

/** Runs in the page before anything else: when did the first wanted element stand, and the first paint. */
const watch = (selector: string) => `
  addEventListener('DOMContentLoaded', () => {
    const look = () => {
      const found = document.querySelector('${selector}')
      if (found && found.getBoundingClientRect().width > 0) window.stood = performance.now()
      else requestAnimationFrame(look)
    }
    look()
  })`

async function timesOf(browser: WalletBrowser, selector: string): Promise<{ paint: number; stood: number }> {
  const tab = await browser.context.newPage()
  await tab.setViewportSize({ width: 360, height: 600 })
  await tab.addInitScript(watch(selector))
  await tab.goto(`chrome-extension://${browser.extensionId}/popup.html`)
  const times = await tab.evaluate<{ paint: number; stood: number }>(`new Promise((done) => {
    const look = () => {
      const [paint] = performance.getEntriesByName('first-contentful-paint')
      if (window.stood && paint) done({ paint: paint.startTime, stood: window.stood })
      else setTimeout(look, 10)
    }
    look()
  })`)
  await tab.close()
  return times
}

async function popup(stage: Stage): Promise<Row[]> {
  const floor = await launch(stage, 'floor')
  const { browser, tab } = await restored(stage)
  try {
    await tab.waitForTimeout(1500)
    await tab.close()
    const result = await inTurn(stage.runs * 2, (side) =>
      side === 'floor' ? timesOf(floor, 'button') : timesOf(browser, '[data-testid="asset-row"]'),
    )
    return [
      {
        section: 'popup',
        figure: 'first paint, unlocked',
        floor: result.floor.paint,
        wallet: result.wallet.paint,
        unit: 'ms',
        goal: 2,
      },
      {
        section: 'popup',
        figure: 'balances stand, can be used',
        floor: result.floor.stood,
        wallet: result.wallet.stood,
        unit: 'ms',
        goal: 2.5,
      },
    ]
  } finally {
    await floor.close()
    await browser.close()
  }
}

async function unlock(stage: Stage): Promise<Row[]> {
  const { browser, tab } = await restored(stage)
  try {
    const times: number[] = []
    for (let i = 0; i < stage.runs; i++) {
      await lock(tab)
      await tab.getByTestId('unlock-password').fill(password)
      times.push(
        await tab.evaluate<number>(`new Promise((done) => {
          const at = performance.now()
          const look = () => document.querySelector('[data-testid="total-balance"]') ? done(performance.now() - at) : requestAnimationFrame(look)
          document.querySelector('[data-testid="unlock-submit"]').click()
          look()
        })`),
      )
    }
    // The KDF alone, in the same browser, as a wrong password costs it: it does nothing else.
    const kdf: number[] = []
    for (let i = 0; i < 3; i++) {
      await lock(tab)
      await tab.getByTestId('unlock-password').fill('wrong password here')
      kdf.push(
        await tab.evaluate<number>(`new Promise((done) => {
          const at = performance.now()
          const look = () => document.querySelector('[data-testid="unlock-error"]')?.textContent ? done(performance.now() - at) : requestAnimationFrame(look)
          document.querySelector('[data-testid="unlock-submit"]').click()
          look()
        })`),
      )
      await tab.waitForTimeout(2 ** i * 1000 + 300)
      await tab.getByTestId('unlock-password').fill(password)
      await tab.getByTestId('unlock-submit').click()
      await tab.getByTestId('total-balance').waitFor()
    }
    return [
      {
        section: 'unlock',
        figure: 'unlock to home',
        floor: null,
        wallet: median(times),
        unit: 'ms',
        goal: median(kdf) + 100,
      },
    ]
  } finally {
    await browser.close()
  }
}

async function approval(stage: Stage): Promise<Row[]> {
  const { browser, tab } = await restored(stage)
  try {
    const site = await browser.context.newPage()
    await site.goto(`${stage.pages.localhost}blank.html`)
    void site.evaluate(`ethereum.request({ method: 'eth_requestAccounts' })`)
    const first = await waitForApproval(browser.context, 'connect')
    await first.bringToFront()
    await first.getByTestId('approval-approve').click()
    await site.waitForFunction('ethereum.selectedAddress')
    const account = await site.evaluate<string>('ethereum.selectedAddress')

    const empty: number[] = []
    const asked: number[] = []
    const signed: number[] = []
    for (let i = 0; i < stage.runs; i++) {
      const before = Date.now()
      const opening = browser.context.waitForEvent('page')
      await tab.evaluate(`chrome.windows.create({ url: 'theme.js', type: 'popup', width: 376, height: 640 })`)
      const blank = await opening
      await blank.waitForLoadState('load')
      empty.push(Date.now() - before)
      await blank.close()

      const start = Date.now()
      const window = browser.context.waitForEvent('page')
      const signing = site.evaluate<number>(
        `ethereum.request({ method: 'personal_sign', params: ['0x48656c6c6f', '${account}'] }).then(() => Date.now())`,
      )
      const shown = await window
      await shown.locator('[data-testid="approval-reject"]').waitFor()
      asked.push(Date.now() - start)
      await shown.bringToFront()
      await shown.locator('[data-testid="approval-approve"]:enabled').waitFor()
      await shown.evaluate(
        `document.querySelector('[data-testid="approval-approve"]').addEventListener('click', () => { localStorage.clicked = Date.now() }, { capture: true, once: true })`,
      )
      await shown.locator('[data-testid="approval-approve"]').click()
      const answered = await signing
      signed.push(answered - (await tab.evaluate<number>('Number(localStorage.clicked)')))
    }
    return [
      {
        section: 'approval',
        figure: 'request to approval window',
        floor: median(empty),
        wallet: median(asked),
        unit: 'ms',
        goal: 1.5,
      },
      {
        section: 'approval',
        figure: 'click to signature in the page',
        floor: null,
        wallet: median(signed),
        unit: 'ms',
        goal: 50,
      },
    ]
  } finally {
    await browser.close()
  }
}

const SECTIONS: Record<string, (stage: Stage) => Promise<Row[]>> = {
  sizes,
  page,
  provider,
  worker,
  popup,
  unlock,
  approval,
}

export async function measure(options: { folder: string; runs: number; only?: string }): Promise<Row[]> {
  if (options.only !== undefined && !Object.hasOwn(SECTIONS, options.only))
    throw new Error(`There is no section "${options.only}": ${Object.keys(SECTIONS).join(', ')}`)
  const pages = await servePages(() => '<!doctype html><title>blank</title>')
  const devnet = await startDevnet()
  const rows: Row[] = []
  try {
    for (const [name, run] of Object.entries(SECTIONS)) {
      if (options.only !== undefined && options.only !== name) continue
      const started = Date.now()
      rows.push(...(await run({ folder: options.folder, runs: options.runs, pages, devnet })))
      console.log(`${name}: ${((Date.now() - started) / 1000).toFixed(0)} s`)
    }
  } finally {
    await pages.close()
    await devnet.stop()
  }
  return rows
}

const show = (value: number) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)

function cells(row: Row): string[] {
  const ratio = row.floor === null ? null : row.wallet / row.floor
  const held = ratio ?? row.wallet
  const met = row.least ? held >= row.goal : held <= row.goal
  const goal = `${row.least ? '≥' : '≤'} ${show(row.goal)}${ratio === null ? ` ${row.unit}` : ' ×'}`
  const floor = row.floor === null ? '' : `${show(row.floor)} ${row.unit}`
  return [
    row.section,
    row.figure,
    floor,
    `${show(row.wallet)} ${row.unit}`,
    ratio === null ? '' : `${show(ratio)} ×`,
    goal,
    met ? 'yes' : 'no',
  ]
}

export function print(rows: readonly Row[]): { table: string; markdown: string } {
  const head = ['section', 'figure', 'floor', 'wallet', 'ratio', 'goal', 'met']
  const all = [head, ...rows.map(cells)]
  const widths = head.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)))
  const line = (row: string[]) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0))
  const [top = '', ...rest] = all.map((row) => `| ${line(row).join(' | ')} |`)
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return {
    table: all.map((row) => line(row).join('  ')).join('\n'),
    markdown: `${[top, rule, ...rest].join('\n')}\n`,
  }
}

export async function browserVersion(folder: string): Promise<string> {
  const browser = await launchWallet({ extensionDir: join(folder, 'floor') })
  const version = browser.context.browser()?.version() ?? ''
  await browser.close()
  return `Chromium ${version}`
}
