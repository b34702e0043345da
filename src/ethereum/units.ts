/** Amounts between base units (bigint) and what people type and read. No float is ever involved. */
import { AmountError } from './errors.ts'

const MAX_UINT256 = 2n ** 256n - 1n
/** Narrow no-break space between thousands: a number never wraps. */
const GROUP = '\u202F'

/** Digits in threes with one kind of space, as we write them ourselves, or digits in one run. */
const AMOUNT = /^(?:\d+|\d{1,3}(?:([ \u00A0\u202F])\d{3}(?:\1\d{3})*))?(?:\.(\d*))?$/

/**
 * What a person typed ("1.5", ".5", "3 120.22") to base units. Exact: digits past `decimals` are refused unless
 * they are zeros.
 * @throws AmountError
 */
export function parseAmount(text: string, decimals: number): bigint {
  const trimmed = text.trim()
  if (trimmed === '') throw new AmountError('empty', 'Type an amount.')
  if (/^[-\u2212]/.test(trimmed)) throw new AmountError('negative', 'The amount must be more than zero.')
  if (trimmed.includes(',')) {
    throw new AmountError(
      'malformed',
      'Write the amount with a dot for the fraction and no commas, as in 1.5.',
    )
  }
  const match = trimmed.length <= 120 ? AMOUNT.exec(trimmed) : null
  if (match === null || !/\d/.test(trimmed)) {
    throw new AmountError('malformed', 'This is not an amount. Write it in digits, as in 1.5.')
  }
  const fraction = (match[2] ?? '').replace(/0+$/, '')
  if (fraction.length > decimals) {
    const places = decimals === 1 ? '1 decimal place' : `${decimals} decimal places`
    throw new AmountError('decimals', `Too many digits after the dot. This token has ${places}.`)
  }
  const whole = (trimmed.split('.')[0] ?? '').replace(/\D/g, '')
  const value = BigInt(whole + fraction.padEnd(decimals, '0') || '0')
  if (value > MAX_UINT256)
    throw new AmountError('malformed', 'This amount is larger than any balance can be.')
  return value
}

/**
 * Base units as text, exact unless `maxFraction` cuts the fraction. A cut never rounds up; what is left of
 * nothing but is not nothing shows as "<0.000001".
 */
export function formatAmount(
  value: bigint,
  decimals: number,
  options: { maxFraction?: number } = {},
): string {
  const negative = value < 0n
  const digits = (negative ? -value : value).toString().padStart(decimals + 1, '0')
  const split = digits.length - decimals
  const whole = digits.slice(0, split).replace(/\B(?=(?:\d{3})+$)/g, GROUP)
  const limit = Math.min(decimals, options.maxFraction ?? decimals)
  const fraction = digits.slice(split, split + limit).replace(/0+$/, '')
  if (value !== 0n && whole === '0' && fraction === '') {
    const smallest = limit === 0 ? '1' : `0.${'1'.padStart(limit, '0')}`
    return negative ? `>-${smallest}` : `<${smallest}`
  }
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
