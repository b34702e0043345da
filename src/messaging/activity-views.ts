/** What our pages show of what happened: one row each, and what can be said of a pending transaction. */
import type { Address, Hex } from '../shared/hex.ts'
import type { Part } from './approval-views.ts'
import type { Amount, TokenId } from './protocol.ts'

export type TransactionStatus = 'pending' | 'confirmed' | 'failed' | 'replaced' | 'dropped'

/** What a transaction of this wallet is called when it is signed. */
export type TransactionKind =
  | 'send'
  | 'token-send'
  | 'approve'
  | 'contract'
  | 'deploy'
  | 'batch'
  | 'delegate'
  | 'cancel'
  | 'swap'

export type ActivityKind =
  | TransactionKind
  | 'receive'
  | 'nft-receive'
  | 'nft-send'
  | 'message'
  | 'typed-data'
  | 'sign-in'

/** How much of something an account gained or gave in one transaction, all in all. */
export type Move = {
  kind: 'native' | 'erc20' | 'erc721' | 'erc1155'
  token: TokenId
  /** Null where the wallet does not know the contract. */
  symbol: string | null
  decimals: number | null
  /** Base units with a sign: negative is what left. */
  amount: string
  tokenId: string | null
}

export type ActivityRow = {
  id: string
  /** Of something that was signed, its digest. */
  hash: Hex
  chainId: number
  /** Whose story it belongs to. */
  account: Address
  /** This wallet sent it, a network's logs or an explorer told of it, or it was signed and sent nowhere. */
  source: 'wallet' | 'network' | 'explorer' | 'signature'
  from: Address
  to: Address | null
  /** -1 for what this wallet did not send. */
  nonce: number
  status: TransactionStatus
  kind: ActivityKind
  /** What came and went; empty while nothing is known of it. */
  moves: Move[]
  /** It came unasked and is worth nothing: folded away. */
  spam: boolean
  /** The batch that it belongs to; null for what was asked alone. */
  batch: string | null
  /** One sentence, as in the approval: "Sent 1 ETH to 0x…". */
  title: Part[]
  origin: string
  createdAt: number
  minedAt: number | null
  /** Fee paid by the receipt, else null. */
  fee: Amount | null
  /** Highest fee it may cost; 0 for what this wallet did not send. */
  maxFee: Amount
  error: string | null
  /** The row whose place it takes: with the same content for a better fee, or with nothing. */
  replaces: { id: string; how: Replacement } | null
  /** The row of ours that was confirmed in its place, or is to be. */
  replacedBy: string | null
  /** Why a pending one does not get on. */
  stuck: Stuck | null
  /** Of a signed order of a swap: which one, and how it stands. */
  order?: { swap: string; status: 'open' | 'confirmed' | 'failed' | 'cancelled' }
}

export type Replacement = 'speed-up' | 'cancel'

/**
 * `gap`: nothing with that nonce was sent; `before`: another one of ours with a lower nonce must be confirmed first;
 * `fee`: blocks cost more than it pays; `relay`: the protected endpoint `name` did not get it into a block; `refused`: the network lost it and does not take it again.
 */
export type Stuck =
  | { why: 'gap'; nonce: number }
  | { why: 'before'; nonce: number }
  | { why: 'fee' }
  | { why: 'relay'; name: string }
  | { why: 'refused'; text: string }
