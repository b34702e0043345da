/**
 * Swaps from the question to the approval. One question at a time: a newer one ends the one before it, with all that
 * it still waits for. Sources answer when they like; what is there is told at once.
 */
import type { SwapAsked, SwapQuotes } from '../../messaging/protocol.ts'
import { InvalidParamsError, WalletError } from '../../shared/errors.ts'
import type { Services } from '../services.ts'
import { allowanceFor, allowed } from './allowance.ts'
import { type Market, readMarket } from './cost.ts'
import { QuoteGoneError } from './errors.ts'
import { orderOf } from './order.ts'
import { inOrder } from './rank.ts'
import { type Offer, showOffer } from './show.ts'
import type { Quote, QuoteSource, SwapOrder } from './source.ts'
import { SOURCES } from './sources.ts'
import { startSwap } from './start.ts'

export type Swaps = {
  ask(asked: SwapAsked): Promise<{ id: string }>
  /** Waits until there is a revision above `seen`. */
  quotes(id: string, seen: number): Promise<SwapQuotes>
  stop(id: string): void
  start(id: string, quoteId: string): Promise<{ approvalId: string; swapId: string }>
}

type Question = {
  id: string
  order: SwapOrder
  ending: AbortController
  revision: number
  /** By the source's id. */
  offers: Map<string, Offer[]>
  waiting: Set<QuoteSource>
  failed: SwapQuotes['failed']
  market: Market | null
  heard(): void
  /** Settles at the next revision. */
  next: Promise<void>
}

export function createSwaps(services: () => Services): Swaps {
  let current: Question | null = null

  const need = (id: string): Question => {
    if (current?.id !== id) throw new QuoteGoneError()
    return current
  }

  function changed(question: Question): void {
    question.revision += 1
    const { heard } = question
    question.next = new Promise((resolve) => {
      question.heard = resolve
    })
    heard()
  }

  function end(question: Question | null): void {
    if (question === null || question.ending.signal.aborted) return
    question.ending.abort()
    changed(question)
  }

  async function take(question: Question, source: QuoteSource, quotes: readonly Quote[]): Promise<void> {
    const { order, ending } = question
    const all = services()
    const offers = await Promise.all(
      quotes.map(async (quote): Promise<Offer> => {
        const has = quote.spender === null ? 0n : await allowed(all, order, quote.spender)
        return {
          id: all.ports.randomId(),
          quote,
          allowance: allowanceFor(order, quote, has),
          fetchedAt: all.ports.clock.now(),
        }
      }),
    )
    if (ending.signal.aborted) return
    question.offers.set(source.id, offers)
    changed(question)
  }

  async function hear(question: Question, source: QuoteSource): Promise<void> {
    const { order, ending } = question
    let told: Promise<void> = Promise.resolve()
    try {
      await source.quote(
        services(),
        order,
        (quotes) => {
          told = told.then(() => take(question, source, quotes))
          told.catch(() => undefined)
        },
        ending.signal,
      )
      await told
    } catch (error) {
      const why = error instanceof WalletError ? error.shortMessage : 'It gave an answer that makes no sense.'
      question.failed = [...question.failed, { label: source.label, why }]
    }
    question.waiting.delete(source)
    if (!ending.signal.aborted) changed(question)
  }

  const isOn = ({ service }: QuoteSource) =>
    service === null || services().state.services.get()[service]?.allowed === true

  return {
    async ask(asked) {
      const order = orderOf(services(), asked)
      end(current)
      const sources = SOURCES.filter((source) => isOn(source) && source.serves(services(), order))
      const question: Question = {
        id: services().ports.randomId(),
        order,
        ending: new AbortController(),
        revision: 0,
        offers: new Map(),
        waiting: new Set(sources),
        failed: [],
        market: null,
        heard: () => undefined,
        next: Promise.resolve(),
      }
      current = question
      changed(question)
      readMarket(services(), order).then(
        (market) => {
          question.market = market
          changed(question)
        },
        () => undefined,
      )
      for (const source of sources) void hear(question, source)
      return { id: question.id }
    },

    async quotes(id, seen) {
      const question = need(id)
      const isDone = () => question.waiting.size === 0 || question.ending.signal.aborted
      while (question.revision <= seen && !isDone()) await question.next
      const { order, market } = question
      const shown = [...question.offers.values()]
        .flat()
        .map((offer) => showOffer(services(), order, offer, market))
      return {
        revision: question.revision,
        quotes: inOrder(order, shown),
        waiting: [...question.waiting].map(({ label }) => label),
        failed: question.failed,
        done: isDone(),
      }
    },

    stop(id) {
      if (current?.id === id) end(current)
    },

    async start(id, quoteId) {
      const question = need(id)
      const offer = [...question.offers.values()].flat().find((one) => one.id === quoteId)
      if (offer === undefined) throw new InvalidParamsError('There is no such offer.')
      if (services().ports.clock.now() > offer.quote.expiresAt) throw new QuoteGoneError()
      return startSwap(services(), question.order, offer)
    },
  }
}
