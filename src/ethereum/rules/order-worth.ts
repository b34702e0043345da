/** Whether an order brings its signer something: for orders of Seaport, Blur, LooksRare, Element, Rarible, CoW, 1inch, 0x, Wyvern. */
import type { Address } from '../../shared/hex.ts'
import { sameAddress } from '../../shared/hex.ts'
import { ZERO_ADDRESS } from '../address.ts'
import { type ExplainContext, isVouched } from '../explain/context.ts'
import type { Value } from '../typed-data-values.ts'
import { valueAt } from '../typed-data-view.ts'
import { addressIn, integerIn } from './read.ts'

/** A millionth of the coin, and less than anybody asks for anything. */
const DUST = 10n ** 12n
/** The least that one of several items is given for. */
const LEAST_OF_MANY = 5n * 10n ** 14n
const isCoin = (token: Address): boolean => /^0x(?:0{40}|e{40})$/i.test(token)

/** As little of a token; in base units where nobody knows its decimals. */
function dustOf(token: Address | null, context: ExplainContext): bigint {
  if (token === null || isCoin(token)) return DUST
  const decimals = context.token(token)?.decimals ?? 0
  return decimals > 9 ? 10n ** BigInt(decimals - 6) : 1_000n
}

/** What is bought, how much of it, and what is sold: CoW, 1inch, 0x. */
const BOUGHT = [
  ['buyToken', 'buyAmount', 'sellToken'],
  ['takerAsset', 'takingAmount', 'makerAsset'],
  ['takerToken', 'takerAmount', 'makerToken'],
] as const

/** Names of what a seller is paid in: LooksRare, Blur and Wyvern, Element and 0x. */
const PAID_IN = ['currency', 'paymentToken', 'erc20Token']

/** Words for an order, or one of many in a bulk order, that brings the signer nothing; null for any other. */
export function asksNothing(value: Value, account: Address, context: ExplainContext): boolean {
  if (value.kind === 'array') return value.items.some((item) => asksNothing(item, account, context))
  if (value.kind !== 'struct') return false
  return (
    considersNothing(value, account, context) ||
    sellsForDust(value, context) ||
    ofWyvern(value) ||
    value.fields.some((field) => asksNothing(field.value, account, context))
  )
}

const listAt = (value: Value, name: string): readonly Value[] | null => {
  const found = valueAt(value, name)
  return found?.kind === 'array' ? found.items : null
}

/** Seaport. */
function considersNothing(value: Value, account: Address, context: ExplainContext): boolean {
  const [asked, offered] = [listAt(value, 'consideration'), listAt(value, 'offer')]
  if (asked === null || offered?.length === 0) return false
  if (!asked.some((item) => pays(item, account, context))) return true
  const paid = (mine: boolean) =>
    asked.reduce((sum, item) => (isFor(item, account) === mine ? sum + (leastIn(item) ?? 0n) : sum), 0n)
  const items = (offered ?? []).filter((item) => (integerIn(item, 'itemType') ?? 0n) >= 2n).length
  const isMoney = asked.every((item) => (integerIn(item, 'itemType') ?? 0n) < 2n)
  // Marketplaces and artists take a tenth or so, never the most of it.
  if (items > 0 && isMoney && paid(false) > paid(true)) return true
  const inCoin = asked.every((item) => integerIn(item, 'itemType') === 0n)
  return items > 2 && inCoin && paid(true) < LEAST_OF_MANY * BigInt(items)
}

const isFor = (item: Value, account: Address): boolean => {
  const to = addressIn(item, 'recipient')
  return to === null || sameAddress(to, account)
}

function leastIn(item: Value): bigint | null {
  const [start, end] = [integerIn(item, 'startAmount'), integerIn(item, 'endAmount')]
  return start !== null && end !== null && end < start ? end : start
}

/** Something for the signer: more than dust of the coin or of a token that is vouched for, or an item. */
function pays(item: Value, account: Address, context: ExplainContext): boolean {
  const token = addressIn(item, 'token')
  const type = integerIn(item, 'itemType')
  const amounts = [integerIn(item, 'startAmount'), integerIn(item, 'endAmount')]
  if (!isFor(item, account)) return false
  if (type === 1n && (token === null || !isVouchedFor(token, context))) return false
  const least = type !== null && type >= 2n ? 0n : dustOf(type === 0n ? null : token, context)
  return amounts.every((amount) => amount === null || amount > least)
}

const isVouchedFor = (token: Address, context: ExplainContext): boolean => {
  const known = context.token(token)
  return known !== null && isVouched(known)
}

function sellsForDust(value: Value, context: ExplainContext): boolean {
  for (const [token, amount, sold] of BOUGHT) {
    const bought = integerIn(value, amount)
    if (bought === null || addressIn(value, sold) === null) continue
    if (bought <= dustOf(addressIn(value, token), context)) return true
  }
  // CoW: the fee goes beside what is sold.
  const [fee, sold] = [integerIn(value, 'feeAmount'), integerIn(value, 'sellAmount')]
  if (fee !== null && sold !== null && fee >= sold) return true
  // 0x 3, whose assets stand in bytes.
  if ((integerIn(value, 'takerAssetAmount') ?? DUST) <= 1_000n) return true
  return isSeller(value) && isCheap(value, context)
}

const isSeller = (value: Value): boolean => {
  const ask = valueAt(value, 'isOrderAsk')
  const buys = ask?.kind === 'bool' && !ask.value
  return !buys && integerIn(value, 'side') !== 0n && integerIn(value, 'direction') !== 1n
}

/** One price for it all: Blur, LooksRare, Element, Rarible. */
function isCheap(value: Value, context: ExplainContext): boolean {
  const price = integerIn(value, 'price') ?? integerIn(value, 'erc20TokenAmount')
  const paidIn = PAID_IN.map((name) => addressIn(value, name)).find((one) => one !== null) ?? null
  if (price !== null) {
    if (price <= dustOf(paidIn, context)) return true
    if (paidIn !== null && !isCoin(paidIn) && !isVouchedFor(paidIn, context)) return true
  }
  const asset = valueAt(value, 'takeAsset')
  const kind = valueAt(asset, 'assetType', 'assetClass')
  const taken = integerIn(asset, 'value')
  // bytes4 of the hashes of "ETH" and "ERC20".
  const money = kind?.kind === 'fixed' && /^0x(?:aaaebeba|8ae85d84)$/i.test(kind.value)
  return money && taken !== null && taken <= 1_000n
}

/** A call of the signer's proxy in the place of a trade: by foreign code, or for nothing. Nobody sells over it any more. */
function ofWyvern(value: Value): boolean {
  const [how, price] = [integerIn(value, 'howToCall'), integerIn(value, 'basePrice')]
  if (how === null || price === null) return false
  return how === 1n || (integerIn(value, 'side') !== 0n && price <= DUST)
}

/** What is bought with tokens and is no token that anybody vouches for. */
export function buysUnknown(value: Value, context: ExplainContext): Address | null {
  for (const [token, , sold] of BOUGHT) {
    const [bought, given] = [addressIn(value, token), addressIn(value, sold)]
    if (bought === null || given === null || isCoin(bought)) continue
    if (!isVouchedFor(bought, context) && isVouchedFor(given, context)) return bought
  }
  return null
}

/** Items against nothing but items (Seaport): anybody can make some. */
export function itemsForItems(message: Value, account: Address): boolean {
  const isItem = (item: Value) => (integerIn(item, 'itemType') ?? 0n) >= 2n
  const mine = (listAt(message, 'consideration') ?? []).filter((item) => isFor(item, account))
  const offered = listAt(message, 'offer') ?? []
  return offered.some(isItem) && mine.length > 0 && mine.every(isItem)
}

/** The coin for its wrapped token or the other way round, at less than a half. */
export function halvesCoin(message: Value, account: Address, context: ExplainContext): boolean {
  const isMoney = (item: Value) => {
    const token = addressIn(item, 'token')
    if (integerIn(item, 'itemType') === 0n) return true
    const known = token === null ? null : context.token(token)
    return known !== null && isVouched(known) && known.symbol === `W${context.symbol}`
  }
  const [offered, asked] = [listAt(message, 'offer') ?? [], listAt(message, 'consideration') ?? []]
  const mine = asked.filter((item) => isFor(item, account))
  if (offered.length === 0 || mine.length === 0 || ![...offered, ...mine].every(isMoney)) return false
  const sum = (items: readonly Value[]) => items.reduce((all, item) => all + (leastIn(item) ?? 0n), 0n)
  return sum(mine) * 2n < sum(offered)
}

/** What is paid out for tokens that are taken by Permit2 with a witness (UniswapX and the like). */
export function outputsIn(value: Value): Value[] {
  if (value.kind === 'array') return value.items.flatMap(outputsIn)
  if (value.kind !== 'struct') return []
  const own = value.fields.some(({ name }) => /^(?:startAmount|endAmount|amount|minAmount)$/.test(name))
  if (own && addressIn(value, 'recipient') !== null) return [value]
  return value.fields.flatMap((field) => outputsIn(field.value))
}

export const isNobody = (address: Address): boolean => sameAddress(address, ZERO_ADDRESS)
