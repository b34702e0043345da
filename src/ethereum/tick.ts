/** Uniswap v3 ticks as prices, in whole numbers. https://uniswap.org/whitepaper-v3.pdf, 6.1: a tick is a factor of 1.0001. */

const BITS = 192n
const ONE = 1n << BITS
const STEP = (ONE * 10_001n) / 10_000n
const MOST = 887_272

/** 1.0001^tick as [numerator, denominator]: units of token1 for one unit of token0. Null out of Uniswap's range. */
export function ratioOfTick(tick: number): readonly [bigint, bigint] | null {
  if (!Number.isInteger(tick) || Math.abs(tick) > MOST) return null
  let result = ONE
  let power = STEP
  for (let left = Math.abs(tick); left > 0; left >>= 1) {
    if (left & 1) result = (result * power) >> BITS
    power = (power * power) >> BITS
  }
  return tick < 0 ? [ONE, result] : [result, ONE]
}

/** The average tick between two readings of the accumulator, `seconds` apart, rounded down as Uniswap does. */
export function averageTick(before: bigint, after: bigint, seconds: number): number {
  const difference = after - before
  const over = BigInt(seconds)
  const quotient = difference / over
  return Number(difference < 0n && difference % over !== 0n ? quotient - 1n : quotient)
}
