// Floor and wallet in turn, a fresh profile each time, so that a machine that slows down slows both.
import { cpus } from 'node:os'
import { join } from 'node:path'
import { mediansOfFields, sleep } from './numbers.mjs'
import { startServer } from './server.mjs'
import { prepareSubjects } from './subjects.mjs'

const MOST_PATIENCE_MS = 15_000

function times() {
  const all = cpus().flatMap(({ times }) => Object.entries(times))
  const sum = (entries) => entries.reduce((total, [, ms]) => total + ms, 0)
  return { idle: sum(all.filter(([name]) => name === 'idle')), all: sum(all) }
}

/** Waits, within reason, until three quarters of the machine are idle. */
async function waitForQuiet() {
  for (const end = Date.now() + MOST_PATIENCE_MS; Date.now() < end; ) {
    const before = times()
    await sleep(700)
    const after = times()
    if ((after.idle - before.idle) / (after.all - before.all) > 0.75) return
  }
}

/** Medians by section, subject and figure; and the browser's version. */
export async function runSections(sections, { wallet, executablePath, runs, verbose }) {
  const medians = {}
  const rows = {}
  for (const { name, weigh } of sections) {
    if (weigh) medians[name] = { floor: weigh(join(import.meta.dirname, 'floor')), wallet: weigh(wallet) }
    rows[name] = { none: [], floor: [], wallet: [] }
  }
  const live = sections.filter(({ measure }) => measure)
  const names = ['none', 'floor', 'wallet'].filter((name) =>
    live.some(({ subjects }) => subjects.includes(name)),
  )
  if (names.length === 0) return { medians }

  const server = await startServer()
  const setting = { site: server.url }
  const subjects = await prepareSubjects({ wallet, executablePath, names, ...setting })
  let chromium
  try {
    for (let run = 1; run <= runs; run++) {
      for (const name of names) {
        await waitForQuiet()
        const browser = await subjects.launch(name)
        chromium = browser.version
        try {
          for (const section of live.filter(({ subjects }) => subjects.includes(name))) {
            const { floor, ...row } = await section.measure(browser, setting)
            rows[section.name][name].push(row)
            if (floor) rows[section.name].floor.push(floor)
            if (verbose)
              console.error(run, name, section.name, JSON.stringify(row), JSON.stringify(floor ?? ''))
          }
        } finally {
          await browser.close()
        }
      }
      console.log(`Run ${run} of ${runs}`)
    }
  } finally {
    await subjects.close()
    await server.close()
  }
  for (const { name } of live) {
    const entries = Object.entries(rows[name]).map(([subject, list]) => [subject, mediansOfFields(list)])
    medians[name] = Object.fromEntries(entries)
  }
  return { medians, chromium }
}
