/**
 * The amount in a call that allows somebody to spend: read, and put in the place of the one that was asked for. Strict
 * as calls.ts is: what is not exactly such a call has no amount that could be changed.
 */
import { decodeAbiParameters, encodeAbiParameters } from 'viem/utils'
import { type Address, type Hex, sameAddress } from '../shared/hex.ts'
import { decodeCall } from './calls.ts'
import { PERMIT2 } from './known-contracts.ts'

export type AllowanceAmount = {
  token: Address
  spender: Address
  /** Base units. */
  amount: bigint
  /** What the call can hold. */
  most: bigint
  /** It is added to what is allowed already. */
  adds: boolean
  /** The same call with another amount, no more than `most`. */
  replaced(amount: bigint): Hex
}

const A_U = [{ type: 'address' }, { type: 'uint256' }] as const
/** approve(token, spender, amount, expiration) of Permit2. */
const PERMIT2_APPROVE = '0x87517c45'
const PERMIT2_ARGS = [
  { type: 'address' },
  { type: 'address' },
  { type: 'uint160' },
  { type: 'uint48' },
] as const

/** Null for any other call. An ERC-721 has the same `approve`: that `token` is an ERC-20 is for the caller to know. */
export function allowanceAmount(to: Address | null, data: Hex): AllowanceAmount | null {
  if (to === null) return null
  if (sameAddress(to, PERMIT2)) return throughPermit2(data)
  const call = decodeCall(data)?.call
  if (call?.name !== 'approve' && call?.name !== 'increaseAllowance') return null
  const { spender, amount } = call
  return {
    token: to,
    spender,
    amount,
    most: 2n ** 256n - 1n,
    adds: call.name === 'increaseAllowance',
    replaced: (next) => `${selectorOf(data)}${encodeAbiParameters(A_U, [spender, next]).slice(2)}`,
  }
}

function throughPermit2(data: Hex): AllowanceAmount | null {
  const args: Hex = `0x${data.slice(10).toLowerCase()}`
  if (selectorOf(data) !== PERMIT2_APPROVE) return null
  try {
    const [token, spender, amount, expires] = decodeAbiParameters(PERMIT2_ARGS, args)
    const replaced = (next: bigint): Hex =>
      `${PERMIT2_APPROVE}${encodeAbiParameters(PERMIT2_ARGS, [token, spender, next, expires]).slice(2)}`
    if (replaced(amount) !== `${PERMIT2_APPROVE}${args.slice(2)}`) return null
    return { token, spender, amount, most: 2n ** 160n - 1n, adds: false, replaced }
  } catch {
    return null
  }
}

const selectorOf = (data: Hex): Hex => `0x${data.slice(2, 10).toLowerCase()}`
