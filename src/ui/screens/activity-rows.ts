import { create } from 'zustand'
import type { ActivityRow } from '../../messaging/protocol.ts'
import { useWallet } from '../state.ts'

/** Older rows that were paged in: kept while the page lives, so that coming back from one finds the others. */
type Pages = { account: string | null; rows: readonly ActivityRow[]; ended: boolean }

const usePages = create<Pages>(() => ({ account: null, rows: [], ended: false }))

/** Everything known of the selected account, newest first, and how to add an older page. */
export function useActivityRows() {
  const account = useWallet((state) => state.selected.address)
  const newest = useWallet((state) => state.activity)
  const pages = usePages()
  const mine = pages.account === account
  return { account, newest, older: mine ? pages.rows : [], ended: mine && pages.ended }
}

export function addPage(account: string | null, page: readonly ActivityRow[], ended: boolean): void {
  usePages.setState((before) => ({
    account,
    rows: before.account === account ? [...before.rows, ...page] : page,
    ended,
  }))
}

export function useActivityRow(id: string): ActivityRow | undefined {
  const { newest, older } = useActivityRows()
  return newest.find((row) => row.id === id) ?? older.find((row) => row.id === id)
}

/** The transactions of a batch that are known, in the order they were sent. */
export function useBatchRows(batch: string): ActivityRow[] {
  const { newest, older } = useActivityRows()
  const rows = new Map([...older, ...newest].map((row) => [row.id, row]))
  return [...rows.values()].filter((row) => row.batch === batch).sort((a, b) => a.nonce - b.nonce)
}
