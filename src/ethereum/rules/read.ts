/** Calls of functions that rules look for by their signatures, and what they give whom. */
import type { Address, Hex } from '../../shared/hex.ts'
import { sameAddress } from '../../shared/hex.ts'
import { ZERO_ADDRESS } from '../address.ts'
import { mayBeItemZero } from '../explain/context.ts'
import { decodeLoosely } from '../explain/decode.ts'
import { canonical, parseSignature, type Signature, selectorOf } from '../explain/signature.ts'
import { PERMIT2 } from '../known-contracts.ts'
import type { Struct, Value } from '../typed-data-values.ts'
import { valueAt } from '../typed-data-view.ts'
import type { CallFacts } from './facts.ts'

export type Reading = { name: string; values: Struct }

type Table = ReadonlyMap<Hex, Signature>

const read: string[] = []
/** All that rules read: who makes a reader tells it here, so that no rule can forget the misfits of its functions. */
export const READ: readonly string[] = read

/** By selector, made when it is first needed. */
function tableOf(signatures: readonly string[]): () => Table {
  let table: Table | undefined
  return () => {
    table ??= new Map(
      signatures.flatMap((text) => {
        const signature = parseSignature(text)
        return signature === null ? [] : [[selectorOf(signature), signature] as const]
      }),
    )
    return table
  }
}

const signatureIn = (table: Table, data: Hex): Signature | undefined =>
  table.get(`0x${data.slice(2, 10).toLowerCase()}`)
const decoded = (signature: Signature, data: Hex): Struct | null =>
  decodeLoosely(signature.inputs, `0x${data.slice(10)}`)?.values ?? null

/**
 * Reads a call of one of these functions; null for any other. What stands behind the arguments counts for nothing, as
 * for the function: a byte there must not silence a rule.
 */
export function readerOf(signatures: readonly string[]): (data: Hex) => Reading | null {
  read.push(...signatures)
  const table = tableOf(signatures)
  return (data) => {
    const signature = signatureIn(table(), data)
    const values = signature === undefined ? null : decoded(signature, data)
    return signature === undefined || values === null ? null : { name: signature.name, values }
  }
}

/**
 * The function of these that the data begins as, where it has not its arguments: a contract may read them all the same,
 * as older ones do that mask dirty words, and all of them with lists that begin elsewhere.
 */
export function misfitOf(signatures: readonly string[]): (data: Hex) => string | null {
  const table = tableOf(signatures)
  return (data) => {
    const signature = signatureIn(table(), data)
    return signature === undefined || decoded(signature, data) !== null ? null : canonical(signature)
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
  how: 'approve' | 'approveAndCall' | 'increaseAllowance' | 'permit' | 'permit2'
}

const readPermit2 = readerOf(['approve(address token, address spender, uint160 amount, uint48 expiration)'])

/** Of ERC-1363 and from before it: an allowance that the spender is told of at once. */
const readTold = readerOf([
  'approveAndCall(address spender,uint256 amount)',
  'approveAndCall(address spender,uint256 amount,bytes data)',
])

/** Signatures of the account that are handed in: what they give is given now. */
const SIGNED = 'uint8 v, bytes32 r, bytes32 s'
const readPermit = readerOf([
  `permit(address owner, address spender, uint256 amount, uint256 deadline, ${SIGNED})`,
  'permit(address owner, address spender, uint256 amount, uint256 deadline, bytes signature)',
  `permit(address owner, address spender, uint256 nonce, uint256 expiry, bool allowed, ${SIGNED})`,
  'permit(address owner, ((address token, uint160 amount, uint48 expiration, uint48 nonce) details, address spender, uint256 until) single, bytes signature)',
  'permit(address owner, ((address token, uint160 amount, uint48 expiration, uint48 nonce)[] details, address spender, uint256 until) batch, bytes signature)',
])

function permitted({ call, account }: CallFacts): Allowance | null {
  const values = readPermit(call.data)?.values
  const owner = addressIn(values, 'owner')
  if (values === undefined || call.to === null || owner === null || !sameAddress(owner, account)) return null
  const through = valueAt(values, 'single') ?? valueAt(values, 'batch')
  const spender = addressIn(through ?? values, 'spender')
  if (spender === null) return null
  if (through === undefined) {
    const allowed = valueAt(values, 'allowed')
    const amount =
      allowed?.kind === 'bool' ? (allowed.value ? 2n ** 256n - 1n : 0n) : integerIn(values, 'amount')
    return amount === null || amount === 0n ? null : { token: call.to, spender, amount, how: 'permit' }
  }
  const details = valueAt(through, 'details')
  const given = (details?.kind === 'array' ? details.items : [details]).flatMap((item) => {
    const [token, amount] = [addressIn(item, 'token'), integerIn(item, 'amount')]
    return token === null || amount === null || amount === 0n ? [] : [{ token, amount }]
  })[0]
  return given === undefined ? null : { ...given, spender, how: 'permit2' }
}

/** A right over tokens that the call gives; null for any other call, and for a right that is taken back. */
export function allowanceOf(facts: CallFacts): Allowance | null {
  const { call, decoded, context } = facts
  if (call.to === null) return null
  if (decoded?.name === 'approve' || decoded?.name === 'increaseAllowance')
    // Nobody can use a right of the zero address: with items it takes one back.
    return (decoded.amount === 0n && !mayBeItemZero(call.to, context)) ||
      sameAddress(decoded.spender, ZERO_ADDRESS)
      ? null
      : { token: call.to, spender: decoded.spender, amount: decoded.amount, how: decoded.name }
  const told = readTold(call.data)?.values
  const [whom, much] = [addressIn(told, 'spender'), integerIn(told, 'amount')]
  if (whom !== null && much !== null)
    return much === 0n ? null : { token: call.to, spender: whom, amount: much, how: 'approveAndCall' }
  const signed = permitted(facts)
  if (signed !== null || !sameAddress(call.to, PERMIT2)) return signed
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
