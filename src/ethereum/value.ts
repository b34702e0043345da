/** What an amount is worth. Decimal strings in and out, bigint between: no float ever holds money. */

/** Digits that are kept after the point. */
const PLACES = 18
const ONE = 10n ** BigInt(PLACES)

/** "1234.5" as a bigint of 18 places; further digits are cut off. Null for anything that is not a plain number. */
export function parseValue(text: string): bigint | null {
  const match = /^(-?)(\d{1,60})(?:\.(\d+))?$/.exec(text)
  if (match === null) return null
  const [, sign, whole = '', fraction = ''] = match
  const digits = BigInt(whole) * ONE + BigInt(fraction.slice(0, PLACES).padEnd(PLACES, '0'))
  return sign === '-' ? -digits : digits
}

/**
 * The text of a JSON number without an exponent, every digit kept. Null for what is none, or has an exponent that no
 * price has.
 */
export function plainNumber(text: string): string | null {
  const match = /^(-?)(\d{1,60})(?:\.(\d{1,400}))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text)
  if (match === null) return null
  const [, sign = '', whole = '', fraction = '', exponent] = match
  if (exponent === undefined) return text
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  if (point >= digits.length) return `${sign}${digits}${'0'.repeat(point - digits.length)}`
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}

/** The other way, without trailing zeros. */
export function formatPlain(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(PLACES + 1, '0')
  const fraction = digits.slice(-PLACES).replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -PLACES)}${fraction === '' ? '' : `.${fraction}`}`
}

/**
 * @param amount base units
 * @param price of one whole unit
 * @returns the value with 18 places; null when the price is not a number
 */
export function worthOf(amount: bigint, decimals: number, price: string): bigint | null {
  const each = parseValue(price)
  return each === null ? null : (amount * each) / 10n ** BigInt(decimals)
}
