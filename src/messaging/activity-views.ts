/** What our pages show of transactions: one row each, and what can be said of a pending one. */
import type { Address, Hex } from '../shared/hex.ts'
import type { Part } from './approval-views.ts'
import type { Amount } from './protocol.ts'

export type TransactionStatus = 'pending' | 'confirmed' | 'failed' | 'replaced' | 'dropped'

export type ActivityRow = {
  id: string
  hash: Hex
  chainId: number
  from: Address
  to: Address | null
  nonce: number
  status: TransactionStatus
  kind: 'send' | 'token-send' | 'approve' | 'contract' | 'deploy' | 'batch' | 'delegate' | 'cancel'
  /** The batch that it belongs to; null for what was asked alone. */
  batch: string | null
  /** One sentence, as in the approval: "Sent 1 ETH to 0x…". */
  title: Part[]
  origin: string
  createdAt: number
  minedAt: number | null
  /** Fee paid by the receipt, else null. */
  fee: Amount | null
  /** Highest fee it may cost. */
  maxFee: Amount
  error: string | null
  /** The row whose place it takes: with the same content for a better fee, or with nothing. */
  replaces: { id: string; how: Replacement } | null
  /** The row of ours that was confirmed in its place, or is to be. */
  replacedBy: string | null
  /** Why a pending one does not get on. */
  stuck: Stuck | null
}

export type Replacement = 'speed-up' | 'cancel'

/**
 * `gap`: nothing with that nonce was sent; `before`: another one of ours with a lower nonce must be confirmed first;
 * `fee`: blocks cost more than it pays; `refused`: the network lost it and does not take it again.
 */
export type Stuck =
  | { why: 'gap'; nonce: number }
  | { why: 'before'; nonce: number }
  | { why: 'fee' }
  | { why: 'refused'; text: string }
