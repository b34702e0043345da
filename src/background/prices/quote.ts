/** What a service said something costs, as text, made a price or nothing. */
import { formatPlain, parseValue, plainNumber } from '../../ethereum/value.ts'
import type { UsdPrice } from './source.ts'

const OLDEST_MS = 24 * 3_600_000
/** Nothing that a wallet holds costs more for one unit; what says so is broken. */
const MOST = 10n ** 12n * 10n ** 18n

/** Above zero and believable, without an exponent; null otherwise. */
export function priceText(text: string | undefined): string | null {
  const value = parseValue(plainNumber(text ?? '') ?? '')
  return value === null || value <= 0n || value > MOST ? null : formatPlain(value)
}

/** A change in per cent, with two digits; null for what cannot be. */
export function changeText(text: string | null | undefined): string | null {
  const value = parseValue(plainNumber(text ?? '') ?? '')
  if (value === null || value <= -100n * 10n ** 18n || value > MOST) return null
  return formatPlain(value - (value % 10n ** 16n))
}

/** @param seconds when the service itself last knew, as text; null when it does not tell */
export function quote(
  given: { price: string | undefined; change?: string | null | undefined; seconds: string | null },
  source: string,
  now: number,
): UsdPrice | null {
  const usd = priceText(given.price)
  const at = given.seconds === null ? now : Math.min(now, Math.trunc(Number(given.seconds)) * 1000)
  if (usd === null || !Number.isFinite(at) || now - at > OLDEST_MS) return null
  return { usd, change: changeText(given.change), at, source }
}
