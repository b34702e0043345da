/** Pending transactions of one account with one nonce: of them at most one is confirmed. */
import { highestGasPrice } from '../../ethereum/fees.ts'
import { readSigned } from '../../ethereum/signed-transaction.ts'
import { sameAddress } from '../../shared/hex.ts'
import type { StoredTransaction } from '../state/schema.ts'

type Row = Pick<StoredTransaction, 'chainId' | 'from' | 'nonce' | 'raw'>

export const priceOf = ({ raw }: Pick<Row, 'raw'>): bigint => highestGasPrice(readSigned(raw).fees)

/** The first one first: whatever takes the place of another pays more. */
export const inOrder = <T extends Row>(group: readonly T[]): T[] =>
  group.length < 2
    ? [...group]
    : group
        .map((one) => ({ one, price: priceOf(one) }))
        .sort((a, b) => (a.price < b.price ? -1 : a.price > b.price ? 1 : 0))
        .map(({ one }) => one)

/** By nonce, the lowest first. */
export function groupsOf<T extends Row>(pending: readonly T[]): [number, T[]][] {
  const groups = new Map<number, T[]>()
  for (const one of pending) groups.set(one.nonce, [...(groups.get(one.nonce) ?? []), one])
  return [...groups].sort(([a], [b]) => a - b).map(([nonce, group]): [number, T[]] => [nonce, inOrder(group)])
}

/** All with its nonce, itself among them. */
export const rivalsOf = <T extends Row>(one: Row, pending: readonly T[]): T[] =>
  inOrder(
    pending.filter(
      ({ chainId, from, nonce }) =>
        chainId === one.chainId && nonce === one.nonce && sameAddress(from, one.from),
    ),
  )
