/**
 * What a signature over typed data lets others do to the account: permits of tokens and of Permit2, transfers by
 * signature, and orders. Nothing moves by the signing itself; this is what may, in the worst case that it allows.
 */
import { type Address, sameAddress } from '../../shared/hex.ts'
import { PERMIT2 } from '../known-contracts.ts'
import { type Item, kept, most, ownPayments } from '../orders/order.ts'
import { isOrder, ordersOf } from '../orders/read.ts'
import { unreadableOrders } from '../orders/unreadable.ts'
import type { TypedData } from '../typed-data.ts'
import type { Value } from '../typed-data-values.ts'
import { addressAt, integerAt, valueAt } from '../typed-data-view.ts'
import type { AllowanceChange, AssetChange, Effects } from './effects.ts'

const UNLIMITED = 2n ** 256n - 1n

/** Null for what moves nothing, or nothing that is known. */
export function typedEffects(data: TypedData, account: Address): Effects | null {
  const { domain, message, primaryType } = data
  if (message === null) return null
  const contract = addressAt(domain, 'verifyingContract')
  if (contract === null) return null
  if (primaryType === 'Permit') return only(permit(contract, message))
  // A reactor that is known takes nothing without what the order asks for.
  if (isOrder(data) || unreadableOrders(data) !== null) return orders(data, account, contract)
  if (/^Permit(?:Single|Batch|(?:Batch)?(?:Witness)?TransferFrom)$/.test(primaryType))
    return sameAddress(contract, PERMIT2) ? only(permit2(message)) : null
  if (/^(?:Transfer|Receive)WithAuthorization$/.test(primaryType)) return moves(transfer(contract, message))
  return null
}

const only = (allowances: AllowanceChange[]): Effects | null =>
  allowances.length === 0 ? null : { changes: [], allowances, unread: [] }
const moves = (changes: AssetChange[]): Effects | null =>
  changes.length === 0 ? null : { changes: summed(changes), allowances: [], unread: [] }

/** A struct in the place of a list is a list of one. */
const listAt = (value: Value, name: string): readonly Value[] => {
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
  return [...listAt(message, 'details'), ...listAt(message, 'permitted')].flatMap((item) => {
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

/** The most that is given and the least that comes back, of those of the account's own orders that can be read. */
function orders(data: TypedData, account: Address, contract: Address): Effects | null {
  const unshown = unreadableOrders(data)
  if (unshown !== null) return { changes: [], allowances: [], unread: [unshown.collection ?? contract] }
  const own = ordersOf(data, account).filter(({ maker }) => sameAddress(maker, account))
  const changes = own.flatMap((order, i) => [
    ...order.gives
      // There is one of it, at however many prices it is offered.
      .filter((item) => item.type !== 2n || !own.slice(0, i).some(({ gives }) => gives.some(sameItem(item))))
      .flatMap((item) => changeOf(item, -most(item))),
    ...ownPayments(order).flatMap((item) => changeOf(item, kept(order, item))),
  ])
  // Which items of a set are given, and what terms say that are not shown, nobody can tell.
  const unread = own.flatMap(({ gives, hidden, keeper }) => [
    ...gives.flatMap(({ type, token }) => (type > 3n ? [token] : [])),
    ...(hidden && keeper !== null ? [keeper] : []),
  ])
  if (changes.length + unread.length === 0) return null
  return { changes: summed(changes), allowances: [], unread: [...new Set(unread)] }
}

const sameItem = (one: Item) => (other: Item) =>
  other.type === 2n && sameAddress(other.token, one.token) && other.id === one.id

function changeOf({ type, token, id }: Item, amount: bigint): AssetChange[] {
  if (type === 0n) return [{ kind: 'native', amount }]
  if (type === 1n) return [{ kind: 'token', token, amount }]
  return type > 3n ? [] : [{ kind: 'item', collection: token, id, amount }]
}

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
