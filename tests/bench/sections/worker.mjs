import { atMostTimes } from '../goals.mjs'
import { medianOf, sleep } from '../numbers.mjs'

/** Runs in the page: milliseconds to one answer. */
async function firstAnswer() {
  const started = performance.now()
  await window.ethereum.request({ method: 'eth_chainId' })
  return performance.now() - started
}

/** Milliseconds from the browser's decision to start the worker until it runs, and of CPU for its script. */
async function start(browser, page) {
  await browser.stopWorker()
  const events = await browser.trace(['ServiceWorker', 'devtools.timeline', 'v8'], async () => {
    await page.evaluate(firstAnswer)
    await sleep(300)
  })
  const at = (step) => events.find(({ name }) => name === `ServiceWorkerVersion::${step}`)?.ts
  // A classic script is one event; a module is compiled and evaluated in two.
  const ofWorker = ({ name, args }) =>
    ['EvaluateScript', 'v8.compileModule'].includes(name) && args.data?.url === browser.worker
  const { pid, tid } = events.find(ofWorker) ?? {}
  const scripts = events.filter(
    (event) =>
      ofWorker(event) || (event.name === 'v8.evaluateModule' && event.pid === pid && event.tid === tid),
  )
  return {
    started: (at('StartWorkerFinished') - at('StartWorkerRequested')) / 1000,
    evaluated: scripts.reduce((sum, { tdur, dur }) => sum + (tdur ?? dur), 0) / 1000,
  }
}

/** The browser stops an idle worker, so that most requests meet one that has to be started first. */
export const worker = {
  name: 'worker',
  subjects: ['floor', 'wallet'],
  figures: [
    { id: 'stopped', name: 'First answer, worker stopped', unit: 'ms', goal: atMostTimes(1.5) },
    { id: 'opened', name: 'New page to first answer, worker stopped', unit: 'ms', goal: atMostTimes(1.5) },
    { id: 'started', name: 'Worker, start to running', unit: 'ms' },
    { id: 'evaluated', name: 'Worker, script compiled and evaluated (CPU)', unit: 'ms' },
    { id: 'heap', name: 'Worker, heap after start', unit: 'kB', digits: 0, goal: atMostTimes(2) },
  ],
  async measure(browser, { site }) {
    const page = await browser.context.newPage()
    await page.goto(site)
    await page.evaluate(firstAnswer)
    const row = await medianOf(5, async () => {
      await browser.stopWorker()
      const stopped = await page.evaluate(firstAnswer)
      const heap = (await browser.workerHeap()) / 1000
      return { stopped, heap, ...(await start(browser, page)) }
    })
    const { opened } = await medianOf(5, async () => {
      await page.goto('about:blank')
      await browser.stopWorker()
      await page.goto(site, { waitUntil: 'commit' })
      await page.evaluate(firstAnswer)
      return { opened: await page.evaluate(() => performance.now()) }
    })
    await page.close()
    return { ...row, opened }
  },
}
