/**
 * Prices from outside services, in order, only from those that the person switched on. The first is asked about
 * everything, so that prices from the chain can be held against it; the next only about what nobody knows yet. What
 * they said is remembered for a few minutes: they are asked less often than the networks.
 */
import { CURRENCIES } from '../../messaging/portfolio-views.ts'
import type { Services } from '../services.ts'
import { coinGeckoFree, coinGeckoPro } from './coingecko.ts'
import { defiLlama } from './defillama.ts'
import {
  type Answer,
  type PriceKey,
  type PriceSource,
  priceKey,
  type Rates,
  type UsdPrice,
  type WantedPrice,
} from './source.ts'
import { createTokenMetrics } from './token-metrics.ts'

const EVERY_MS = 5 * 60_000

export type OffChain = {
  sources: readonly PriceSource[]
  /** @param told what the chain said. Never rejects. */
  read(wanted: readonly WantedPrice[], told: Answer): Promise<Answer>
}

export function createOffChain(services: () => Services): OffChain {
  const sources = [defiLlama, coinGeckoPro, coinGeckoFree, createTokenMetrics()]
  /** By source and asset: when it was asked, and what it said. */
  const heard = new Map<string, { at: number; price: UsdPrice | null }>()
  let rates: { at: number; rates: Rates } = { at: 0, rates: {} }
  const allowed = () =>
    sources.filter(({ service }) => service !== null && services().providers.isAllowed(service))

  const lacks = (known: Rates): boolean =>
    CURRENCIES.some((currency) => currency !== 'USD' && known[currency] === undefined)

  async function ask(source: PriceSource, wanted: readonly WantedPrice[], known: Rates): Promise<void> {
    const now = services().ports.clock.now()
    const due = wanted.filter((one) => {
      const before = heard.get(`${source.id} ${priceKey(one.chainId, one.token)}`)
      return before === undefined || now - before.at >= EVERY_MS
    })
    const ratesDue = lacks(known) && now - rates.at >= EVERY_MS
    if (due.length === 0 && !ratesDue) return
    const answer = await source.read(services(), due, ratesDue)
    for (const one of due) {
      const key = priceKey(one.chainId, one.token)
      heard.set(`${source.id} ${key}`, { at: now, price: answer.prices.get(key) ?? null })
    }
    if (Object.keys(answer.rates).length > 0) rates = { at: now, rates: answer.rates }
  }

  return {
    sources,
    async read(wanted, told) {
      const prices = new Map<PriceKey, UsdPrice>()
      let first = true
      for (const source of allowed()) {
        const now = services().ports.clock.now()
        const open = wanted.filter(({ chainId, token }) => {
          const key = priceKey(chainId, token)
          return !prices.has(key) && (first || !told.prices.has(key))
        })
        try {
          await ask(source, open, { ...rates.rates, ...told.rates })
        } catch {
          // The next one may know; the service's row says what was wrong with this one.
        }
        for (const { chainId, token } of open) {
          const key = priceKey(chainId, token)
          const said = heard.get(`${source.id} ${key}`)
          if (said === undefined || said.price === null || now - said.at >= 2 * EVERY_MS) continue
          prices.set(key, said.price)
          first = false
        }
      }
      return { prices, rates: rates.rates }
    },
  }
}
