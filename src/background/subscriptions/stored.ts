/** What is stored of filters and subscriptions, in session storage: gone with the browser. */
import * as v from 'valibot'
import type { LogCriteria } from './criteria.ts'
import { seenBlock } from './follow.ts'
import { log } from './logs.ts'

const criteria = v.custom<LogCriteria>((value) => typeof value === 'object' && value !== null)

/** Whose it is, and how far it has got. */
const common = {
  id: v.string(),
  origin: v.string(),
  documentId: v.string(),
  share: v.string(),
  /** The site's network when it was made; it stays with it. */
  chainId: v.number(),
  kind: v.picklist(['blocks', 'logs', 'pending']),
  criteria,
  seen: v.array(seenBlock),
  told: v.array(log),
  known: v.array(v.string()),
}

export const storedFilter = v.object({
  ...common,
  usedAt: v.number(),
  /** The last answer, by the key of its request. */
  last: v.nullable(v.object({ key: v.string(), changes: v.array(v.unknown()) })),
})
export type StoredFilter = v.InferOutput<typeof storedFilter>

export const storedSubscription = v.object({
  ...common,
  tabId: v.number(),
  frameId: v.number(),
  /** What is being told: each with its number, by which the page's side knows what it has heard. */
  outbox: v.array(v.object({ seq: v.number(), result: v.unknown() })),
})
export type StoredSubscription = v.InferOutput<typeof storedSubscription>
export type Following = Pick<StoredSubscription, 'kind' | 'criteria' | 'seen' | 'told' | 'known'>
