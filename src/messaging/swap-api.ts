/** What our own pages ask about swaps, and what they show of the offers. */
import type { Address, Hex } from '../shared/hex.ts'
import type { Warning } from './approval-views.ts'
import type { Value } from './portfolio-views.ts'
import type { Amount, TokenId } from './protocol.ts'

export type SwapToken = { chainId: number; token: TokenId; symbol: string; decimals: number }

export type SwapAsked = {
  /** Where it is sold. */
  chainId: number
  /** Another one makes it a bridge. */
  buyChainId: number
  account: Address
  sell: TokenId
  buy: TokenId
  /** Which side `amount` is of: what is sold (`in`), or what is to be received (`out`). */
  exact: 'in' | 'out'
  amount: Amount
  /** Hundredths of a per cent, 1 to 5000. */
  slippageBps: number | 'auto'
  /** From the yes on, 1 to 180. */
  deadlineMinutes: number
}

/** One pool that is passed. */
export type SwapHop = {
  /** "Uniswap v3" */
  venue: string
  /** Of the pool, in hundredths of a basis point (3000 = 0.3 %); null where it is not known. */
  fee: number | null
  sell: string
  buy: string
}

/** A part of the amount and the pools that it passes; the shares of all legs are 10 000 together. */
export type SwapLeg = { shareBps: number; hops: SwapHop[] }

export type SwapKind =
  /** Sent by the account. */
  | 'transaction'
  /** Signed; others carry it out, or nobody does. */
  | 'intent'
  /** Sent by the account; what is bought arrives on another network. */
  | 'bridge'
  /** The network's coin and its wrapped token, one for one. */
  | 'wrap'

/** What has to be allowed first. Nothing: `none`. `permit` is a signature in the place of a transaction. */
export type SwapAllowance =
  | { via: 'none' }
  | {
      via: 'approve' | 'permit'
      spender: Address
      amount: Amount
      /** What of it orders need that are still open with the same spender. */
      forOpen?: Amount
      /** The token takes a new amount only from zero: one transaction more before it. */
      reset: boolean
      /** Through Permit2: whether the token has to allow that one first, and whether the spender then needs a right there. */
      permit2?: { approve: boolean; grant: boolean }
    }

export type SwapQuote = {
  id: string
  source: {
    id: string
    label: string /** Id of the outside service that it is from. */
    service: string | null
  }
  kind: SwapKind
  sell: SwapToken
  buy: SwapToken
  exact: 'in' | 'out'
  sellAmount: Amount
  buyAmount: Amount
  /** The least that arrives; else it fails, and nothing is sold. */
  minReceived: Amount
  /** The most that is sold. */
  maxSold: Amount
  slippageBps: number
  /** Expected, in wei of the selling network's coin, allowances before it included; null where the account sends nothing. */
  networkFee: { wei: Amount; symbol: string; value: Value | null } | null
  /** Taken by others from the amounts above, which are after them. */
  fees: { label: string; amount: Amount; symbol: string; decimals: number }[]
  route: SwapLeg[]
  /** What it loses against the price, in hundredths of a per cent; null when there is nothing to hold it against. */
  impact: { bps: number; against: 'price' | 'pool' } | null
  /** Bought and sold, in the chosen currency, where it is known. */
  value: { sell: Value; buy: Value } | null
  allowance: SwapAllowance
  /** How it was checked that the account gets `minReceived`; null: that is done before the review. */
  proof: 'read' | 'simulated' | null
  /** Milliseconds since 1970. */
  fetchedAt: number
  expiresAt: number
  /** Expected until it has arrived, for bridges and intents. */
  seconds: number | null
  warnings: Warning[]
}

export type SwapQuotes = {
  revision: number
  /** Best first: by what arrives, after fees and the network's. */
  quotes: SwapQuote[]
  /** Sources that have not answered yet, by name. */
  waiting: string[]
  /** Sources that could not answer, in words. */
  failed: { label: string; why: string }[]
  /** All have answered, or a newer question took its place. */
  done: boolean
}

/** How a swap stands. */
export type SwapView = {
  id: string
  kind: SwapKind
  /** By name. */
  source: string
  account: Address
  sell: SwapToken
  buy: SwapToken
  /** As offered; once it is confirmed, as it was. */
  sold: Amount
  offered: Amount
  minReceived: Amount
  /** What truly arrived; null until then, and where nothing tells. */
  received: Amount | null
  status: 'review' | 'pending' | 'confirmed' | 'failed' | 'cancelled'
  /** What it waits for, or why it failed, in words. */
  why: string | null
  /** Of an order: its owner took it back at its source, and it may still be carried out on the network. */
  takenBack: boolean
  /** Of a swap to another network: the transaction on this one, once it is confirmed. */
  hash: Hex | null
  /** Until when it may be carried out, in milliseconds since 1970; null where that is not known. */
  until: number | null
  at: number
}

export type SwapApi = {
  /** Asks all sources; a newer question of whatever page ends it. FieldError names `sell`, `buy`, `amount`. */
  'swap.ask': [SwapAsked, { id: string }]
  /** Waits until there is a revision above `seen`. */
  'swap.quotes': [{ id: string; seen: number }, SwapQuotes]
  'swap.stop': [{ id: string }, null]
  /**
   * Makes the first approval of the swap: `typed-data` where a signature comes before the transaction (whose approval
   * follows on the yes), else `transaction` or `calls`. `swapId` names it in `state.swaps`; it is null where the offer
   * is signed and its token has to be allowed by a transaction of its own first: ask anew after that. QuoteGoneError
   * when the offer is too old.
   */
  'swap.start': [{ id: string; quoteId: string }, { approvalId: string; swapId: string | null }]
  /**
   * Of an open order (kind `intent`): makes the approval of what cancels it. A `signature` takes it back at its source
   * and costs nothing; a `transaction` ends it on the network, which holds against everybody.
   */
  'swap.cancel': [{ id: string; how: 'signature' | 'transaction' }, { approvalId: string }]
  /** Of the token; of the coin what a swap's fee leaves. */
  'swap.max': [{ chainId: number; account: Address; sell: TokenId }, { amount: Amount; fee: Amount }]
}
