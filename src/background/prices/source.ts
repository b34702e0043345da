/** What a source of prices is: asked for many assets at once, it answers for those it knows, in US dollars. */
import type { Currency, TokenId, Value } from '../../messaging/protocol.ts'
import type { Services } from '../services.ts'

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
  /** What it learns about the person, one sentence each; empty for what asks nobody new. */
  learns: readonly string[]
  /** @throws WalletError when it does not answer; what it does not know is simply not in the answer. */
  read(services: Services, wanted: readonly WantedPrice[]): Promise<Answer>
}
