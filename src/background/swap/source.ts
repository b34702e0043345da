/** What a source of quotes is. Whatever it answers goes through verify.ts before it is signed. */
import type {
  SwapAllowance,
  SwapHop,
  SwapKind,
  SwapLeg,
  SwapToken,
  Warning,
} from '../../messaging/protocol.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { StoredSwap } from '../state/swap-fields.ts'

/** What is asked for, checked. Amounts in base units. */
export type SwapOrder = {
  account: Address
  sell: SwapToken
  buy: SwapToken
  exact: 'in' | 'out'
  amount: bigint
  /** Null: automatic, which is for each quote to be set from its route (slippage.ts). */
  slippageBps: number | null
  /** Seconds since 1970. */
  deadline: bigint
}

/** What the account sends. Who is paid and what arrives is read out of it before it is. */
export type SwapTransaction = { to: Address; data: Hex; value: bigint }

export type SwapPlan =
  | { type: 'transaction'; transaction: SwapTransaction }
  /** EIP-712 typed data as JSON text, and what the source needs to hand it in (JSON). */
  | { type: 'intent'; typedData: string; state: string }

/** What the network's coin costs in base units: of the bought token, or of the sold one for an exact amount out. */
export type CoinRate = { wei: bigint; units: bigint }

export type Quote = {
  source: QuoteSource
  kind: SwapKind
  sellAmount: bigint
  buyAmount: bigint
  minReceived: bigint
  maxSold: bigint
  slippageBps: number
  /** Units of gas of the swap alone; null where the account sends nothing. */
  gas: bigint | null
  fees: { label: string; amount: bigint; symbol: string; decimals: number }[]
  route: SwapLeg[]
  /** Loss against the pools' own price, in hundredths of a per cent; null where it is not known. */
  poolImpactBps: number | null
  /** Who has to be allowed to take the sold token, for how much; null for the coin. */
  spender: Address | null
  plan: SwapPlan
  /** Milliseconds since 1970. */
  expiresAt: number
  /** Expected seconds until it has arrived; null for what is there with its block. */
  seconds: number | null
  /** Seconds since 1970, where its calldata is bound by one. */
  deadline?: bigint
  /** Where the source knows it. */
  coinRate?: CoinRate
  /** Its router takes an allowance by signature (EIP-2612) with the swap: `selfPermit` in its multicall. */
  takesPermit?: true
  /** Its router takes tokens through Permit2 alone. */
  takesPermit2?: true
  /** The same over the same pools by a router that takes through Permit2, for a token that allows that one already. */
  throughPermit2?: Pick<Quote, 'spender' | 'plan'>
  warnings: Warning[]
}

export type { SwapAllowance, SwapHop, SwapKind, SwapLeg, SwapToken }

export type QuoteSource = {
  /** Lower case, stable: `uniswap`, `kyberswap`. */
  id: string
  label: string
  /** The outside service (providers/list) that it asks, which the person must have switched on; null: the network alone. */
  service: string | null
  /** Whether it could answer at all. Asks nobody. */
  serves(services: Services, order: SwapOrder): boolean
  /**
   * Tells its quotes, again when it has better ones: the last told stand. Others never wait for it.
   * @throws WalletError whose words are shown
   */
  quote(
    services: Services,
    order: SwapOrder,
    tell: (quotes: Quote[]) => void,
    signal: AbortSignal,
  ): Promise<void>
  /** What an intent is called at the source. It is known, and stored, before it is handed in. */
  refOf?(state: string): string
  /**
   * Hands in a signed intent; again after a stop of the worker, with the same effect.
   * @throws NotTakenError only when it is certain that the source has it not and never had it
   */
  submit?(services: Services, state: string, signature: Hex): Promise<void>
  /** What its owner signs to take an open intent back at its source alone: EIP-712 as JSON. */
  takeBackData?(swap: StoredSwap): string
  /** Hands that in. @throws NotTakenBackError */
  takeBack?(services: Services, swap: StoredSwap, signature: Hex): Promise<void>
  /** How an intent or a bridge stands: its `ref` is the id of `submit`, or the hash of the transaction. */
  follow?(services: Services, swap: StoredSwap): Promise<SwapProgress>
  /** What its owner sends so that nobody can carry it out any more; null where there is nothing to end. */
  cancel?(swap: StoredSwap): SwapTransaction | null
}

export type SwapProgress = {
  status: 'pending' | 'confirmed' | 'failed' | 'cancelled'
  /** In words: what it waits for, or why it failed. */
  why: string | null
  /** As it was, by the network; null where that is not known. */
  sold?: bigint
  received: bigint | null
}

/** Milliseconds since 1970, from now. */
export const lastsFor = ({ ports }: Services, seconds: number): number => ports.clock.now() + seconds * 1000
