import { atMost, atMostTimes } from '../goals.mjs'
import { medianOf, sleep } from '../numbers.mjs'

/** CPU time that the extension's page script took to compile and run, in milliseconds. */
async function evaluation({ context, origin, trace }, site) {
  const page = await context.newPage()
  const events = await trace(['devtools.timeline', 'v8'], async () => {
    await page.goto(`${site}?traced`)
    await sleep(300)
  })
  await page.close()
  const own = events.filter(
    ({ name, args }) => name === 'EvaluateScript' && args.data?.url === `${origin}inpage.js`,
  )
  return own.reduce((sum, { tdur, dur }) => sum + (tdur ?? dur), 0) / 1000
}

/** What an empty page costs more because the extension is there. */
export const page = {
  name: 'page',
  subjects: ['none', 'floor', 'wallet'],
  figures: [
    { id: 'evaluated', name: 'Inpage script evaluated (CPU)', unit: 'ms', digits: 2, goal: atMost(2) },
    { id: 'loaded', name: 'Empty page to DOMContentLoaded', unit: 'ms', goal: atMostTimes(1.5) },
    { id: 'heap', name: 'Heap added to an empty page', unit: 'kB', overNone: true, goal: atMostTimes(1.5) },
  ],
  async measure(browser, { site }) {
    const tab = await browser.context.newPage()
    const visit = async (i) => {
      await tab.goto(`${site}?visit=${i}`, { waitUntil: 'load' })
      await sleep(100)
      return tab.evaluate(() => {
        const [navigation] = performance.getEntriesByType('navigation')
        return { loaded: navigation.domContentLoadedEventEnd }
      })
    }
    await medianOf(3, visit)
    const { loaded } = await medianOf(15, visit)
    const heap = (await browser.pageHeap(tab)) / 1000
    await tab.close()
    if (!browser.origin) return { loaded, heap }
    const { evaluated } = await medianOf(3, async () => ({ evaluated: await evaluation(browser, site) }))
    return { evaluated, loaded, heap }
  },
}
