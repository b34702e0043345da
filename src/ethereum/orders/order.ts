/**
 * What every order comes down to, whoever's form it has: what is given, what comes for whom, and until when. Sentences,
 * rules and effects are all made of this one reading, so that none of them can say something else than the others.
 */
import type { Detail } from '../../messaging/protocol.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { TypedData } from '../typed-data.ts'

/**
 * Of the kinds that Seaport counts: the coin, a token, an item, some of an item, and any item of a set, of which there
 * may be several. Base units, from the start to the end of its time.
 */
export type Item = { type: bigint; token: Address; id: bigint; start: bigint; end: bigint }
export type Payment = Item & { to: Address }

export type Order = {
  /** Whose form it is, as people know it. */
  venue: string
  /** Tokens for tokens: a price that others share in is lost to the maker. At a market, makers and markets have a share. */
  kind: 'swap' | 'market'
  /** Who gives. */
  maker: Address
  /** The contract that holds others to the terms, and whether it is one that is known to. */
  keeper: Address | null
  isKept: boolean
  gives: Item[]
  /** What the maker gets, and others. */
  gets: Payment[]
  /** What others take out of what the maker gets, in parts of ten thousand. */
  shares?: { to: Address; parts: bigint }[]
  /** Seconds since 1970; null where it has none, undefined where it is not shown. */
  until: bigint | null | undefined
  /** Parts of the terms of which only a fingerprint is signed: they may say anything. */
  hidden: boolean
  rows: Detail[]
}

/** Null for what is no order of this form. @throws TypeError for what only begins like one */
export type Reader = (data: TypedData, account: Address) => Order[] | null

export const token = (address: Address, start: bigint, end = start): Item => ({
  type: 1n,
  token: address,
  id: 0n,
  start,
  end,
})

/** Zero and a row of "e" stand for the coin of the network, by the custom of the form. */
export const coinOr = (address: Address, start: bigint, end = start): Item => ({
  ...token(address, start, end),
  type: /^0x(?:0{40}|e{40})$/i.test(address) ? 0n : 1n,
})

export const isZero = (address: Address | null): boolean => address === null || /^0x0{40}$/.test(address)

export function need<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new TypeError('no order')
  return value
}

/** The most that may be given, and the least that may come. */
export const most = ({ start, end }: Item): bigint => (start > end ? start : end)
export const least = ({ start, end }: Item): bigint => (start < end ? start : end)

export const ownPayments = ({ gets, maker }: Order): Payment[] =>
  gets.filter(({ to }) => sameAddress(to, maker))
/** The least of a payment that is left to the maker. */
export function kept({ shares = [] }: Order, item: Item): bigint {
  const left = shares.reduce((sum, { parts }) => sum - parts, WHOLE)
  return left <= 0n ? 0n : (least(item) * left) / WHOLE
}
const WHOLE = 10_000n

export const othersPayments = ({ gets, maker }: Order): Payment[] =>
  gets.filter(({ to }) => !sameAddress(to, maker))
