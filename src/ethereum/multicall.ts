/** Many reads in one request (https://www.multicall3.com). A read that fails fails alone. */
import { decodeAbiParameters, encodeAbiParameters } from 'viem/utils'
import type { Address, Hex } from '../shared/hex.ts'

const CALLS = [
  {
    type: 'tuple[]',
    components: [
      { name: 'target', type: 'address' },
      { name: 'allowFailure', type: 'bool' },
      { name: 'callData', type: 'bytes' },
    ],
  },
] as const
const RESULTS = [
  {
    type: 'tuple[]',
    components: [
      { name: 'success', type: 'bool' },
      { name: 'returnData', type: 'bytes' },
    ],
  },
] as const
const ADDRESS = [{ type: 'address' }] as const

/** Calldata of aggregate3((address,bool,bytes)[]). */
export function encodeMulticall(calls: readonly { to: Address; data: Hex }[]): Hex {
  const rows = calls.map(({ to, data }) => ({ target: to, allowFailure: true, callData: data }))
  return `0x82ad56cb${encodeAbiParameters(CALLS, [rows]).slice(2)}`
}

/**
 * The answers of `n` calls in order, null for each that failed. An answer that does not decode, or is not of `n`
 * rows, is all null: it is never matched to the wrong call.
 */
export function decodeMulticall(result: Hex, n: number): (Hex | null)[] {
  try {
    const [rows] = decodeAbiParameters(RESULTS, result)
    if (rows.length === n) return rows.map((row) => (row.success ? row.returnData : null))
  } catch {
    // A contract that is not Multicall3, or an endpoint that made something up: the same as no answer.
  }
  return Array.from({ length: n }, () => null)
}

/** Calldata of getEthBalance(address), answered by Multicall3 itself. */
export const encodeGetEthBalance = (owner: Address): Hex =>
  `0x4d2301cc${encodeAbiParameters(ADDRESS, [owner]).slice(2)}`
