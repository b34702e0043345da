/** What a notification says, and where its click leads. Each text has a twin that names no amount and nobody. */
import { shortAddress } from '../../ethereum/address.ts'
import { amountWords } from '../../ethereum/swap/words.ts'
import { visibleLine } from '../../ethereum/text.ts'
import { formatAmount } from '../../ethereum/units.ts'
import type { Part } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import type { StoredTransaction } from '../state/schema.ts'
import type { StoredSwap } from '../state/swap-fields.ts'
import type { Notice } from './stored.ts'

const plain = (parts: readonly Part[]): string =>
  parts
    .map((part) =>
      typeof part === 'string' ? part : 'strong' in part ? part.strong : shortAddress(part.address),
    )
    .join('')

/** Null for an end that is nobody's news: one that another of ours took the place of, or that never left. */
export function noticeOfEnd(one: StoredTransaction, network: string): Notice | null {
  const common = { key: `tx:${one.id}:${one.status}`, account: one.from, open: `/activity?id=${one.id}` }
  const what = visibleLine(plain(one.title), 160)
  if (one.status === 'confirmed')
    return {
      ...common,
      kind: 'confirmed',
      title: 'Confirmed',
      text: `${what} on ${network}.`,
      discreet: `A transaction on ${network} was confirmed.`,
    }
  const lost = one.status === 'replaced' ? one.replacedBy === null : one.status === 'dropped' && one.accepted
  if (one.status !== 'failed' && !lost) return null
  return {
    ...common,
    kind: 'failed',
    title: one.status === 'failed' ? 'Failed' : 'Did not go through',
    text: `${what} on ${network}. ${visibleLine(one.error ?? '', 160)}`.trim(),
    discreet: `A transaction on ${network} did not go through.`,
  }
}

/** Of an order that others carried out or nobody did, and of what was sent to another network, which is `there`. */
export function noticeOfSwap(swap: StoredSwap, there: string): Notice | null {
  const { id, account, status, kind, sell, buy, received, minReceived, why } = swap
  if (status === 'open') return null
  const bridge = kind === 'bridge'
  const common = { key: `swap:${id}`, account, open: `/swap-status?id=${id}` }
  const given = amountWords(swap.sold, sell)
  const least = `at least ${amountWords(minReceived, buy)}`
  if (status === 'confirmed') {
    const got = received === null ? least : amountWords(received, buy)
    return {
      ...common,
      kind: 'confirmed',
      title: bridge ? 'Arrived' : 'Order carried out',
      text: bridge ? `${got} for ${given} on ${there}.` : `Swapped ${given} for ${got} on ${there}.`,
      discreet: bridge
        ? `What you sent to ${there} has arrived.`
        : `An order of yours on ${there} was carried out.`,
    }
  }
  const order = status === 'cancelled' ? 'Order cancelled' : 'Order not carried out'
  return {
    ...common,
    kind: 'failed',
    title: bridge ? 'Not delivered' : order,
    text: `Swap ${given} for ${least} on ${there}. ${visibleLine(why ?? '', 160)}`.trim(),
    discreet: bridge
      ? `What you sent to ${there} did not arrive as it should.`
      : `An order of yours on ${there} has ended.`,
  }
}

export type Arrival = {
  key: string
  account: Address
  /** Of the account that it came to. */
  name: string
  amount: bigint
  decimals: number
  symbol: string
  network: string
}

export const noticeOfArrival = ({ key, account, name, network, ...much }: Arrival): Notice => ({
  key,
  kind: 'received',
  account,
  open: '/home',
  title: 'Received',
  text: `${formatAmount(much.amount, much.decimals, { maxFraction: 6 })} ${visibleLine(much.symbol, 20)} came to ${visibleLine(name, 40)} on ${network}.`,
  discreet: `Something came to one of your accounts on ${network}.`,
})

/** Many at once are one notification. */
export const noticeOfMany = (first: Arrival, count: number): Notice => ({
  ...noticeOfArrival(first),
  key: `many:${first.key}:${count}`,
  text: `${count} payments came to ${visibleLine(first.name, 40)} on ${first.network}.`,
})
