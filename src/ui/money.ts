/** How values are written. They are decimal strings from the background to the screen: never a float. */
import { parseValue } from '../ethereum/value.ts'
import type { Currency, Value } from '../messaging/protocol.ts'
import { superscript, THIN } from './format.ts'

const ONE = 10n ** 18n
const MINUS = '\u2212'
/** Written after the number, with the digits that mean something. */
const COINS: ReadonlySet<Currency> = new Set(['ETH', 'BTC'])
/** Past this a number says more by its size than by its digits. */
const HUGE = 10n ** 15n * ONE
const SHORT_FROM = 10n ** 9n * ONE

export const CURRENCY_NAMES: Readonly<Record<Currency, string>> = {
  USD: 'US dollar',
  EUR: 'Euro',
  GBP: 'British pound',
  JPY: 'Japanese yen',
  CNY: 'Chinese yuan',
  INR: 'Indian rupee',
  ETH: 'Ether',
  BTC: 'Bitcoin',
}

type Style = 'total' | 'row' | 'price'
const formats = new Map<string, Intl.NumberFormat>()

function formatFor(currency: Currency, style: Style, short: boolean): Intl.NumberFormat {
  const key = `${currency} ${style} ${short}`
  const format =
    formats.get(key) ??
    new Intl.NumberFormat('en', {
      ...(COINS.has(currency) ? {} : { style: 'currency', currency }),
      ...digitsOf(currency, style, short),
      roundingMode: 'trunc',
    })
  formats.set(key, format)
  return format
}

function digitsOf(currency: Currency, style: Style, short: boolean): Intl.NumberFormatOptions {
  if (short) return { notation: 'compact', maximumFractionDigits: 2 }
  if (style === 'price') return { maximumSignificantDigits: 6 }
  return COINS.has(currency) ? { maximumFractionDigits: 5 } : {}
}

const isNumeric = (text: string): text is `${number}` => /^-?\d+(\.\d+)?$/.test(text)

/** The least that a style can show, with 18 places. */
function leastOf(currency: Currency, style: Style): bigint {
  if (style === 'price') return 0n
  if (COINS.has(currency)) return ONE / 10n ** 5n
  return currency === 'JPY' ? ONE : ONE / 100n
}

/**
 * A value as a person reads it: cut, never rounded up; what is too small says so: "< $0.01".
 * @param style `row` shortens billions, `price` keeps six digits that mean something
 */
export function formatMoney(value: Value, currency: Currency, style: Style = 'row'): string {
  const parsed = parseValue(value)
  if (parsed === null || !isNumeric(value)) return '–'
  const size = parsed < 0n ? -parsed : parsed
  const sign = parsed < 0n ? MINUS : ''
  const coin = COINS.has(currency) ? `\u00a0${currency}` : ''
  if (size >= HUGE) {
    const digits = (size / ONE).toString()
    const mark = coin === '' ? symbolOf(currency) : ''
    return `${sign}${mark}${digits[0]}.${digits.slice(1, 3)}${THIN}×${THIN}10${superscript(digits.length - 1)}${coin}`
  }
  const least = leastOf(currency, style)
  if (size > 0n && size < least) {
    const smallest = COINS.has(currency) ? '0.00001' : currency === 'JPY' ? '1' : '0.01'
    return `<${THIN}${sign}${written(smallest, currency, 'total', false)}${coin}`
  }
  const plain = value.startsWith('-') ? value.slice(1) : value
  return `${sign}${written(plain, currency, style, style !== 'total' && size >= SHORT_FROM)}${coin}`
}

function written(plain: string, currency: Currency, style: Style, short: boolean): string {
  if (!isNumeric(plain)) return '–'
  return formatFor(currency, style, short)
    .formatToParts(plain)
    .map((part) => (part.type === 'group' ? THIN : part.value))
    .join('')
}

function symbolOf(currency: Currency): string {
  const parts = formatFor(currency, 'total', false).formatToParts('0')
  return parts.find((part) => part.type === 'currency')?.value ?? currency
}

/** "-1.25" as "−1.25 %": two digits, cut. Null when it is not a number. */
export function formatChange(percent: string): { text: string; way: 'up' | 'down' | 'same' } | null {
  const parsed = parseValue(percent)
  if (parsed === null) return null
  const hundredths = (parsed < 0n ? -parsed : parsed) / (ONE / 100n)
  const way = hundredths === 0n ? 'same' : parsed < 0n ? 'down' : 'up'
  const sign = way === 'same' ? '' : way === 'down' ? MINUS : '+'
  const whole = hundredths / 100n
  const text =
    whole >= 10_000n
      ? `>${THIN}${sign}9999`
      : `${sign}${whole}.${(hundredths % 100n).toString().padStart(2, '0')}`
  return { text: `${text}${THIN}%`, way }
}
