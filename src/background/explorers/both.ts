/** What the network's logs and an explorer tell of an account, as one: what is of one transaction stands together. */
import type { Address } from '../../shared/hex.ts'
import { type AccountLog, byPlace } from '../logs/account-log.ts'
import type { Services } from '../services.ts'

type Pages = AsyncGenerator<AccountLog[]>
type Told = Pick<Services, 'logs' | 'explorers'>

/** Newest first, made before `before` (ms). No block is in two pages. */
export const pagesOf = (
  { logs, explorers }: Told,
  chainId: number,
  account: Address,
  before: number,
): Pages => both(logs.pages(chainId, account, before), explorers.pages(chainId, account, before))

export async function* both(one: Pages, other: Pages): Pages {
  const sources = [one, other].map((pages) => ({ pages, rows: [] as AccountLog[], done: false }))
  for (;;) {
    for (const source of sources) {
      if (source.rows.length > 0 || source.done) continue
      const { value, done } = await source.pages.next()
      if (done === true) source.done = true
      else source.rows = value
    }
    if (sources.every(({ rows }) => rows.length === 0)) return
    // A source that may have more has all of its blocks down to the lowest that it has shown.
    const floor = Math.max(
      ...sources.map(({ rows, done }) => (done ? -1 : Math.min(...rows.map(({ block }) => block)))),
    )
    const taken = sources.flatMap(({ rows }) => rows.filter(({ block }) => block >= floor))
    for (const source of sources) source.rows = source.rows.filter(({ block }) => block < floor)
    yield taken.sort((a, b) => byPlace(b, a))
  }
}
