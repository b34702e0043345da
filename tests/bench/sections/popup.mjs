import { atMostTimes } from '../goals.mjs'
import { medianOf, sleep } from '../numbers.mjs'

async function open({ context, notes, origin }) {
  const page = await context.newPage()
  await page.setViewportSize({ width: 360, height: 600 })
  notes.clear()
  await page.goto(`${origin}popup.html`, { waitUntil: 'commit' })
  const painted = await notes.wait('home painted')
  const usable = await notes.wait('home usable')
  await page.close()
  return { painted: painted.at - painted.origin, usable: usable.at - usable.origin }
}

/** The popup's page in a tab of its size: Chromium shows the bubble itself only to a person. */
export const popup = {
  name: 'popup',
  subjects: ['floor', 'wallet'],
  figures: [
    { id: 'painted', name: 'Popup, navigation to real content painted', unit: 'ms', goal: atMostTimes(2) },
    { id: 'usable', name: 'Popup, navigation to interactive', unit: 'ms', goal: atMostTimes(2.5) },
    { id: 'stoppedPainted', name: 'Popup, the same, worker stopped: painted', unit: 'ms' },
    { id: 'stoppedUsable', name: 'Popup, the same, worker stopped: interactive', unit: 'ms' },
  ],
  async measure(browser) {
    await open(browser)
    const warm = await medianOf(7, async () => {
      await sleep(200)
      return open(browser)
    })
    const stopped = await medianOf(3, async () => {
      await browser.stopWorker()
      return open(browser)
    })
    return { ...warm, stoppedPainted: stopped.painted, stoppedUsable: stopped.usable }
  },
}
