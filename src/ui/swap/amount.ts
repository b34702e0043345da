/** Between what is typed, in tokens or in money, and base units; and how the numbers of an offer are written. */
import { parseAmount } from '../../ethereum/units.ts'
import { formatPlain, parseValue, worthOf } from '../../ethereum/value.ts'
import type { SwapQuote, Value } from '../../messaging/protocol.ts'
import { group, messageOf, superscript, THIN } from '../format.ts'

/** `money`: in the chosen currency. */
export type Unit = 'token' | 'money'
type Priced = { decimals: number; price: Value | null }
export type Typed = { units: bigint } | { problem: string } | null

/** Null while nothing is typed. Money is turned into as many units as it buys at the price that is known, cut. */
export function toUnits(text: string, unit: Unit, { decimals, price }: Priced): Typed {
  if (text.trim() === '' || text.trim() === '.') return null
  try {
    if (unit === 'token') return { units: parseAmount(text, decimals) }
    const value = parseAmount(text, 18)
    const each = price === null ? null : parseValue(price)
    if (each === null || each === 0n) return { problem: 'Nobody knows a price for it. Type how many tokens.' }
    return { units: (value * 10n ** BigInt(decimals)) / each }
  } catch (error) {
    return { problem: messageOf(error) }
  }
}

/** What units are worth, with two digits behind the point; null when no price is known. */
export function moneyOf(units: bigint, { decimals, price }: Priced): Value | null {
  const worth = price === null ? null : worthOf(units, decimals, price)
  return worth === null ? null : formatPlain(worth)
}

/** As it may be typed: cut to two digits behind the point. */
export const typedMoney = (value: Value): string => value.replace(/^(-?\d+\.\d{2})\d+$/, '$1')

const PLACES = 36

/** A positive number of 36 places, with six digits that mean something; cut, never rounded up. */
export function significant(value: bigint, digits = 6): string {
  const text = value.toString().padStart(PLACES + 1, '0')
  const whole = text.slice(0, -PLACES)
  const fraction = text.slice(-PLACES)
  if (value === 0n) return '0'
  if (whole.length > 15)
    return `${whole[0]}.${whole.slice(1, 3)}${THIN}×${THIN}10${superscript(whole.length - 1)}`
  if (whole !== '0') {
    const shown = fraction.slice(0, Math.max(2, digits - whole.length)).replace(/0+$/, '')
    return `${group(whole)}${shown === '' ? '' : `.${shown}`}`
  }
  const zeros = fraction.length - fraction.replace(/^0+/, '').length
  if (zeros > 9) return `<${THIN}0.000000001`
  return `0.${fraction.slice(0, zeros + digits).replace(/0+$/, '')}`
}

/** How many of the other one whole unit gives. @param turned the price of what is bought */
export function rateOf(quote: SwapQuote, turned: boolean): { one: string; rate: string; other: string } {
  const sold = { amount: BigInt(quote.sellAmount), ...quote.sell }
  const bought = { amount: BigInt(quote.buyAmount), ...quote.buy }
  const [from, to] = turned ? [bought, sold] : [sold, bought]
  const bottom = from.amount * 10n ** BigInt(to.decimals)
  const rate =
    bottom === 0n ? 0n : (to.amount * 10n ** BigInt(from.decimals) * 10n ** BigInt(PLACES)) / bottom
  return { one: from.symbol, rate: significant(rate), other: to.symbol }
}

/** Hundredths of a per cent: 50 as "0.5 %". */
export function percent(bps: number): string {
  const size = Math.abs(bps)
  const text = (size / 100).toFixed(2).replace(/\.?0+$/, '')
  return `${bps < 0 ? '\u2212' : ''}${text}${THIN}%`
}

/** How much worse than the best, in hundredths of a per cent; 0 for the best itself. */
export function behind(quote: SwapQuote, best: SwapQuote): number {
  const [mine, its, base] =
    quote.exact === 'in'
      ? [BigInt(quote.buyAmount), BigInt(best.buyAmount), BigInt(best.buyAmount)]
      : [BigInt(best.sellAmount), BigInt(quote.sellAmount), BigInt(best.sellAmount)]
  return base === 0n ? 0 : Number(((its - mine) * 10_000n) / base)
}
