/**
 * What a signature over typed data lets others do to the account: permits of tokens and of Permit2, transfers by
 * signature, and orders. Nothing moves by the signing itself; this is what may, in the worst case that it allows.
 */
import { type Address, sameAddress } from '../../shared/hex.ts'
import { PERMIT2 } from '../known-contracts.ts'
import type { TypedData } from '../typed-data.ts'
import type { Value } from '../typed-data-values.ts'
import { valueAt } from '../typed-data-view.ts'
import type { AllowanceChange, AssetChange, Effects } from './effects.ts'

const UNLIMITED = 2n ** 256n - 1n

/** Null for what moves nothing, or nothing that is known. */
export function typedEffects({ domain, message, primaryType }: TypedData, account: Address): Effects | null {
  if (message === null) return null
  const contract = addressAt(domain, 'verifyingContract')
  if (contract === null) return null
  if (primaryType === 'Permit') return only(permit(contract, message))
  if (/^Permit(?:Single|Batch|(?:Batch)?(?:Witness)?TransferFrom)$/.test(primaryType))
    return sameAddress(contract, PERMIT2) ? only(permit2(message)) : null
  if (/^(?:Transfer|Receive)WithAuthorization$/.test(primaryType)) return moves(transfer(contract, message))
  if (primaryType === 'OrderComponents') return moves(seaport(message, account))
  if (primaryType === 'Order' && addressAt(message, 'sellToken') !== null) return moves(cow(message, account))
  return null
}

const only = (allowances: AllowanceChange[]): Effects | null =>
  allowances.length === 0 ? null : { changes: [], allowances, unread: [] }
const moves = (changes: AssetChange[]): Effects | null =>
  changes.length === 0 ? null : { changes: summed(changes), allowances: [], unread: [] }

const integerAt = (value: Value, name: string): bigint | null => {
  const found = valueAt(value, name)
  return found?.kind === 'integer' ? found.value : null
}
const addressAt = (value: Value, name: string): Address | null => {
  const found = valueAt(value, name)
  return found?.kind === 'address' ? found.value : null
}
const itemsAt = (value: Value, name: string): readonly Value[] => {
  const found = valueAt(value, name)
  if (found?.kind === 'array') return found.items
  return found?.kind === 'struct' ? [found] : []
}

/** EIP-2612, and DAI's, which says yes or no in the place of an amount. */
function permit(token: Address, message: Value): AllowanceChange[] {
  const spender = addressAt(message, 'spender')
  const allowed = valueAt(message, 'allowed')
  const amount = allowed?.kind === 'bool' ? (allowed.value ? UNLIMITED : 0n) : integerAt(message, 'value')
  if (spender === null || amount === null) return []
  return [{ kind: 'token', token, spender, before: 0n, after: amount, through: null }]
}

function permit2(message: Value): AllowanceChange[] {
  const spender = addressAt(message, 'spender')
  if (spender === null) return []
  return [...itemsAt(message, 'details'), ...itemsAt(message, 'permitted')].flatMap((item) => {
    const [token, amount] = [addressAt(item, 'token'), integerAt(item, 'amount')]
    if (token === null || amount === null) return []
    return [
      { kind: 'token' as const, token, spender, before: 0n, after: amount, through: 'permit2' as const },
    ]
  })
}

/** EIP-3009 */
function transfer(token: Address, message: Value): AssetChange[] {
  const amount = integerAt(message, 'value')
  return amount === null ? [] : [{ kind: 'token', token, amount: -amount }]
}

/** The most that is given and the least that comes back to the account. */
function seaport(message: Value, account: Address): AssetChange[] {
  const given = itemsAt(message, 'offer').flatMap((item) => changeOf(item, 'most', -1n))
  const mine = itemsAt(message, 'consideration').filter((item) => {
    const recipient = addressAt(item, 'recipient')
    return recipient !== null && sameAddress(recipient, account)
  })
  return [...given, ...mine.flatMap((item) => changeOf(item, 'least', 1n))]
}

function changeOf(item: Value, which: 'most' | 'least', sign: 1n | -1n): AssetChange[] {
  const [type, token] = [integerAt(item, 'itemType'), addressAt(item, 'token')]
  const [start, end] = [integerAt(item, 'startAmount'), integerAt(item, 'endAmount')]
  if (type === null || token === null || start === null || end === null) return []
  const amount = sign * (start > end === (which === 'most') ? start : end)
  if (type === 0n) return [{ kind: 'native', amount }]
  if (type === 1n) return [{ kind: 'token', token, amount }]
  const id = integerAt(item, 'identifierOrCriteria')
  return id === null || type > 3n ? [] : [{ kind: 'item', collection: token, id, amount }]
}

/** CoW Protocol: sold from the account, bought for its receiver, who is the account where it is left empty. */
function cow(message: Value, account: Address): AssetChange[] {
  const [sell, buy] = [addressAt(message, 'sellToken'), addressAt(message, 'buyToken')]
  const [out, into] = [integerAt(message, 'sellAmount'), integerAt(message, 'buyAmount')]
  if (sell === null || buy === null || out === null || into === null) return []
  const receiver = addressAt(message, 'receiver')
  const mine = receiver === null || /^0x0{40}$/.test(receiver) || sameAddress(receiver, account)
  const fee = integerAt(message, 'feeAmount') ?? 0n
  return [{ kind: 'token', token: sell, amount: -(out + fee) }, ...(mine ? [coinOr(buy, into)] : [])]
}

/** What CoW writes for the coin of the network. */
const coinOr = (token: Address, amount: bigint): AssetChange =>
  /^0xe{40}$/i.test(token) ? { kind: 'native', amount } : { kind: 'token', token, amount }

function summed(changes: readonly AssetChange[]): AssetChange[] {
  const sums = new Map<string, AssetChange>()
  for (const change of changes) {
    const key =
      change.kind === 'native'
        ? ''
        : change.kind === 'token'
          ? change.token
          : `${change.collection}#${change.id}`
    sums.set(key, { ...change, amount: change.amount + (sums.get(key)?.amount ?? 0n) })
  }
  return [...sums.values()].filter(({ amount }) => amount !== 0n)
}
