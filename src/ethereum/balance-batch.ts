/**
 * Balances of many accounts in many tokens in one call of Multicall3. Written by hand and not by an ABI coder: all
 * reads have the same size, and eight thousand of them must not hold the worker up.
 */
import type { Address, Hex } from '../shared/hex.ts'

/** `null`: the native coin, which Multicall3 itself tells; `time`: when the block that all are read at was made. */
export type BalanceRead = { owner: Address; token: Address | null | 'time' }

/** aggregate3((address,bool,bytes)[]), balanceOf(address), getEthBalance(address), getCurrentBlockTimestamp(). */
const AGGREGATE3 = '82ad56cb'
const BALANCE_OF = '70a08231'
const ETH_BALANCE = '4d2301cc'
const BLOCK_TIME = '0f28c97d'
/** Words of a tuple: target, allowFailure, where its calldata is. */
const TUPLE_BYTES = 3 * 32
/** Calldata as `bytes`: its length, then 36 bytes padded to two words. */
const CALL_BYTES = 3 * 32

const word = (value: number): string => value.toString(16).padStart(64, '0')
const addressWord = (address: Address): string => address.slice(2).toLowerCase().padStart(64, '0')
const ONE = word(1)
const LENGTH = word(36)
const PADDING = '0'.repeat(56)

/**
 * Calldata for Multicall3 at `multicall`. Every read may fail without the others. What is asked of an owner is written
 * once and pointed to by every token: the ABI lets offsets meet, and a batch is little more than half as long for it.
 */
export function encodeBalanceReads(multicall: Address, reads: readonly BalanceRead[]): Hex {
  const own = addressWord(multicall)
  const offsets: string[] = []
  const tuples: string[] = []
  const calls = new Map<string, number>()
  const tuplesAt = reads.length * 32
  const callsAt = tuplesAt + reads.length * TUPLE_BYTES
  for (const [i, { owner, token }] of reads.entries()) {
    const target = token === null || token === 'time' ? own : addressWord(token)
    // The owner that follows the block time's selector is not read by anyone: all calls are of one size.
    const selector = token === null ? ETH_BALANCE : token === 'time' ? BLOCK_TIME : BALANCE_OF
    const call = `${selector}${addressWord(owner)}`
    const place = calls.get(call) ?? calls.size
    calls.set(call, place)
    const tupleAt = tuplesAt + i * TUPLE_BYTES
    offsets.push(word(tupleAt))
    tuples.push(target, ONE, word(callsAt + place * CALL_BYTES - tupleAt))
  }
  const asked = [...calls.keys()].map((call) => `${LENGTH}${call}${PADDING}`)
  return `0x${[AGGREGATE3, word(0x20), word(reads.length), ...offsets, ...tuples, ...asked].join('')}`
}

/**
 * The balances in the order of the reads; null for each that failed or did not answer with one number. An answer
 * that is not of `count` rows is all null: it is never matched to the wrong read.
 */
export function decodeBalanceReads(answer: Hex, count: number): (bigint | null)[] {
  const none = (): null[] => Array.from({ length: count }, () => null)
  const content = answer.slice(2)
  const at = (byte: number): string => content.slice(byte * 2, byte * 2 + 64)
  /** A word as an offset or a length within the answer; NaN where it is cut off or absurd. */
  const small = (byte: number): number => {
    const text = at(byte)
    return text.length === 64 && /^0{56}/.test(text) ? Number.parseInt(text.slice(56), 16) : Number.NaN
  }
  if (small(0) !== 0x20 || small(0x20) !== count) return none()
  const start = 0x40
  return Array.from({ length: count }, (_, i) => {
    const row = start + small(start + i * 32)
    const data = row + small(row + 32)
    if (small(row) !== 1 || small(data) !== 32) return null
    const value = at(data + 32)
    return value.length === 64 ? BigInt(`0x${value}`) : null
  })
}
