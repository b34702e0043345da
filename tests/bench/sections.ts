/** The sections of the bench, in order, and the table that they make. */
import { join } from 'node:path'
import { startDevnet } from '../devnet/devnet'
import { servePages } from '../e2e/pages-server'
import { launchWallet } from '../kit'
import type { Row, Stage } from './measure'
import { approval } from './sections/approval'
import { clarity } from './sections/clarity'
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
