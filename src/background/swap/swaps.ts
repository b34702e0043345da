/**
 * Swaps from the question to the approval. One question at a time: a newer one ends the one before it, with all that
 * it still waits for.
 */
import type { SwapAsked, SwapQuotes } from '../../messaging/protocol.ts'
import type { Services } from '../services.ts'
import { QuoteGoneError } from './errors.ts'
import { createSwapFollower, type SwapFollower } from './follow.ts'
import { orderOf } from './order.ts'
import { createOrders, type Orders } from './orders.ts'
import { askSources, type Question } from './question.ts'
import { createRecords, type SwapRecords } from './records.ts'
import type { QuoteSource } from './source.ts'
import { SOURCES } from './sources.ts'
import { startSwap } from './start.ts'

export type Swaps = {
  records: SwapRecords
  follower: SwapFollower
  /** @throws FieldError for what cannot be asked */
  ask(asked: SwapAsked): Promise<{ id: string }>
  /** Waits until there is a revision above `seen`. @throws QuoteGoneError */
  quotes(id: string, seen: number): Promise<SwapQuotes>
  stop(id: string): void
  /** @throws QuoteGoneError for an offer that is too old, or of another question */
  start(id: string, quoteId: string): Promise<{ approvalId: string; swapId: string | null }>
  orders: Orders
}

/** @param handedIn something is to be followed now */
export function createSwaps(services: () => Services, handedIn: () => void): Swaps {
  const records = createRecords(services)
  let current: Question | null = null
  const need = (id: string): Question => {
    if (current?.id !== id) throw new QuoteGoneError()
    return current
  }
  const isOn = ({ service }: QuoteSource) =>
    service === null || services().state.services.get()[service]?.allowed === true

  return {
    records,
    orders: createOrders(services, records, handedIn),
    follower: createSwapFollower(services, records),
    async ask(asked) {
      const order = orderOf(services(), asked)
      current?.end()
      const sources = SOURCES.filter((source) => isOn(source) && source.serves(services(), order))
      current = askSources(services(), order, sources)
      return { id: current.id }
    },
    quotes: async (id, seen) => need(id).quotes(seen),
    stop(id) {
      if (current?.id !== id) return
      current.end()
      current = null
    },
    async start(id, quoteId) {
      const { order, offer } = need(id)
      // One that is only watched gets offers to look at.
      services().accounts.needKey(order.account)
      const chosen = offer(quoteId)
      if (chosen === undefined || services().ports.clock.now() > chosen.quote.expiresAt)
        throw new QuoteGoneError()
      return startSwap(services(), order, chosen)
    },
  }
}
