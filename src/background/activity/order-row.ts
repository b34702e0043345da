/** An order in the list of what happened: how it stands, and at last what came of it. */
import * as v from 'valibot'
import { amountWords } from '../../ethereum/swap/words.ts'
import type { ActivityRow, Part, TransactionStatus } from '../../messaging/protocol.ts'
import { type StoredSwap, swapToken } from '../state/swap-fields.ts'

/** What came of it, kept with its signature when the swap itself is long forgotten. */
export const storedOutcome = v.object({
  swap: v.string(),
  sell: swapToken,
  buy: swapToken,
  sold: v.string(),
  least: v.string(),
  received: v.nullable(v.string()),
  status: v.picklist(['confirmed', 'failed', 'cancelled']),
  why: v.nullable(v.string()),
  at: v.number(),
})
export type Outcome = v.InferOutput<typeof storedOutcome>
type Order = Omit<Outcome, 'status' | 'at'> & { status: Outcome['status'] | 'open'; at: number | null }

/** Of a swap as it stands. @param at when that was found, in milliseconds since 1970; null while it is open */
export const orderOf = <S extends StoredSwap['status'], A extends number | null>(
  { id, sell, buy, sold, minReceived, received, why }: StoredSwap,
  status: S,
  at: A,
) => ({ swap: id, sell, buy, sold, least: minReceived, received, status, why, at })

const STATUS: Readonly<Record<Order['status'], TransactionStatus>> = {
  open: 'pending',
  confirmed: 'confirmed',
  failed: 'failed',
  cancelled: 'dropped',
}

export const ofOrder = (order: Order): Partial<ActivityRow> => ({
  kind: 'swap',
  title: titleOf(order),
  status: STATUS[order.status],
  minedAt: order.at,
  error: order.status === 'confirmed' || order.status === 'open' ? null : order.why,
  order: { swap: order.swap, status: order.status },
})

function titleOf({ sell, buy, sold, least, received, status }: Order): Part[] {
  const given: Part = { strong: amountWords(sold, sell) }
  if (status === 'confirmed' && received !== null)
    return ['Swapped ', given, ' for ', { strong: amountWords(received, buy) }, ' by order']
  const much: Part[] = [given, ' for at least ', { strong: amountWords(least, buy) }, ' by order']
  return [status === 'confirmed' ? 'Swapped ' : 'Swap ', ...much]
}
