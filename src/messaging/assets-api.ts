/** What our own pages ask about assets, and the balances of what is selected. */
import type { Address } from '../shared/hex.ts'
import type { AssetHolding, Display } from './portfolio-views.ts'
import type { Amount, TokenId } from './protocol.ts'

export type AssetRow = {
  token: TokenId
  symbol: string
  name: string
  decimals: number
  balance: Amount
  added: boolean
}

/** Balances of the selected account on the selected network. */
export type BalanceSheet = {
  chainId: number
  address: Address
  rows: AssetRow[]
  /** When the chain said so; null when it never did. */
  at: number | null
  /** Why the last read failed, in words; null when it did not. */
  error: string | null
  loading: boolean
}

export type AssetsApi = {
  /** Reads the balances of all accounts on all networks that are switched on; ends when they are in the state. */
  'assets.refresh': [null, null]
  'assets.choose': [{ chainId: number; token: TokenId; choice: 'pinned' | 'hidden' | null }, null]
  /** Who holds how much of some assets, as last read; accounts that hold none are left out. */
  'assets.holders': [{ assets: { chainId: number; token: TokenId }[] }, AssetHolding[]]
  'display.set': [Display, null]
  /** What a contract says of itself, cleaned to be shown; kept nowhere. */
  'assets.lookAtToken': [
    { chainId: number; address: string },
    { symbol: string; name: string; decimals: number },
  ]
  /** Reads name, symbol and decimals from the chain and keeps the token. */
  'assets.addToken': [{ chainId: number; address: string }, { symbol: string }]
  'assets.removeToken': [{ chainId: number; address: Address }, null]
}
