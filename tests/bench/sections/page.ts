import { chromium } from '@playwright/test'
import { launch, median, type Row, type Stage } from '../measure'

type Cost = { loaded: number; script: number; heap: number }
const SIDES = ['without', 'floor', 'wallet'] as const

/** A browser without any extension, else like the others. */
async function bare() {
  const executablePath = process.env.CHROMIUM_PATH
  const browser = await chromium.launch({
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    ...(executablePath === undefined ? {} : { executablePath }),
  })
  return { context: await browser.newContext(), close: () => browser.close() }
}

/** Milliseconds to DOMContentLoaded and of script, and megabytes of heap, of an empty page. */
async function costOf(stage: Stage, side: (typeof SIDES)[number]): Promise<Cost> {
  const browser = side === 'without' ? await bare() : await launch(stage, side)
  try {
    const tab = await browser.context.newPage()
    const session = await browser.context.newCDPSession(tab)
    await session.send('Performance.enable')
    const scriptSeconds = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics')
      return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN
    }
    const loaded: number[] = []
    const script: number[] = []
    for (let i = 0; i < 12; i++) {
      const before = await scriptSeconds()
      await tab.goto(`${stage.pages.localhost}blank.html?${i}`, { waitUntil: 'load' })
      const after = await scriptSeconds()
      // A navigation to another process starts to count anew.
      script.push((after >= before ? after - before : after) * 1000)
      loaded.push(
        await tab.evaluate<number>(
          `(([n]) => n.domContentLoadedEventEnd - n.responseEnd)(performance.getEntriesByType('navigation'))`,
        ),
      )
    }
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    return { loaded: median(loaded), script: median(script), heap: usedSize / 1e6 }
  } finally {
    await browser.close()
  }
}

/** What a page pays that does not use the wallet: with each extension, less what it pays without any. */
export async function page(stage: Stage): Promise<Row[]> {
  const seen: Record<(typeof SIDES)[number], Cost[]> = { without: [], floor: [], wallet: [] }
  for (let i = 0; i < stage.runs; i++) for (const side of SIDES) seen[side].push(await costOf(stage, side))
  const of = (side: (typeof SIDES)[number], key: keyof Cost) => median(seen[side].map((one) => one[key]))
  const whole = (figure: string, key: keyof Cost, unit: string): Row => ({
    section: 'page',
    figure,
    floor: of('floor', key),
    wallet: of('wallet', key),
    unit,
    goal: 1.5,
  })
  /** What an extension adds to a page that has none. */
  const added = (figure: string, key: keyof Cost, unit: string, goal: number): Row => {
    const without = of('without', key)
    return {
      section: 'page',
      figure: `${figure}, added to ${without.toFixed(2)} ${unit}`,
      floor: of('floor', key) - without,
      wallet: of('wallet', key) - without,
      unit,
      goal,
    }
  }
  return [
    whole('DOMContentLoaded', 'loaded', 'ms'),
    whole('heap', 'heap', 'MB'),
    added('DOMContentLoaded', 'loaded', 'ms', 1.5),
    added('script time', 'script', 'ms', 3),
    added('heap', 'heap', 'MB', 1.5),
  ]
}
