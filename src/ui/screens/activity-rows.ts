import { useEffect } from 'react'
import { create } from 'zustand'
import type {
  ActivityCursor,
  ActivityGroup,
  ActivityPage,
  ActivityQuery,
  ActivityRow,
} from '../../messaging/protocol.ts'
import { useAction } from '../hooks/use-action.ts'
import { go } from '../router.ts'
import { api, useWallet } from '../state.ts'

/** What is looked for; the account is the selected one unless it is all of them. */
export type Search = {
  all: boolean
  text: string
  chainId: number | null
  group: ActivityGroup | null
  /** Days, as a date field writes them; empty for none. */
  since: string
  until: string
  spam: boolean
}

const PAGE = 30
const PLAIN: Search = { all: false, text: '', chainId: null, group: null, since: '', until: '', spam: false }

/** Pages that were read: kept while the page lives, so that coming back from a row finds the list as it was. */
type List = {
  query: Search
  of: string
  rows: readonly ActivityRow[]
  cursor: ActivityCursor | null
  ended: boolean
  notes: readonly string[]
  /** An explorer may tell of more. */
  older: boolean
  /** The row that was opened. */
  opened: ActivityRow | null
}
const FRESH = { of: '', rows: [], cursor: null, ended: false, notes: [], older: false } as const
const useList = create<List>(() => ({ ...FRESH, query: PLAIN, opened: null }))

export const isPlain = (query: Search): boolean => query.text === '' && !isNarrowed(query)
/** By something else than words. */
export const isNarrowed = ({ all, chainId, group, since, until, spam }: Search): boolean =>
  all || chainId !== null || group !== null || since !== '' || until !== '' || spam
export const useSearch = (): Search => useList((list) => list.query)

/** Null takes all of it back. */
export function changeQuery(change: Partial<Search> | null): void {
  useList.setState(({ query }) => ({ ...FRESH, query: change === null ? PLAIN : { ...query, ...change } }))
}

export function openRow(row: ActivityRow): void {
  useList.setState({ opened: row })
  go('activity', { id: row.id })
}

const DAY = 24 * 3_600_000
const dayOf = (text: string): number | null => {
  const at = new Date(`${text}T00:00:00`).getTime()
  return Number.isNaN(at) ? null : at
}

export function toQuery(
  { all, text, chainId, group, since, until, spam }: Search,
  account: ActivityQuery['account'],
): ActivityQuery {
  const end = dayOf(until)
  return {
    account: all ? null : account,
    text,
    chainId,
    group,
    since: dayOf(since),
    until: end === null ? null : end + DAY - 1,
    spam,
  }
}

/** Everything that fits, newest first, and how to read on. */
export function useActivityList() {
  const account = useWallet((state) => state.selected.address)
  const newest = useWallet((state) => state.activity)
  const list = useList()
  const { query } = list
  const plain = isPlain(query)
  const of = `${account} ${JSON.stringify(query)}`
  const mine = list.of === of

  const more = useAction(async () => {
    const cursor = mine ? list.cursor : null
    const page: ActivityPage = await api('activity.list', {
      query: toQuery(query, account),
      cursor,
      limit: PAGE,
    })
    useList.setState((now) => {
      // Something else is looked for by now.
      if (`${account} ${JSON.stringify(now.query)}` !== of) return now
      const rows = now.of === of ? [...now.rows, ...page.rows] : page.rows
      const { cursor, notes, older } = page
      return { of, rows, cursor, ended: cursor === null, notes, older }
    })
  })
  /** What it brings is behind the last row, or where something was left out before: that is seen from the top. */
  const older = useAction(async () => {
    const { account: whose, chainId } = toQuery(query, account)
    await api('activity.older', { account: whose, chainId })
    useList.setState((now) => {
      const last = now.rows.at(-1)
      const same = now.rows.filter(({ createdAt }) => createdAt === last?.createdAt)
      const cursor = last === undefined ? null : { at: last.createdAt, ids: same.map(({ id }) => id) }
      return { cursor, ended: false, older: false }
    })
  })
  useReread(of, newest, plain, toQuery(query, account))
  const rows = mine ? list.rows : []
  return {
    query,
    rows: plain ? merge(newest, rows) : rows,
    ended: mine && list.ended,
    notes: mine ? list.notes : [],
    older: mine && list.older ? older : null,
    more,
  }
}

/** What is new stands on top of a search too. */
function useReread(of: string, newest: readonly ActivityRow[], plain: boolean, query: ActivityQuery): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new is the reason.
  useEffect(() => {
    const before = useList.getState()
    if (plain || before.of !== of) return
    void api('activity.list', { query, cursor: null, limit: PAGE })
      .then((page) => useList.setState((now) => (now.of === of ? { rows: merge(page.rows, now.rows) } : now)))
      // The list stays as it is; the next change tries again.
      .catch(() => {})
  }, [newest])
}

/** The first ones know best; both may hold the same one. */
function merge(newest: readonly ActivityRow[], older: readonly ActivityRow[]): ActivityRow[] {
  const keyOf = (row: ActivityRow) => `${row.id} ${row.account}`
  const known = new Set(newest.map(keyOf))
  return [...newest, ...older.filter((row) => !known.has(keyOf(row)))]
}

export function useActivityRow(id: string): ActivityRow | undefined {
  const newest = useWallet((state) => state.activity)
  const { rows, opened } = useList()
  return (
    newest.find((row) => row.id === id) ??
    rows.find((row) => row.id === id) ??
    (opened?.id === id ? opened : undefined)
  )
}

/** The transactions of a batch that are known, in the order they were sent. */
export function useBatchRows(batch: string): ActivityRow[] {
  const newest = useWallet((state) => state.activity)
  const older = useList((list) => list.rows)
  const rows = new Map([...older, ...newest].map((row) => [row.id, row]))
  return [...rows.values()].filter((row) => row.batch === batch).sort((a, b) => a.nonce - b.nonce)
}
