import { exactUnits, formatUnits } from '../format.ts'

const THIN = '\u202f'
/** More signs than this do not fit on a line of the popup. */
const MOST = 26

/** Every digit that counts, thousands apart, on one line; folded only when no line could hold it. */
export function reviewAmount(value: bigint, decimals: number): string {
  const [whole = '0', fraction] = exactUnits(value < 0n ? -value : value, decimals).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, THIN)
  const text = fraction ? `${grouped}.${fraction}` : grouped
  if (text.length <= MOST) return text
  return formatUnits(value < 0n ? -value : value, decimals)
}

/** A fee with three digits that count, rounded up: never less than what may be paid. 18 decimals. */
export function feeText(wei: bigint): string {
  if (wei === 0n) return '0'
  const step = 10n ** BigInt(Math.max(0, wei.toString().length - 3))
  const up = ((wei + step - 1n) / step) * step
  return exactUnits(up, 18)
}
