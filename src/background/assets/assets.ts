/**
 * What the accounts hold on the networks that are switched on. Read by network, all accounts at once; the last known
 * balances are stored, shown at once, and kept with their age when a network is not there.
 */
import * as v from 'valibot'
import type { AssetRow, BalanceSheet, Display, PortfolioView, TokenId } from '../../messaging/protocol.ts'
import { WalletError } from '../../shared/errors.ts'
import type { Address } from '../../shared/hex.ts'
import { isLoopback } from '../../shared/origin.ts'
import type { Services } from '../services.ts'
import { amount } from '../state/schema.ts'
import { readBalances } from './balances.ts'
import { buildPortfolio, choiceKey, type Holdings, type PortfolioInput } from './portfolio.ts'
import { createTokens, type Tokens } from './tokens.ts'

export type Assets = {
  tokens: Tokens
  /** Of the selected account and network; null while nothing is selected. */
  sheet(): BalanceSheet | null
  /** Of everything; null while nothing is selected. */
  portfolio(): PortfolioView | null
  /** In dollars, of all accounts that are shown; null unless every network has been read and something is valued. */
  totals(): { all: string; accounts: { address: Address; total: string }[] } | null
  /** Takes the last known balances from storage. */
  recall(): Promise<void>
  /** Prices changed. */
  touch(): void
  /** Forgets what it holds in memory. */
  forget(): void
  /** Reads the networks anew: all that are switched on, unless some are named. Never rejects: the view tells. */
  refresh(chainIds?: readonly number[]): Promise<void>
  choose(chainId: number, token: TokenId, choice: 'pinned' | 'hidden' | null): Promise<void>
}

type PriceOf = PortfolioInput['price']
