/** What an explanation needs to know, and the words that every sentence uses. */
import type { Part } from '../messaging/protocol.ts'
import type { Address, Hex } from '../shared/hex.ts'
import { visibleLine } from './text.ts'
import type { Token } from './tokens.ts'
import { formatAmount } from './units.ts'

export type ExplainedTransaction = {
  chainId: number
  from: Address
  /** Null creates a contract. */
  to: Address | null
  /** Wei. */
  value: bigint
  data: Hex
}

export type ExplainContext = {
  /** Of the native coin. */
  symbol: string
  token(address: Address): Token | null
  /** A name that the wallet itself gave or vouches for; never one that a site or a contract claims. */
  name(address: Address): string | null
  /** Whether `to` has code; null when not known yet. */
  isContract: boolean | null
}

/** "1.5 ETH": exact, never rounded. */
export const amountText = (amount: bigint, decimals: number, symbol: string): string =>
  `${formatAmount(amount, decimals)} ${symbol}`

/** An address as part of a sentence, with the wallet's own name for it in front, never instead. */
export function party(address: Address, context: Pick<ExplainContext, 'name'>): Part[] {
  const name = context.name(address)
  return name === null ? [{ address }] : [{ strong: visibleLine(name, 40) }, ' (', { address }, ')']
}
