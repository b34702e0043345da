/**
 * What a transaction of an outside service does, read out of its calldata by the public interfaces of the routers:
 * who is paid, what is taken, the least that must arrive. Only functions whose router itself holds to that minimum
 * are read; anything else is refused, however good the offer.
 */
import { type Address, type Hex, sameAddress } from '../../shared/hex.ts'
import { ZERO_ADDRESS } from '../address.ts'
import { CalldataError, selectorOf, type Words, wordsOf } from './calldata-words.ts'
import { BRIDGE_SELECTORS } from './lifi-bridges.ts'

export type OutsideCall = {
  /** Null: whoever sends it. */
  recipient: Address | null
  sell: Address
  buy: Address
  /** The most that is taken. */
  sold: bigint
  /** The least that arrives, or the transaction fails. */
  least: bigint
  /** A contract that stands for the router; it has to be one that the service itself vouches for on the chain. */
  target: Address | null
}
export type Router = 'kyberswap' | 'velora' | 'lifi' | 'zerox' | 'oneinch'

const orSender = (address: Address): Address | null => (sameAddress(address, ZERO_ADDRESS) ? null : address)
const sum = (all: readonly bigint[]): bigint => all.reduce((a, b) => a + b, 0n)
const need = (holds: boolean): void => {
  if (!holds) throw new CalldataError()
}

/** MetaAggregationRouterV2: no partial fill, no fee of anybody beside the amount. */
function kyber(swap: Words): OutsideCall {
  const PARTIAL = 1n
  need((swap.number(9) & PARTIAL) === 0n && swap.numbers(4).length === 0 && swap.numbers(5).length === 0)
  const amount = swap.number(7)
  need(sum(swap.numbers(3)) <= amount)
  return {
    sell: swap.address(0),
    buy: swap.address(1),
    recipient: orSender(swap.address(6)),
    sold: amount,
    least: swap.number(8),
    target: null,
  }
}

/** Augustus V6.2, the generic functions. Its honest answers name a partner's fee of a hundredth of a per cent. */
const VELORA_FEE = 0x3fffn
const VELORA_MOST = 10n
function velora(all: Words): OutsideCall {
  need((all.number(8) & VELORA_FEE) <= VELORA_MOST)
  return {
    sell: all.address(1),
    buy: all.address(2),
    sold: all.number(3),
    least: all.number(4),
    recipient: orSender(all.address(7)),
    target: null,
  }
}
/** It holds what came to the minimum before it takes the fee, and what is above its quote; a unit stays in itself. */
function veloraIn(all: Words): OutsideCall {
  const call = velora(all)
  need(all.number(5) >= call.least)
  const kept = (call.least * (all.number(8) & VELORA_FEE) + 9_999n) / 10_000n + 1n
  return { ...call, least: call.least > kept ? call.least - kept : 0n }
}

/** Aggregation Router v6: neither partial fill nor Permit2. */
function oneInch(all: Words): OutsideCall {
  const PARTIAL_OR_PERMIT2 = 5n
  need((all.number(7) & PARTIAL_OR_PERMIT2) === 0n)
  return {
    sell: all.address(1),
    buy: all.address(2),
    recipient: orSender(all.address(4)),
    sold: all.number(5),
    least: all.number(6),
    target: null,
  }
}

/** LI.FI's GenericSwapFacet: only the first step takes from the account. */
function lifiSteps(all: Words, steps: readonly Words[]): OutsideCall {
  const [first, last] = [steps[0], steps.at(-1)]
  if (first === undefined || last === undefined) throw new CalldataError()
  need(steps.slice(1).every((step) => step.number(6) === 0n))
  return {
    sell: first.address(2),
    buy: last.address(3),
    sold: first.number(4),
    recipient: all.address(3),
    least: all.number(4),
    target: null,
  }
}
const lifiSingle = (all: Words): OutsideCall => lifiSteps(all, [all.at(5)])
const lifiMultiple = (all: Words): OutsideCall => lifiSteps(all, all.tuples(5))

/** 0x: Settler's own minimum; reached through AllowanceHolder, it may take no more than what is given to it there. */
function settler(data: Hex, target: Address | null, sell: Address, sold: bigint): OutsideCall {
  need(selectorOf(data) === '0x1fff991f')
  const all = wordsOf(data)
  return { sell, sold, target, recipient: all.address(0), buy: all.address(1), least: all.number(2) }
}
function zeroEx(all: Words): OutsideCall {
  const target = all.address(3)
  // Whom the allowance of this transaction is for.
  need(sameAddress(all.address(0), target) || all.number(2) === 0n)
  return settler(all.bytes(4), target, all.address(1), all.number(2))
}

const READERS: Readonly<Record<Router, Readonly<Record<string, (all: Words) => OutsideCall>>>> = {
  kyberswap: {
    '0xe21fd0e9': (all) => kyber(all.at(0).at(3)),
    '0x8af033fb': (all) => kyber(all.at(1)),
  },
  // Of exact-out, `fromAmount` is the most and `toAmount` what arrives.
  velora: { '0xe3ead59e': veloraIn, '0x7f457675': velora },
  oneinch: { '0x07ed2379': oneInch },
  lifi: {
    '0x4666fc80': lifiSingle,
    '0x733214a3': lifiSingle,
    '0xaf7060fd': lifiSingle,
    '0x5fd9ae2e': lifiMultiple,
    '0x2c57e884': lifiMultiple,
    '0x736eac0b': lifiMultiple,
    '0x4630a0d8': lifiMultiple,
  },
  zerox: { '0x2213bc0b': zeroEx },
}

/** Null for what is not understood to the last word that counts. @param native the address that 0x uses for the coin */
export function readOutsideCall(router: Router, to: Address, data: Hex, native: Address): OutsideCall | null {
  try {
    // Coins are sold to Settler itself.
    if (router === 'zerox' && selectorOf(data) === '0x1fff991f') return settler(data, to, native, 0n)
    const reader = READERS[router][selectorOf(data)]
    return reader === undefined ? null : reader(wordsOf(data))
  } catch (error) {
    if (error instanceof CalldataError) return null
    throw error
  }
}

export type BridgeCall = {
  recipient: Address
  toChainId: bigint
  /** What the account gives, and how much of it. */
  sell: Address
  sold: bigint
}

/**
 * LI.FI's bridges: each function's first argument is its BridgeData; where something is swapped before, the steps of
 * that are the second. What arrives on the other side is in none of them.
 */
export function readBridgeCall(data: Hex): BridgeCall | null {
  try {
    // Another function would read other words than these.
    if (!BRIDGE_SELECTORS.has(selectorOf(data))) return null
    const all = wordsOf(data)
    const bridge = all.at(0)
    // What is called on the other side could do anything with what arrives.
    need(bridge.number(9) === 0n)
    const swaps = bridge.number(8) !== 0n
    const steps = swaps ? all.tuples(1) : []
    const [first] = steps
    if (swaps && first === undefined) return null
    need(steps.slice(1).every((step) => step.number(6) === 0n))
    return {
      recipient: bridge.address(5),
      toChainId: bridge.number(7),
      sell: first?.address(2) ?? bridge.address(4),
      sold: first?.number(4) ?? bridge.number(6),
    }
  } catch (error) {
    if (error instanceof CalldataError) return null
    throw error
  }
}
