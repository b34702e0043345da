/** What the network's logs and an explorer tell of an account, as one: what is of one transaction stands together. */
import { type Address, sameAddress } from '../../shared/hex.ts'
import { type AccountLog, byPlace } from '../logs/account-log.ts'
import type { Range } from '../logs/ranges.ts'
import type { Services } from '../services.ts'

type Pages = AsyncGenerator<AccountLog[]>
type Told = Pick<Services, 'logs' | 'explorers' | 'state'>

/** Newest first, made before `before` (ms). No block is in two pages. */
export async function* pagesOf(
  { logs, explorers, state }: Told,
  chainId: number,
  account: Address,
  before: number,
): Pages {
  const { covered } = await logs.index(chainId, account)
  const named = state.logScans.get()[String(chainId)]?.named === true
  for await (const rows of both(
    logs.pages(chainId, account, before),
    explorers.pages(chainId, account, before),
  ))
    yield rows.filter((row) => !isTold(row, rows, covered, named))
}

/**
 * Tokens of an explorer stand only where the logs of the network were not read: there they are the word of the chain,
 * and an explorer's would be the same again, or made up. An endpoint that gives logs of `named` contracts alone leaves
 * out others.
 */
function isTold(
  row: AccountLog,
  rows: readonly AccountLog[],
  covered: readonly Range[],
  named: boolean,
): boolean {
  if (row.source === 'network' || row.kind === 'native') return false
  if (!covered.some(([low, high]) => row.block >= low && row.block <= high)) return false
  const isSame = (one: AccountLog) =>
    one.source === 'network' && one.hash === row.hash && sameAddress(one.token, row.token)
  return !named || rows.some(isSame)
}

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
