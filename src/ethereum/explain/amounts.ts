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

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]

function dayText(date: Date): string {
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/**
 * "1 January 2100" for its first second, else "13 May 2026, 09:44:27 UTC", without seconds where there are none; a
 * number that is no date as it is. @param seconds since 1970
 */
export function timeText(seconds: bigint): string {
  if (seconds < 0n || isBeyond(seconds)) return `${seconds} (beyond any date)`
  const date = new Date(Number(seconds) * 1000)
  const time = date.toISOString().slice(11, 19).replace(/:00$/, '')
  return time === '00:00' ? dayText(date) : `${dayText(date)}, ${time} UTC`
}

/** With its digits (RFC 3339), to be held against another screen: "13 May 2026, 09:44 UTC (2026-05-13 09:44:00Z)". */
export function timeRow(seconds: bigint): string {
  const text = timeText(seconds)
  if (seconds < 0n || isBeyond(seconds)) return text
  const digits = new Date(Number(seconds) * 1000).toISOString().replace('T', ' ').replace('.000Z', 'Z')
  return `${text} (${digits})`
}

/** No date is meant: what has such an end has none. */
export const isBeyond = (seconds: bigint): boolean => seconds > LAST

/** "until 13 May 2026", "for ever". @param seconds since 1970 */
export const untilWords = (seconds: bigint): string =>
  isBeyond(seconds) ? 'for ever' : `until ${dayText(new Date(Number(seconds) * 1000))}`
