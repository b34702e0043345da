/** Numbers and dates as rows and sentences show them: exact, never rounded. */

/** No grouping: a row's number is compared digit by digit with another screen. */
export function formatPlainAmount(value: bigint, decimals: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${whole}${decimals === 0 || fraction === '' ? '' : `.${fraction}`}`
}

/** The year 9999; no date past it is meant as one. */
const LAST = 253_402_300_799n

/** "2026-05-13 09:44:27Z" (RFC 3339); a number that is no date as it is. @param seconds since 1970 */
export function timeText(seconds: bigint): string {
  if (seconds < 0n || seconds > LAST) return `${seconds} (beyond any date)`
  return new Date(Number(seconds) * 1000).toISOString().replace('T', ' ').replace('.000Z', 'Z')
}

/** No date is meant: what has such an end has none. */
export const isBeyond = (seconds: bigint): boolean => seconds > LAST

/** "until 13 May 2026", "for ever". @param seconds since 1970 */
export function untilWords(seconds: bigint): string {
  if (isBeyond(seconds)) return 'for ever'
  const format = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return `until ${format.format(new Date(Number(seconds) * 1000))}`
}
