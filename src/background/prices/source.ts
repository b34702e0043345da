/** What a source of prices is: asked for many assets at once, it answers for those it knows, in US dollars. */
import type { Currency, Range, TokenId, Value } from '../../messaging/protocol.ts'
import type { Services } from '../services.ts'
import type { Series } from './series.ts'

/** Only what a list, a person or the network itself vouches for is ever valued. */
export type WantedPrice = {
  chainId: number
  token: TokenId
  /** Trusted, because it is ours or the person's own. */
  symbol: string
  decimals: number
  origin: 'native' | 'listed' | 'added'
}

/** `chainId:token`, the token in lower case. */
export type PriceKey = string
export const priceKey = (chainId: number, token: TokenId): PriceKey => `${chainId}:${token.toLowerCase()}`

export type UsdPrice = {
  usd: Value
  /** Of the last day in per cent, where the source tells. */
  change: string | null
  /** When the source itself last knew, in ms. */
  at: number
  /** In words, for the person. */
  source: string
}

/** Dollars for one unit of each currency. */
export type Rates = Partial<Record<Currency, Value>>

export type Answer = { prices: Map<PriceKey, UsdPrice>; rates: Rates }

export type PriceSource = {
  id: string
  name: string
  /** The outside service that it asks, which the person must have switched on; null for the networks alone. */
  service: string | null
  /**
   * @param rates whether what currencies cost is wanted too, where it knows
   * @throws WalletError when it does not answer; what it does not know is simply not in the answer.
   */
  read(services: Services, wanted: readonly WantedPrice[], rates: boolean): Promise<Answer>
  /** In dollars, oldest first; empty where it knows none. Null for a source that has no histories. */
  history:
    | ((services: Services, of: { chainId: number; token: TokenId }, range: Range) => Promise<Series>)
    | null
}

/** In parts of at most `size`. */
export const inParts = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))
