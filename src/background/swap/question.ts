/** One question to all sources: what has come so far, who is still waited for. Nobody waits for anybody else. */
import type { SwapQuotes } from '../../messaging/protocol.ts'
import { WalletError } from '../../shared/errors.ts'
import type { Services } from '../services.ts'
import { allowanceFor, type Needed } from './allowance.ts'
import { gasPriceOf, pricesWanted } from './cost.ts'
import { inOrder } from './rank.ts'
import { type Offer, showOffer } from './show.ts'
import type { Quote, QuoteSource, SwapOrder } from './source.ts'

export type Question = {
  id: string
  order: SwapOrder
  offer(id: string): Offer | undefined
  /** Waits until there is a revision above `seen`. */
  quotes(seen: number): Promise<SwapQuotes>
  end(): void
}

export function askSources(services: Services, order: SwapOrder, sources: readonly QuoteSource[]): Question {
  const ending = new AbortController()
  const { signal } = ending
  const offers = new Map<QuoteSource, Offer[]>()
  const waiting = new Set(sources)
  const failed: SwapQuotes['failed'] = []
  const needs = new Map<string, Promise<Needed>>()
  let gasPrice: bigint | null = null
  let revision = 0
  let wake: () => void = () => undefined
  let next = Promise.resolve()

  function changed(): void {
    revision += 1
    const heard = wake
    next = new Promise((resolve) => {
      wake = resolve
    })
    heard()
  }

  /** Of several offers with one spender and amount, it is asked once. */
  function needed(quote: Quote): Promise<Needed> {
    const { spender, maxSold, takesPermit, takesPermit2, throughPermit2 } = quote
    const key = [spender, maxSold, takesPermit, takesPermit2, throughPermit2?.spender].join(' ')
    const known = needs.get(key) ?? allowanceFor(services, order, quote)
    needs.set(key, known)
    return known
  }

  async function take(source: QuoteSource, quotes: readonly Quote[]): Promise<void> {
    const fetchedAt = services.ports.clock.now()
    const found = await Promise.all(
      quotes.map(async (quote): Promise<Offer> => {
        const { through, ...need } = await needed(quote)
        const other = through ? quote.throughPermit2 : undefined
        return { id: services.ports.randomId(), quote: { ...quote, ...other }, ...need, fetchedAt }
      }),
    )
    if (signal.aborted) return
    offers.set(source, found)
    changed()
  }

  async function hear(source: QuoteSource): Promise<void> {
    let told = Promise.resolve()
    try {
      const tell = (quotes: Quote[]) => {
        told = told.then(() => take(source, quotes))
        told.catch(() => undefined)
      }
      await source.quote(services, order, tell, signal)
      await told
    } catch (error) {
      const why = error instanceof WalletError ? error.shortMessage : 'It gave an answer that makes no sense.'
      failed.push({ label: source.label, why })
    }
    waiting.delete(source)
    if (!signal.aborted) changed()
  }

  async function readAround(): Promise<void> {
    const price = gasPriceOf(services, order.sell.chainId).then((found) => {
      gasPrice = found
    })
    await Promise.allSettled([price, services.prices.want(pricesWanted(services, order))])
    if (!signal.aborted) changed()
  }

  changed()
  let around = true
  void readAround().finally(() => {
    around = false
    changed()
  })
  for (const source of sources) void hear(source)

  const isDone = () => signal.aborted || (waiting.size === 0 && !around)
  return {
    id: services.ports.randomId(),
    order,
    offer: (id) => [...offers.values()].flat().find((one) => one.id === id),
    async quotes(seen) {
      while (revision <= seen && !isDone()) await next
      const all = inOrder(services, order, [...offers.values()].flat(), gasPrice)
      return {
        revision,
        quotes: all.map((offer) => showOffer(services, order, offer, gasPrice)),
        waiting: [...waiting].map(({ label }) => label),
        failed,
        done: isDone(),
      }
    },
    end() {
      if (signal.aborted) return
      ending.abort()
      changed()
    },
  }
}
