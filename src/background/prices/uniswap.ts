/**
 * Half-hour averages of Uniswap v3 pools, on the person's own endpoint: for tokens without a feed. A pool counts
 * only when it holds enough of the other side that moving it for half an hour is dear. Pure: calls and answers.
 */
import { decodeUint, encodeBalanceOf } from '../../ethereum/erc20.ts'
import { averageTick, ratioOfTick } from '../../ethereum/tick.ts'
import { formatPlain } from '../../ethereum/value.ts'
import type { Address, Hex } from '../../shared/hex.ts'

/** Where the factory stands, from Uniswap's deployment pages. */
const FACTORY: Readonly<Record<number, Address>> = {
  1: '0x1F98431c8aD98523631AE4a59f267346ea31F984',
  10: '0x1F98431c8aD98523631AE4a59f267346ea31F984',
  137: '0x1F98431c8aD98523631AE4a59f267346ea31F984',
  42161: '0x1F98431c8aD98523631AE4a59f267346ea31F984',
  8453: '0x33128a8fC17869897dcE68Ed026d694621f6FDfD',
}
const FEES = [500, 3000, 10_000, 100]
const SECONDS = 1800
/** Dollars' worth of the quote side that a pool must hold, with 18 places. */
const ENOUGH = 100_000n * 10n ** 18n

type Call = { to: Address; data: Hex }
type Token = { address: Address; decimals: number }
/** The other side of a pool; `usd` of one whole unit, with 18 places. */
export type Quote = Token & { usd: bigint }

const word = (value: number | Address): string =>
  (typeof value === 'number' ? value.toString(16) : value.slice(2).toLowerCase()).padStart(64, '0')
/** getPool(address,address,uint24) */
const getPool = (a: Address, b: Address, fee: number): Hex => `0x1698ee82${word(a)}${word(b)}${word(fee)}`
/** observe([SECONDS, 0]) */
const OBSERVE: Hex = `0x883bdbfd${word(32)}${word(2)}${word(SECONDS)}${word(0)}`

/** Asks for the pools of a token with a quote token, one call a fee; none where there is no Uniswap. */
export function lookUpPools(chainId: number, token: Address, quote: Address): Call[] {
  const factory = FACTORY[chainId]
  if (factory === undefined || token.toLowerCase() === quote.toLowerCase()) return []
  return FEES.map((fee) => ({ to: factory, data: getPool(token, quote, fee) }))
}

/** Null where there is no such pool. */
export function parsePool(answer: Hex | null): Address | null {
  const found = decodeUint(answer ?? '0x') ?? 0n
  return found === 0n || found >= 1n << 160n ? null : `0x${found.toString(16).padStart(40, '0')}`
}

export const readPool = (pool: Address, quote: Address): [Call, Call] => [
  { to: pool, data: OBSERVE },
  { to: quote, data: encodeBalanceOf(pool) },
]

/**
 * Dollars for one whole token by the pool's average, and how many dollars' worth it holds of the other side. Null
 * when that is too little, or its history too short.
 */
export function poolPrice(
  token: Token,
  quote: Quote,
  observed: Hex | null,
  held: Hex | null,
): { usd: string; depth: bigint } | null {
  const depth = ((decodeUint(held ?? '0x') ?? 0n) * quote.usd) / 10n ** BigInt(quote.decimals)
  // (int56[2] tickCumulatives, uint160[2] …): two offsets, the length, the two readings.
  if (depth < ENOUGH || observed === null || observed.length < 2 + 5 * 64) return null
  const reading = (i: number) =>
    BigInt.asIntN(256, BigInt(`0x${observed.slice(2 + i * 64, 2 + (i + 1) * 64)}`))
  const ratio = ratioOfTick(averageTick(reading(3), reading(4), SECONDS))
  if (ratio === null) return null
  const isFirst = BigInt(token.address) < BigInt(quote.address)
  const [up, down] = isFirst ? ratio : [ratio[1], ratio[0]]
  const usd = (up * 10n ** BigInt(token.decimals) * quote.usd) / (down * 10n ** BigInt(quote.decimals))
  return usd === 0n ? null : { usd: formatPlain(usd), depth }
}
