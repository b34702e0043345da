/**
 * What an explanation may ask about the world. Answered from what the wallet knows at that moment; what it does not
 * know is null, and is said to be unknown. Whoever answers may note what was asked, find it out, and explain again.
 */
import type { Address, Hex } from '../../shared/hex.ts'
import type { Getter } from './getters.ts'

export type TokenFact = {
  symbol: string
  decimals: number
  name?: string
  /** By the wallet's own list or the person's own word; else by the contract's own, which can be anything. */
  vouched: boolean
}

export type Facts = {
  /** Symbol of a network's native coin, whose decimals are 18. */
  coin(chainId: number): string | null
  token(chainId: number, address: Address): TokenFact | null
  /**
   * A name that the wallet or the person vouches for; never one that a site or a contract claims.
   * @param sources where it may come from, as a descriptor restricts it; empty for anywhere
   */
  name(address: Address, sources: readonly string[]): string | null
  network(chainId: bigint): string | null
  /** What a contract itself answers: one word. */
  answer(chainId: number, contract: Address, getter: Getter): Hex | null
  /** Seconds since 1970 at which a block was or will be made, about. */
  blockTime(chainId: number, height: bigint): bigint | null
  /** Whether one of the factories made the contract, with that event. */
  madeBy(chainId: number, contract: Address, factories: readonly Address[], event: string): boolean
}

/** What carries the data that is signed: a transaction, a call inside of one, or typed data. */
export type Container = {
  chainId: number | null
  from: Address
  /** The called contract, or the one that verifies; null when there is none. */
  to: Address | null
  /** Wei. */
  value: bigint
}
