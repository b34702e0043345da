/** What our pages show of everything that the accounts hold, on all networks that are switched on. */
import type { Address } from '../shared/hex.ts'
import type { Amount, TokenId } from './protocol.ts'

export const CURRENCIES = ['USD', 'EUR', 'GBP', 'JPY', 'CNY', 'INR', 'ETH', 'BTC'] as const
export type Currency = (typeof CURRENCIES)[number]

/** A decimal number in the chosen currency, as "1234.5"; no float ever held it. */
export type Value = string

export type Display = {
  /** The selected account, or all accounts together. */
  scope: 'account' | 'all'
  currency: Currency
  /** The privacy eye: no amount is drawn. */
  hideAmounts: boolean
  hideSmall: boolean
}

/** Of one whole unit. */
export type PriceView = {
  price: Value
  /** Of the last day, in per cent as "-1.25"; null when the source does not tell. */
  change: string | null
  /** When the source said so, in ms. */
  at: number
  /** In words: "Chainlink", "DefiLlama". */
  source: string
}

export type PortfolioRow = {
  chainId: number
  token: TokenId
  symbol: string
  name: string
  decimals: number
  /** Of the scope, in base units. */
  balance: Amount
  /** Rows of one group are the same asset on several networks. */
  group: string
  /** Null when nobody knows a price: never zero. */
  value: Value | null
  price: PriceView | null
  /** `found`: arrived unasked and is on no list. It is folded away and never valued. */
  origin: 'native' | 'listed' | 'added' | 'found'
  choice: 'pinned' | 'hidden' | null
  /** Its contract did not tell the balance of late: what stands here is the last one known, or nothing. */
  unread?: true
}

/** What one account holds of one asset, in base units. */
export type AssetHolding = { chainId: number; token: TokenId; address: Address; balance: Amount }

export type NetworkHoldings = {
  chainId: number
  total: Value | null
  /** When the chain said so, the oldest of the scope; null when it never did. */
  at: number | null
  /** Why the last read failed, in words; null when it did not. */
  error: string | null
  loading: boolean
}

export type PortfolioView = {
  display: Display
  /** Of what is valued; null while nothing is. */
  total: Value | null
  /** Assets with a balance and without a price. */
  unvalued: number
  rows: PortfolioRow[]
  networks: NetworkHoldings[]
  accounts: { address: Address; total: Value | null }[]
}
