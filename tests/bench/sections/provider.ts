import type { WalletBrowser } from '../../kit'
import { inTurn, launch, percentile, type Row, restored, type Side, type Stage } from '../measure'
import { page } from './page'

/** `cold`: the first of the thousand finds the worker stopped. */
const AT_ONCE = 1000
const ask = `({ method, params }) => ethereum.request({ method, params })`
const inSeries = `async (args) => {
  const ask = ${ask}
  for (let i = 0; i < 20; i++) await ask(args)
  const times = []
  for (let i = 0; i < 300; i++) { const at = performance.now(); await ask(args); times.push(performance.now() - at) }
  return times
}`
const atOnce = `async (args) => {
  const ask = ${ask}
  const at = performance.now()
  const all = await Promise.allSettled(Array.from({ length: ${AT_ONCE} }, () => ask(args)))
  return { perSecond: ${AT_ONCE} * 1000 / (performance.now() - at), answered: all.filter((one) => one.status === 'fulfilled').length }
}`

type Figures = 'p50' | 'p95' | 'coldP50' | 'coldP95' | 'warm' | 'cold' | 'answered'

async function open(stage: Stage, side: Side): Promise<WalletBrowser> {
  if (side === 'floor') return launch(stage, side)
  const { browser, tab } = await restored(stage)
  await tab.close()
  return browser
}

async function measureMethod(
  stage: Stage,
  side: Side,
  args: { method: string; params: unknown[] },
): Promise<Record<Figures, number>> {
  const browser = await open(stage, side)
  try {
    const tab = await browser.context.newPage()
    await tab.goto(`${stage.pages.localhost}blank.html`)
    const run = <T>(code: string) => tab.evaluate<T>(`(${code})(${JSON.stringify(args)})`)
    const times = await run<number[]>(inSeries)
    const warm = await run<{ perSecond: number; answered: number }>(atOnce)
    const cold: number[] = []
    for (let i = 0; i < 6; i++) {
      await browser.killWorker()
      await tab.waitForTimeout(200)
      cold.push(
        await run<number>(
          `async (args) => { const at = performance.now(); await (${ask})(args); return performance.now() - at }`,
        ),
      )
    }
    await browser.killWorker()
    await tab.waitForTimeout(200)
    const coldAtOnce = await run<{ perSecond: number; answered: number }>(atOnce)
    return {
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
      coldP50: percentile(cold, 0.5),
      coldP95: percentile(cold, 0.95),
      warm: warm.perSecond,
      cold: coldAtOnce.perSecond,
      answered: Math.min(warm.answered, coldAtOnce.answered),
    }
  } finally {
    await browser.close()
  }
}

/** Round trips with the worker warm and stopped, a thousand at once, and what a page pays for having us. */
export async function provider(stage: Stage): Promise<Row[]> {
  const rows: Row[] = []
  const asked: [string, unknown[]][] = [
    ['eth_chainId', []],
    ['eth_accounts', []],
    // The floor needs to be told whom to ask; the wallet takes no parameters here and ignores them.
    ['eth_blockNumber', [stage.devnet.url]],
  ]
  for (const [method, params] of asked) {
    const { floor, wallet } = await inTurn(stage.runs, (side) =>
      measureMethod(stage, side, { method, params: side === 'floor' ? params : [] }),
    )
    const row = (figure: string, key: Figures, unit: string, goal: number, least = false): Row => ({
      section: 'provider',
      figure: `${method}, ${figure}`,
      floor: floor[key],
      wallet: wallet[key],
      unit,
      goal,
      ...(least ? { least } : {}),
    })
    rows.push(
      row('p50', 'p50', 'ms', 1.5),
      row('p95', 'p95', 'ms', 1.5),
      row('worker stopped, p50', 'coldP50', 'ms', 1.5),
      row('worker stopped, p95', 'coldP95', 'ms', 1.5),
      row('1 000 at once', 'warm', '/s', 0.6, true),
      row('1 000 at once, worker stopped', 'cold', '/s', 0.6, true),
      row('of 1 000 at once, answered', 'answered', '', 1, true),
    )
  }
  return [...rows, ...(await page(stage))]
}
