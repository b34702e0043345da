/** What is wrong with the terms of an order that can be read: who gets what is paid, how much of it, and its worth. */
import { type ExplainContext, isVouched } from '../explain/context.ts'
import { type Item, kept, least, most, type Order, othersPayments, ownPayments } from '../orders/order.ts'
import type { SignatureFacts } from './facts.ts'
import type { Said } from './rule.ts'

export const TO_OTHER = 'Somebody else gets what you sell for'
export const WORTHLESS = 'What you get may be worth nothing'
export const NOTHING =
  'The order asks for nothing of worth for you in return, or for far too little. Whoever holds it can take what it offers. Reject this.'

export function badTerms(order: Order, facts: SignatureFacts): Said | null {
  if (order.gives.every((item) => most(item) === 0n)) return null
  const own = ownPayments(order)
  const [other] = othersPayments(order)
  if (own.length === 0 && other !== undefined)
    return {
      title: TO_OTHER,
      text: `You give, and ${other.to} gets what is paid for it. Reject this unless you mean to pay for somebody else.`,
    }
  if (!own.some((item) => isWorth(item, order, facts.context))) return NOTHING
  return sharesTooMuch(order) ?? tooCheap(order, facts) ?? inUnknown(order, facts.context)
}

/** A millionth of the coin, and less than anybody asks for anything. */
const DUST = 10n ** 12n

/** As little of a token; in base units where nobody knows its decimals. */
function dustOf(token: Item['token'], context: ExplainContext): bigint {
  const decimals = context.token(token)?.decimals ?? 0
  return decimals > 9 ? 10n ** BigInt(decimals - 6) : 1_000n
}

const isVouchedFor = ({ token }: Item, context: ExplainContext): boolean => {
  const known = context.token(token)
  return known !== null && isVouched(known)
}

/** More than dust of the coin or of a token, or an item. For an item, a token that nobody vouches for is nothing. */
function isWorth(item: Item, order: Order, context: ExplainContext): boolean {
  const amount = kept(order, item)
  if (item.type >= 2n) return amount > 0n
  if (item.type === 0n) return amount > DUST
  if (order.kind === 'market' && !isVouchedFor(item, context)) return false
  return amount > dustOf(item.token, context)
}

/** What a site may take of a swap, in parts of a hundred; at a market makers and markets have a share too. */
const MOST_SHARE = { swap: 3n, market: 50n }

function sharesTooMuch(order: Order): Said | null {
  const sumOf = (items: readonly Item[], { type, token, id }: Item): bigint =>
    items
      .filter((one) => one.type === type && one.token === token && one.id === id)
      .reduce((sum, one) => sum + least(one), 0n)
  for (const item of ownPayments(order)) {
    const taken = ownPayments(order).reduce((sum, one) => sum + least(one) - kept(order, one), 0n)
    const mine = sumOf(ownPayments(order), item) - taken
    const theirs = sumOf(othersPayments(order), item) + taken
    if (theirs * 100n <= (mine + theirs) * MOST_SHARE[order.kind]) continue
    return {
      title: 'Others get much of what you sell for',
      text: `Of what is paid, ${(theirs * 100n) / (mine + theirs)} % goes to others. No honest fee is that high. Reject this unless you know why.`,
    }
  }
  return null
}

const WHOLE_UNIT = 10n ** 18n

/** By prices that are known: at least what is given, against all that comes. */
function tooCheap(order: Order, { worth }: SignatureFacts): Said | null {
  if (worth === undefined) return null
  const valued = (item: Item, amount: bigint) =>
    item.type > 1n ? null : worth(item.type === 0n ? 'native' : item.token, amount)
  const given = order.gives.reduce((sum, item) => sum + (valued(item, most(item)) ?? 0n), 0n)
  const parts = ownPayments(order).map((item) => valued(item, kept(order, item)))
  if (parts.includes(null) || given < WHOLE_UNIT) return null
  const got = parts.reduce<bigint>((sum, part) => sum + (part ?? 0n), 0n)
  if (got * 100n >= given * 80n) return null
  const lost = 100n - (got * 100n) / given
  return {
    title: 'You get much less than you give',
    text: `By known prices, the least that you get is worth ${lost} % less than what you give. Whoever holds the order can take it at that price. Reject this unless you mean it.`,
  }
}

/** Good tokens for nothing but a token that nobody vouches for. */
function inUnknown(order: Order, context: ExplainContext): Said | null {
  const own = ownPayments(order)
  const [unknown] = own
  const isUnknown = own.every((item) => item.type === 1n && !isVouchedFor(item, context))
  if (order.kind !== 'swap' || unknown === undefined || !isUnknown) return null
  if (!order.gives.some((item) => item.type !== 1n || isVouchedFor(item, context))) return null
  return {
    title: WORTHLESS,
    text: `You are paid in a token that nobody vouches for, ${unknown.token}. Anybody can make one and call it what they like. Reject this unless you know that very address.`,
  }
}
