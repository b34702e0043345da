/** What our own pages ask about activity. */
import type { Address } from '../shared/hex.ts'
import type { ActivityRow } from './activity-views.ts'

export const ACTIVITY_GROUPS = [
  'sent',
  'received',
  'swapped',
  'allowances',
  'nfts',
  'signed',
  'other',
] as const
export type ActivityGroup = (typeof ACTIVITY_GROUPS)[number]

export type ActivityQuery = {
  /** One account; null for all that are shown. */
  account: Address | null
  /** Words that a row must hold, all of them. */
  text: string
  chainId: number | null
  group: ActivityGroup | null
  /** In ms, both included. */
  since: number | null
  until: number | null
  /** Only what is folded away as spam, or only the rest. */
  spam: boolean
}

/** Where a list goes on: after these rows of that time. */
export type ActivityCursor = { at: number; ids: string[] }

export type ActivityPage = {
  rows: ActivityRow[]
  /** Null at the end. There may be more even where there are no rows: they were looked through. */
  cursor: ActivityCursor | null
  /** At the end: what a list of this kind cannot know, in sentences. */
  notes: string[]
  /** At the end: an explorer may tell of more, on request (`activity.older`). */
  older: boolean
}

/** Name -> [request, response], as in protocol.ts. */
export type ActivityApi = {
  /** Newest first; the pending ones of the account are in `state.activity`. */
  'activity.list': [{ query: ActivityQuery; cursor: ActivityCursor | null; limit: number }, ActivityPage]
  /** The data behind a row: label and text. */
  'activity.raw': [{ id: string; account: Address; at: number }, { label: string; value: string }[]]
  /** Looks for what came and went by the logs of the networks. Done when one look is done. */
  'activity.scan': [null, null]
  /** Asks explorers for what they left out so far. Answers how much that brought. */
  'activity.older': [{ account: Address | null; chainId: number | null }, number]
  /** Forgets one signed message, or all of an account. */
  'activity.forgetSigned': [{ account: Address; id: string | null }, null]
}
