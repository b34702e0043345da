/** The values in payment links: numbers, addresses, names and encoded text of EIP-681. */
import { type Address, isAddressLike } from '../shared/hex.ts'
import { parseAddress } from './address.ts'
import { LinkError } from './errors.ts'

const MOST = 2n ** 256n - 1n
const NUMBER = /^([-+]?)(\d*)(?:\.(\d+))?(?:[eE](\d*))?$/

/**
 * A whole number as the EIP writes it: "2.014e18". Never rounded: the exponent must cover the digits after the point.
 * @throws LinkError
 */
export function exactNumber(written: string): bigint {
  const match = written.length <= 200 ? NUMBER.exec(written) : null
  const [, sign, whole = '', fraction = '', exponent] = match ?? []
  // The grammar lets the digits after an e be missing, and does not say what that means.
  if (match === null || whole + fraction === '' || exponent === '')
    throw new LinkError('An amount in this link is not a number.')
  if (sign === '-') throw new LinkError('An amount in this link is less than zero.')
  const zeros = (exponent ?? '0').replace(/^0+/, '') || '0'
  const shift = zeros.length > 3 ? MOST_SHIFT : Number(zeros)
  if (fraction.length > shift)
    throw new LinkError('An amount in this link is a fraction of the smallest unit. Nothing is rounded.')
  const digits = whole + fraction
  const value = BigInt(digits)
  if (value === 0n) return 0n
  const scaled = shift >= MOST_SHIFT ? MOST + 1n : value * 10n ** BigInt(shift - fraction.length)
  if (scaled > MOST) throw new LinkError('An amount in this link is larger than any balance can be.')
  return scaled
}
const MOST_SHIFT = 300

/** @throws LinkError also for one wrong capital (EIP-55): a character may have been changed */
export function linkAddress(written: string): Address {
  const text = `0x${written.slice(2)}`
  if (!isAddressLike(text)) throw new LinkError('The address in this link is not a whole address.')
  try {
    return parseAddress(text)
  } catch {
    throw new LinkError(
      'The address in this link has a mistake in it: its capital letters do not match. Ask for the link again.',
    )
  }
}

/** A joiner may stand in a name, as emoji are made with it; no other character that shows as nothing. */
const LABEL = `(?:[^\\s.\\p{C}"'<>\\\\/:?#@&=%+]|\\u200D)+`
const NAME = new RegExp(`^${LABEL}(?:\\.${LABEL})+$`, 'u')

/** Labels with dots between them; what is right within a label is told when the name is looked up. */
export const isName = (text: string): boolean => text.length <= 255 && !/^0x/i.test(text) && NAME.test(text)

/** Decoded; `%` and the delimiters must have been encoded. @throws LinkError */
export function plainString(written: string): string {
  try {
    if (!/[/?&=@#:]/.test(written)) return decodeURIComponent(written)
  } catch {
    // An escape that is none: as damaged as a delimiter.
  }
  throw new LinkError('This payment link is damaged or incomplete. Copy or scan it again from its source.')
}
