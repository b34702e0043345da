/** How amounts, addresses and times are written. Amounts stay bigint: never a float. */

import { foldMiddle } from '../ethereum/text.ts'

export const THIN = '\u202f'
const MINUS = '\u2212'

export const superscript = (value: number): string =>
  [...String(value)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')

export const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, THIN)

/** Base units as a whole decimal number, every digit kept: 1500000000000000000, 18 -> "1.5". */
export function exactUnits(value: bigint | string, decimals: number): string {
  const amount = BigInt(value)
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = decimals === 0 ? '' : digits.slice(-decimals).replace(/0+$/, '')
  return `${amount < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`
}

/** Every digit, thousands apart: for where a person compares them. */
export function groupedUnits(value: bigint | string, decimals: number): string {
  const [whole = '', fraction] = exactUnits(value, decimals).replace('-', MINUS).split('.')
  return fraction === undefined ? group(whole) : `${group(whole)}.${fraction}`
}

/** "3 seconds", "2 minutes", "1 hour": how long one has to wait, never less than it is. */
export function waitWords(seconds: number): string {
  const [size, one, many] =
    seconds < 120
      ? [1, 'second', 'seconds']
      : seconds <= 3_540
        ? [60, 'minute', 'minutes']
        : [3_600, 'hour', 'hours']
  const count = Math.ceil(seconds / size)
  return `${count} ${count === 1 ? one : many}`
}

/**
 * Base units as a person reads them: thousands apart, cut (never rounded up) after `places` digits.
 * What is too small to show says so: "< 0.000001".
 */
export function formatUnits(value: bigint | string, decimals: number, places = 6): string {
  const amount = BigInt(value)
  const exact = exactUnits(amount < 0n ? -amount : amount, decimals)
  const [whole = '0', fraction = ''] = exact.split('.')
  const sign = amount < 0n ? MINUS : ''
  // Past any supply that means something: the size of the number says more than its digits.
  if (whole.length > 15)
    return `${sign}${whole[0]}.${whole.slice(1, 3)}${THIN}×${THIN}10${superscript(whole.length - 1)}`
  // The larger the number, the fewer digits behind the point carry any meaning.
  const room = places === 0 ? 0 : Math.max(2, Math.min(places, 10 - whole.length))
  const shown = fraction.slice(0, room).replace(/0+$/, '')
  if (whole === '0' && shown === '' && fraction !== '') {
    return `<${THIN}${sign}0.${'0'.repeat(room - 1)}1`
  }
  return `${sign}${group(whole)}${shown ? `.${shown}` : ''}`
}

const SHORT: readonly [zeros: number, mark: string][] = [
  [12, 'T'],
  [9, 'B'],
]

/** The same where there is little room: a number that was cut off by the edge of a row would be another number. */
export function shortUnits(value: bigint | string, decimals: number, places = 6): string {
  const amount = BigInt(value)
  const digits = exactUnits(amount < 0n ? -amount : amount, decimals).split('.')[0] ?? '0'
  if (digits.length > 15 || digits.length < 7) return formatUnits(amount, decimals, places)
  const [zeros, mark] = SHORT.find(([least]) => digits.length > least) ?? [0, '']
  // From a million on, what stands behind the point tells nothing in a list.
  return `${formatUnits(amount, decimals + zeros, mark === '' ? 0 : 2)}${mark}`
}

/** "0x52908400…0B4d": for places where the whole address is a touch away. */
export const shortAddress = (address: string): string => `${address.slice(0, 6)}…${address.slice(-4)}`

/** Folds a long name in the middle. */
export const fold = (text: string, most = 32): string => foldMiddle(text, most)

const UNITS: readonly [limit: number, size: number, one: string, many: string][] = [
  [60, 1, 'second', 'seconds'],
  [3_600, 60, 'minute', 'minutes'],
  [86_400, 3_600, 'hour', 'hours'],
  [30 * 86_400, 86_400, 'day', 'days'],
]

/** "just now", "2 minutes ago", then the date. */
export function timeAgo(at: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - at) / 1000))
  if (seconds < 10) return 'just now'
  for (const [limit, size, one, many] of UNITS) {
    if (seconds >= limit) continue
    const count = Math.floor(seconds / size)
    return `${count} ${count === 1 ? one : many} ago`
  }
  return new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
}

/** The host of an endpoint, as a person may check it. */
export function hostOf(endpoint: string): string {
  try {
    return new URL(endpoint).host
  } catch {
    return endpoint
  }
}

/** "a", "a and b", "a, b and c". */
export function listWords(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** What went wrong, in the words of the background. */
export const messageOf = (error: unknown): string =>
  error instanceof Error && error.message !== ''
    ? error.message
    : 'Something failed inside the wallet. Nothing was signed or sent. Try again.'

/** Which field of a form the background found wrong, and how; `field` is null when it was not about one. */
export function fieldOf(error: unknown): { field: string | null; text: string } {
  const data = error instanceof Error && 'data' in error ? error.data : null
  const field =
    typeof data === 'object' && data !== null && 'field' in data && typeof data.field === 'string'
      ? data.field
      : null
  return { field, text: messageOf(error) }
}
