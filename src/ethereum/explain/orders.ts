/** Orders of any form, and transfers by signature whose conditions are a witness of any type (Permit2). */
import type { Detail, Part } from '../../messaging/protocol.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import {
  type Item,
  least,
  most,
  type Order,
  othersPayments,
  ownPayments,
  type Payment,
} from '../orders/order.ts'
import { ordersOf } from '../orders/read.ts'
import { unreadableOrders } from '../orders/unreadable.ts'
import type { TypedData } from '../typed-data.ts'
import { formatPlainAmount, isBeyond, timeRow, timeText, untilWords } from './amounts.ts'
import type { Facts } from './facts.ts'
import { itemParts, listed } from './items.ts'
import { textOf } from './told.ts'
import type { ExplainedMessage } from './typed-data.ts'
import { tellWitness } from './witness.ts'

export function tellOrder(
  data: TypedData,
  account: Address,
  facts: Facts,
  chainId: number,
): ExplainedMessage | null {
  const orders = ordersOf(data, account)
  const [first, ...more] = orders
  if (first === undefined) return unreadable(data) ?? tellWitness(data, facts, chainId)
  const told = orders.map((order) => tell(order, account, facts, chainId))
  const heading: Part[][] =
    more.length === 0 ? [] : [['Sign ', { strong: `${orders.length} orders` }, ' at once']]
  return {
    summary: [...heading, ...told.flatMap(({ summary }) => summary), ...strangerWords(first)],
    rows: told.flatMap(({ rows }, i) =>
      more.length === 0 ? rows : rows.map((row) => ({ ...row, label: `${i + 1}: ${row.label}` })),
    ),
    calls: [],
  }
}

function unreadable(data: TypedData): ExplainedMessage | null {
  const found = unreadableOrders(data)
  if (!found?.isNamed) return null
  const { root, collection } = found
  const what: Part[] = collection === null ? ['your items'] : ['your items of ', { address: collection }]
  return {
    summary: [
      [
        'Sign orders of which only the fingerprint ',
        { strong: root },
        ' is shown: they can offer any of ',
        ...what,
        ' for any price',
      ],
    ],
    rows: [{ label: 'Fingerprint of the orders', value: root, mono: true }],
    calls: [],
  }
}

type Sentences = { summary: Part[][]; rows: Detail[] }

function tell(order: Order, account: Address, facts: Facts, chainId: number): Sentences {
  const { summary } = order.kind === 'swap' ? swap(order, facts, chainId) : trade(order, facts, chainId)
  const foreign: Part[][] = sameAddress(order.maker, account)
    ? []
    : [['It is in the name of ', { address: order.maker }, ', not in yours.']]
  const unshown: Part[][] = order.hidden
    ? [
        [
          'Some of its terms are not shown: of them only a fingerprint is signed, and they can change the price.',
        ],
      ]
    : []
  return { summary: [...summary, ...foreign, ...unshown], rows: rowsOf(order, facts, chainId) }
}

/** Who is to hold others to it, where that is nobody who is known to. */
const strangerWords = ({ isKept, keeper }: Order): Part[][] =>
  isKept || keeper === null
    ? []
    : [
        [
          'It is for ',
          { address: keeper },
          '. Only the form is known: what is done with it is up to the code of the contract.',
        ],
      ]

const fixed = (item: Item, amount: bigint): Item => ({ ...item, start: amount, end: amount })
const isMoving = ({ start, end }: Item): boolean => start !== end

/** Tokens for tokens: what is given, what comes, and who gets it. */
export function swap(order: Order, facts: Facts, chainId: number): { summary: Part[][] } {
  const parts = (items: readonly Item[]) => listed(items.map((item) => itemParts(item, facts, chainId)))
  const [own, others] = [ownPayments(order), othersPayments(order)]
  const [only] = own.length === 0 && others.length === 1 ? others : []
  const main = only === undefined ? own : [only]
  const [given, got] = [parts(order.gives), parts(main)]
  const to = main[0]?.to
  const bound = (words: string, items: readonly Item[], at: (item: Item) => bigint): Part[][] =>
    items.filter(isMoving).map((item) => [words, ...itemParts(fixed(item, at(item)), facts, chainId), '.'])
  return {
    summary: [
      [
        'Swap ',
        ...given.inline,
        ' for ',
        ...(to === undefined
          ? [{ strong: 'nothing for you' }]
          : [...got.inline, ', which ', { address: to }, ' gets']),
        endWords(order.until),
      ],
      ...given.below,
      ...got.below,
      ...bound('It changes with time. What is taken is at most ', order.gives, most),
      ...bound('It changes with time. What comes is at least ', main, least),
      ...besides(only === undefined ? others : [], facts, chainId),
    ],
  }
}

function besides(others: readonly Payment[], facts: Facts, chainId: number): Part[][] {
  const { inline, below } = listed(
    others.map((item): Part[] => [...itemParts(item, facts, chainId), ' for ', { address: item.to }]),
  )
  return others.length === 0 ? [] : [['Besides, others get ', ...inline, '.'], ...below]
}

function endWords(until: Order['until']): string {
  if (until === undefined) return ', until a time that stands in its terms'
  return until === null || isBeyond(until) ? ', until you take it back' : `, until ${timeText(until)}`
}

/** At a market: what is offered, what the maker gets of it, and the shares of others. */
function trade(order: Order, facts: Facts, chainId: number): { summary: Part[][] } {
  const parts = (items: readonly Item[]) => listed(items.map((item) => itemParts(item, facts, chainId)))
  const [own, others] = [ownPayments(order), othersPayments(order)]
  const [given, got, shares] = [parts(order.gives), parts(own), parts(others)]
  const ends = order.until == null ? [] : [`, ${untilWords(order.until)}`]
  return {
    summary: [
      [
        'Offer ',
        ...(order.gives.length === 0 ? [{ strong: 'nothing' }] : given.inline),
        ' for ',
        ...(own.length === 0 ? [{ strong: 'nothing for you' }] : got.inline),
        ...ends,
      ],
      ...given.below,
      ...got.below,
      ...(others.length === 0 ? [] : [['Besides, others get ', ...shares.inline, '.']]),
      ...shares.below,
      ...(order.shares ?? []).map(({ to, parts }): Part[] => [
        { address: to },
        ' takes ',
        { strong: `${formatPlainAmount(parts, 2)} %` },
        ' of that.',
      ]),
    ],
  }
}

function rowsOf(order: Order, facts: Facts, chainId: number): Detail[] {
  const text = (item: Item) => textOf(itemParts(item, facts, chainId))
  return [
    ...order.gives.map((item) => ({ label: 'You give', value: text(item) })),
    ...order.gets.map((item) => ({ label: 'Somebody pays', value: `${text(item)} to ${item.to}` })),
    ...(order.until == null ? [] : [{ label: 'Order stands until', value: timeRow(order.until) }]),
    ...(order.isKept && order.keeper !== null
      ? [{ label: 'Settled by', value: `${order.venue}, ${order.keeper}` }]
      : []),
    ...order.rows,
  ]
}
