/** The sections of the bench, in order. */
import { join } from 'node:path'
import { startDevnet } from '../devnet/devnet'
import { servePages } from '../e2e/pages-server'
import { launchWallet } from '../kit'
import type { Row, Stage } from './measure'
import { approval } from './sections/approval'
import { clarity } from './sections/clarity'
import { growth } from './sections/growth'
import { page } from './sections/page'
import { popup } from './sections/popup'
import { portfolio } from './sections/portfolio'
import { provider } from './sections/provider'
import { sizes } from './sections/sizes'
import { swap } from './sections/swap'
import { unlock } from './sections/unlock'
import { worker } from './sections/worker'

const SECTIONS: Record<string, (stage: Stage) => Promise<Row[]>> = {
  sizes,
  page,
  provider,
  worker,
  popup,
  unlock,
  approval,
  portfolio,
  swap,
  clarity,
  growth,
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

export async function browserVersion(folder: string): Promise<string> {
  const browser = await launchWallet({ extensionDir: join(folder, 'floor') })
  const version = browser.context.browser()?.version() ?? ''
  await browser.close()
  return `Chromium ${version}`
}
