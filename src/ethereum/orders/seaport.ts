/** Seaport (https://github.com/ProjectOpenSea/seaport): one order, or a tree of them under one signature. */
import { encodeType } from '../typed-data-hash.ts'
import type { Value } from '../typed-data-values.ts'
import { addressAt, integerAt, itemsAt, valueAt } from '../typed-data-view.ts'
import { type Item, isZero, need, type Order, type Reader } from './order.ts'

/** Seaport 1.1 to 1.6. */
const KNOWN: ReadonlySet<string> = new Set([
  '0x00000000006c3852cbef3e08e8df289169ede581',
  '0x00000000000006c7676171937c444f6bde3d6282',
  '0x0000000000000ad24e80fd803c6ac37206a45f15',
  '0x00000000000001ad428e4906ae43d8f9852d0dd6',
  '0x00000000000000adc04c56bf30ac9d3c0aaf14dc',
  '0x0000000000000068f116a894984e2db1123eb395',
])

const ITEM = 'uint8 itemType,address token,uint256 identifierOrCriteria,uint256 startAmount,uint256 endAmount'
/** What Seaport hashes. Another type of that name may leave out what is given, or mean anything by it. */
const TYPE = [
  'OrderComponents(address offerer,address zone,OfferItem[] offer,ConsiderationItem[] consideration,uint8 orderType,uint256 startTime,uint256 endTime,bytes32 zoneHash,uint256 salt,bytes32 conduitKey,uint256 counter)',
  `ConsiderationItem(${ITEM},address recipient)`,
  `OfferItem(${ITEM})`,
].join('')

/** An item of an offer or a consideration. @throws TypeError */
export function itemOf(value: Value): Item {
  return {
    type: need(integerAt(value, 'itemType')),
    token: need(addressAt(value, 'token')),
    id: need(integerAt(value, 'identifierOrCriteria')),
    start: need(integerAt(value, 'startAmount')),
    end: need(integerAt(value, 'endAmount')),
  }
}

/** Null for one that only fills the tree up. */
function orderOf(value: Value, keeper: Order['keeper']): Order | null {
  const [offer, asked] = [itemsAt(value, 'offer'), itemsAt(value, 'consideration')]
  const maker = need(addressAt(value, 'offerer'))
  if (offer.length === 0 && asked.length === 0 && isZero(maker)) return null
  return {
    venue: 'Seaport',
    kind: 'market',
    maker,
    keeper,
    isKept: keeper !== null && KNOWN.has(keeper.toLowerCase()),
    gives: offer.map(itemOf),
    gets: asked.map((item) => ({ ...itemOf(item), to: need(addressAt(item, 'recipient')) })),
    until: integerAt(value, 'endTime'),
    hidden: false,
    rows: [],
  }
}

/** The leaves of a tree, which is written as lists in lists. */
const leaves = (value: Value): readonly Value[] =>
  value.kind === 'array' ? value.items.flatMap(leaves) : [value]

export const seaport: Reader = ({ types, domain, message, primaryType }) => {
  if (message === null || !types.has('OrderComponents')) return null
  if (encodeType(types, 'OrderComponents') !== TYPE) return null
  const keeper = addressAt(domain, 'verifyingContract')
  const tree = primaryType === 'BulkOrder' ? valueAt(message, 'tree') : undefined
  if (tree?.kind === 'array') return leaves(tree).flatMap((one) => orderOf(one, keeper) ?? [])
  const order = primaryType === 'OrderComponents' ? orderOf(message, keeper) : null
  return order === null ? null : [order]
}
