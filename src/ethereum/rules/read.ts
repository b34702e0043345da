/** Calls of functions that rules look for by their signatures, and what they give whom. */
import type { Address, Hex } from '../../shared/hex.ts'
import { sameAddress } from '../../shared/hex.ts'
import { ZERO_ADDRESS } from '../address.ts'
import { decodeCallOf } from '../explain/decode.ts'
import { parseSignature, type Signature, selectorOf } from '../explain/signature.ts'
import { PERMIT2 } from '../known-contracts.ts'
import type { Struct, Value } from '../typed-data-values.ts'
import { valueAt } from '../typed-data-view.ts'
import type { CallFacts } from './facts.ts'

export type Reading = { name: string; values: Struct }

/** Reads a call of one of these functions, strictly; null for any other. The selectors are made when first needed. */
export function readerOf(signatures: readonly string[]): (data: Hex) => Reading | null {
  let table: Map<Hex, Signature> | undefined
  return (data) => {
    table ??= new Map(
      signatures.flatMap((text) => {
        const signature = parseSignature(text)
        return signature === null ? [] : [[selectorOf(signature), signature] as const]
      }),
    )
    const signature = table.get(`0x${data.slice(2, 10).toLowerCase()}`)
    const values = signature === undefined ? null : decodeCallOf(signature, data)
    return signature === undefined || values === null ? null : { name: signature.name, values }
  }
}

export const addressIn = (value: Value | undefined, name: string): Address | null => {
  const found = value === undefined ? undefined : valueAt(value, name)
  return found?.kind === 'address' ? found.value : null
}
export const integerIn = (value: Value | undefined, name: string): bigint | null => {
  const found = value === undefined ? undefined : valueAt(value, name)
  return found?.kind === 'integer' ? found.value : null
}

export type Allowance = {
  token: Address
  spender: Address
  amount: bigint
  how: 'approve' | 'increaseAllowance' | 'permit2'
}

const readPermit2 = readerOf(['approve(address token, address spender, uint160 amount, uint48 expiration)'])

/** A right over tokens that the call gives; null for any other call, and for a right that is taken back. */
export function allowanceOf({ call, decoded }: CallFacts): Allowance | null {
  if (call.to === null) return null
  if (decoded?.name === 'approve' || decoded?.name === 'increaseAllowance')
    // Nobody can use a right of the zero address: with items it takes one back.
    return decoded.amount === 0n || sameAddress(decoded.spender, ZERO_ADDRESS)
      ? null
      : { token: call.to, spender: decoded.spender, amount: decoded.amount, how: decoded.name }
  if (!sameAddress(call.to, PERMIT2)) return null
  const values = readPermit2(call.data)?.values
  const [token, spender] = [addressIn(values, 'token'), addressIn(values, 'spender')]
  const amount = integerIn(values, 'amount')
  if (token === null || spender === null || amount === null || amount === 0n) return null
  return { token, spender, amount, how: 'permit2' }
}

/** Who gets coins, tokens or items by a call that is understood; null for any other. */
export function recipientOf({ call, decoded }: CallFacts): Address | null {
  if (decoded !== null) return 'to' in decoded ? decoded.to : null
  return call.to
}
