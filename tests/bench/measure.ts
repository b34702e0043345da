/** What every section of the bench needs: rows, medians, both sides in turn, and a wallet in use. */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type Devnet, devnetMnemonic } from '../devnet/devnet'
import type { PagesServer } from '../e2e/pages-server'
import { launchWallet, restoreWallet, setEndpoint, type WalletBrowser } from '../kit'

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

export const password = 'a pass phrase of the bench'
const quiet = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1']

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
export const percentile = (values: readonly number[], p: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * p)] ?? Number.NaN

export type Side = 'floor' | 'wallet'
/** One measurement of both sides in turn, several times: drift of the machine hits both alike. */
export async function inTurn<K extends string>(
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

export interface Stage {
  folder: string
  runs: number
  pages: PagesServer
  devnet: Devnet
}
export const launch = (stage: Stage, side: Side): Promise<WalletBrowser> =>
  launchWallet({ extensionDir: join(stage.folder, side), args: [...quiet, '--enable-precise-memory-info'] })

export async function restored(stage: Stage): Promise<{ browser: WalletBrowser; tab: Page }> {
  const browser = await launch(stage, 'wallet')
  const tab = await browser.openWallet()
  await setEndpoint(tab, 1, stage.devnet.url)
  await restoreWallet(tab, { phrase: devnetMnemonic, password })
  return { browser, tab }
}
