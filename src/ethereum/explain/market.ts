/** Calls that fill, match and cancel orders of Seaport: what one gives, what one gets, and who gets it. */
import type { Part } from '../../messaging/protocol.ts'
import { type Hex, sameAddress } from '../../shared/hex.ts'
import type { Item } from '../orders/order.ts'
import { itemOf } from '../orders/seaport.ts'
import type { Struct, Value } from '../typed-data-values.ts'
import { addressAt, integerAt, itemsAt, valueAt } from '../typed-data-view.ts'
import { decodeLoosely } from './decode.ts'
import { itemParts, listed } from './items.ts'
import { parseSignature, selectorOf } from './signature.ts'
import { type Module, type Told, type Tools, textOf } from './told.ts'

const ITEM = 'uint8 itemType,address token,uint256 identifierOrCriteria,uint256 startAmount,uint256 endAmount'
const orderOf = (last: string) =>
  `(address offerer,address zone,(${ITEM})[] offer,(${ITEM},address recipient)[] consideration,uint8 orderType,uint256 startTime,uint256 endTime,bytes32 zoneHash,uint256 salt,bytes32 conduitKey,uint256 ${last})`
const PARAMETERS = `${orderOf('totalOriginalConsiderationItems')} parameters`
const ORDER = `(${PARAMETERS},bytes signature)`
const ADVANCED = `(${PARAMETERS},uint120 numerator,uint120 denominator,bytes signature,bytes extraData)`
const RESOLVERS =
  '(uint256 orderIndex,uint8 side,uint256 index,uint256 identifier,bytes32[] criteriaProof)[] resolvers'
const PLACES = '(uint256 orderIndex,uint256 itemIndex)[]'
const MATCHES = `(${PLACES} offerComponents,${PLACES} considerationComponents)[] fulfillments`
const BASIC =
  '((address considerationToken,uint256 considerationIdentifier,uint256 considerationAmount,address offerer,address zone,address offerToken,uint256 offerIdentifier,uint256 offerAmount,uint8 basicOrderType,uint256 startTime,uint256 endTime,bytes32 zoneHash,uint256 salt,bytes32 offererConduitKey,bytes32 fulfillerConduitKey,uint256 totalOriginalAdditionalRecipients,(uint256 amount,address recipient)[] additionalRecipients,bytes signature) parameters)'

/** Seaport 1.5 and 1.6, the same on every network. */
const KNOWN = [
  '0x00000000000000ADc04C56Bf30aC9d3c0aAF14dC',
  '0x0000000000000068F116a894984e2DB1123eB395',
] as const

/** What one gives and gets, seen from whoever calls. */
type Trade = { gives: Item[]; gets: Item[] }
/** `coins`: what the sentences say is paid in the coin, in wei. */
type Said = Pick<Told, 'summary' | 'rows'> & { coins: bigint | null }
type Teller = (values: Struct, tools: Tools, chainId: number, from: Hex) => Said

const FUNCTIONS: readonly (readonly [string, Teller])[] = [
  [`fulfillBasicOrder${BASIC}`, basic],
  [`fulfillBasicOrder_efficient_6GL6yc${BASIC}`, basic],
  [`fulfillOrder(${ORDER} order,bytes32 fulfillerConduitKey)`, one],
  [`fulfillAdvancedOrder(${ADVANCED} order,${RESOLVERS},bytes32 fulfillerConduitKey,address recipient)`, one],
  [
    `fulfillAvailableOrders(${ORDER}[] orders,${PLACES}[] offers,${PLACES}[] considerations,bytes32 fulfillerConduitKey,uint256 maximumFulfilled)`,
    several,
  ],
  [
    `fulfillAvailableAdvancedOrders(${ADVANCED}[] orders,${RESOLVERS},${PLACES}[] offers,${PLACES}[] considerations,bytes32 fulfillerConduitKey,address recipient,uint256 maximumFulfilled)`,
    several,
  ],
  [`matchOrders(${ORDER}[] orders,${MATCHES})`, matched],
  [`matchAdvancedOrders(${ADVANCED}[] orders,${RESOLVERS},${MATCHES},address recipient)`, matched],
  [`cancel(${orderOf('counter')}[] orders)`, cancelled],
  ['incrementCounter()', () => plainly([['Cancel all your orders of this market']])],
]

let bySelector: Map<string, { inputs: Parameters<typeof decodeLoosely>[0]; tell: Teller }> | undefined
function functions() {
  bySelector ??= new Map(
    FUNCTIONS.flatMap(([text, tell]) => {
      const signature = parseSignature(text)
      return signature === null ? [] : [[selectorOf(signature), { inputs: signature.inputs, tell }]]
    }),
  )
  return bySelector
}

export const byMarket: Module = (call, tools) => {
  const found = functions().get(call.data.slice(0, 10).toLowerCase())
  if (found === undefined || call.to === null) return null
  // Sites put a mark behind the arguments, which the market does not read.
  const decoded = decodeLoosely(found.inputs, `0x${call.data.slice(10)}`)
  if (decoded === null) return null
  const said = found.tell(decoded.values, tools, call.chainId, call.from)
  const { to } = call
  const isKnown = KNOWN.some((address) => sameAddress(address, to))
  const asked: Part[] = isKnown
    ? ['Asked of ', { strong: 'OpenSea, Seaport' }, ' (', { address: to }, ').']
    : [
        'Asked of ',
        { address: to },
        '. Only the name of the function is known: what it does is up to the code of the contract.',
      ]
  const extra =
    decoded.extra === null
      ? []
      : [{ label: 'Extra data, not read by the function', value: decoded.extra, mono: true }]
  return {
    kind: 'contract',
    summary: [...said.summary, asked],
    changes: [],
    rows: [...said.rows, ...extra],
    calls: [],
    // Any other contract of that form may keep what is sent beyond the price.
    tellsValue: said.coins === call.value,
  }
}

const plainly = (summary: Part[][]): Said => ({ summary, rows: [], coins: null })

const isItem = ({ type }: Item): boolean => type >= 2n

/** Payments of the same thing as one: what the seller, the market and the maker get is one price. */
function merged(items: readonly Item[]): Item[] {
  const sums: Item[] = []
  for (const item of items) {
    const at = sums.findIndex(
      (sum) => sum.type === item.type && sameAddress(sum.token, item.token) && sum.id === item.id,
    )
    const sum = sums[at]
    if (sum === undefined) sums.push(item)
    else sums[at] = { ...sum, start: sum.start + item.start, end: sum.end + item.end }
  }
  return sums
}

const named = (items: readonly Item[], { facts }: Tools, chainId: number) =>
  items.length === 0
    ? { inline: [{ strong: 'nothing' }], below: [] }
    : listed(merged(items).map((item) => itemParts(item, facts, chainId)))

function sentences({ gives, gets }: Trade, tools: Tools, chainId: number): Part[][] {
  const [given, got] = [named(gives, tools, chainId), named(gets, tools, chainId)]
  const below = [...given.below, ...got.below]
  if (gets.some(isItem) && !gives.some(isItem))
    return [['Buy ', ...got.inline, ' for ', ...given.inline], ...below]
  const sells = gives.some(isItem) && gets.length > 0 && !gets.some(isItem) && gives.every(isItem)
  return [[sells ? 'Sell ' : 'Trade ', ...given.inline, ' for ', ...got.inline], ...below]
}

function rowsOf({ gives, gets }: Trade, { facts }: Tools, chainId: number) {
  const row = (label: string) => (item: Item) => ({ label, value: textOf(itemParts(item, facts, chainId)) })
  return [...gives.map(row('You give')), ...gets.map(row('You get'))]
}

const told = (trades: readonly Trade[], tools: Tools, chainId: number): Said => ({
  ...plainly(trades.flatMap((trade) => sentences(trade, tools, chainId))),
  rows: trades.flatMap((trade) => rowsOf(trade, tools, chainId)),
  coins: trades
    .flatMap(({ gives }) => gives)
    .reduce((sum, { type, start }) => (type === 0n ? sum + start : sum), 0n),
})

function tradeOf(order: Value): Trade {
  const parameters = valueAt(order, 'parameters')
  if (parameters === undefined) throw new TypeError('no order')
  return {
    gives: itemsAt(parameters, 'consideration').map(itemOf),
    gets: itemsAt(parameters, 'offer').map(itemOf),
  }
}

/** Routes of a basic order: the coin or a token for an item, or an item for a token. */
function basic(values: Struct, tools: Tools, chainId: number): Said {
  const order = valueAt(values, 'parameters')
  if (order === undefined) throw new TypeError('no order')
  const number = (name: string): bigint => {
    const found = integerAt(order, name)
    if (found === null) throw new TypeError('no order')
    return found
  }
  const route = number('basicOrderType') / 4n
  const given = [0n, 0n, 1n, 1n, 2n, 3n][Number(route)]
  const got = [2n, 3n, 2n, 3n, 1n, 1n][Number(route)]
  const [giveToken, getToken] = [addressAt(order, 'considerationToken'), addressAt(order, 'offerToken')]
  if (given === undefined || got === undefined || giveToken === null || getToken === null)
    throw new TypeError('no such route')
  const fees = itemsAt(order, 'additionalRecipients').reduce(
    (sum, one) => sum + (integerAt(one, 'amount') ?? 0n),
    0n,
  )
  const item = (type: bigint, token: Hex, id: bigint, amount: bigint): Item => ({
    type,
    token,
    id,
    start: amount,
    end: amount,
  })
  const sells = route >= 4n
  const [price, offered] = [number('considerationAmount'), number('offerAmount')]
  // Who sells gets what is left when others have been paid.
  const rest = offered > fees ? offered - fees : 0n
  return told(
    [
      {
        gives: [item(given, giveToken, number('considerationIdentifier'), sells ? price : price + fees)],
        gets: [item(got, getToken, number('offerIdentifier'), sells ? rest : offered)],
      },
    ],
    tools,
    chainId,
  )
}

/** "One third of this order", where an order is filled in parts. */
function partOf(order: Value): Part[][] {
  const [part, whole] = [integerAt(order, 'numerator'), integerAt(order, 'denominator')]
  if (part === null || whole === null || part === whole) return []
  return [[{ strong: `${part} / ${whole}` }, ' of this order.']]
}

function goesTo(values: Struct, from: Hex): Part[][] {
  const recipient = addressAt(values, 'recipient')
  const own = recipient === null || /^0x0{40}$/.test(recipient) || sameAddress(recipient, from)
  return own ? [] : [['What you get goes to ', { address: recipient }, '.']]
}

function one(values: Struct, tools: Tools, chainId: number, from: Hex): Said {
  const order = valueAt(values, 'order')
  if (order === undefined) throw new TypeError('no order')
  const base = told([tradeOf(order)], tools, chainId)
  return { ...base, summary: [...base.summary, ...partOf(order), ...goesTo(values, from)] }
}

function several(values: Struct, tools: Tools, chainId: number, from: Hex): Said {
  const orders = itemsAt(values, 'orders')
  if (orders.length === 0) throw new TypeError('no orders')
  const base = told(orders.map(tradeOf), tools, chainId)
  const most = integerAt(values, 'maximumFulfilled')
  const heading: Part[] = ['Fill as many of ', { strong: `${orders.length} orders` }, ' as are still there']
  const limit: Part[][] =
    most === null || most >= BigInt(orders.length) ? [] : [[`No more than ${most} of them.`]]
  return {
    ...base,
    summary: [heading, ...limit, ...base.summary, ...orders.flatMap(partOf), ...goesTo(values, from)],
  }
}

/** Orders of others against each other: what is left over goes to whoever calls. */
function matched(values: Struct, tools: Tools, chainId: number, from: Hex): Said {
  const orders = itemsAt(values, 'orders')
  if (orders.length === 0) throw new TypeError('no orders')
  const lines = orders.flatMap((order): Part[][] => {
    const { gives, gets } = tradeOf(order)
    const parameters = valueAt(order, 'parameters')
    const maker = parameters === undefined ? null : addressAt(parameters, 'offerer')
    if (maker === null) throw new TypeError('no order')
    const [given, got] = [named(gets, tools, chainId), named(gives, tools, chainId)]
    return [
      [{ address: maker }, ' gives ', ...given.inline, ' for ', ...got.inline],
      ...given.below,
      ...got.below,
    ]
  })
  return {
    ...plainly([
      [
        'Match ',
        { strong: `${orders.length} ${orders.length === 1 ? 'order' : 'orders'}` },
        ' with each other',
      ],
      ...lines,
      ...goesTo(values, from),
    ]),
    rows: lines.map((line) => ({ label: 'Order', value: textOf(line) })),
  }
}

function cancelled(values: Struct): Said {
  const count = itemsAt(values, 'orders').length
  if (count === 0) throw new TypeError('no orders')
  return plainly([['Cancel ', { strong: count === 1 ? 'one order' : `${count} orders` }]])
}
