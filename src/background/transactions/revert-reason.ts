/** Why a call fails, in words, from what an endpoint says of it. */
import { decodeErrorResult } from 'viem/utils'
import { visibleLine } from '../../ethereum/message.ts'
import type { EndpointError } from '../../shared/errors.ts'
import { type Hex, isHex } from '../../shared/hex.ts'

const SOLIDITY_ERRORS = [
  { type: 'error', name: 'Error', inputs: [{ name: 'message', type: 'string' }] },
  { type: 'error', name: 'Panic', inputs: [{ name: 'reason', type: 'uint256' }] },
] as const

/** https://docs.soliditylang.org/en/latest/control-structures.html#panic-via-assert-and-error-via-require */
const PANICS: Record<number, string> = {
  1: 'an assertion failed',
  17: 'a number became too large or negative',
  18: 'a division by zero',
  50: 'an index is out of bounds',
}

export function revertReason(error: EndpointError): string {
  const data = revertData(error.data)
  if (data !== null) {
    const decoded = decodeRevert(data)
    if (decoded !== null) return decoded
  }
  return visibleLine(
    error.shortMessage.replace(/^execution reverted:?\s*/i, '') || 'the contract refuses it',
    160,
  )
}

/** @returns null for an error that only the contract's own ABI could name. */
export function decodeRevert(data: Hex): string | null {
  try {
    const decoded = decodeErrorResult({ abi: SOLIDITY_ERRORS, data })
    if (decoded.errorName === 'Error') return visibleLine(decoded.args[0], 160)
    return PANICS[Number(decoded.args[0])] ?? `panic code ${decoded.args[0]}`
  } catch {
    return null
  }
}

/** Providers put the returned bytes in different places. */
export function revertData(data: unknown): Hex | null {
  if (isHex(data)) return data.length >= 10 ? data : null
  if (typeof data !== 'object' || data === null) return null
  return 'data' in data ? revertData(data.data) : null
}
