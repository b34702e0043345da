/** personal_sign: what is asked, what is shown, what is signed. */
import { keccak256 } from 'viem/utils'
import { InvalidParamsError } from '../shared/errors.ts'
import { hexToBytes, isAddressLike, isHex } from '../shared/hex.ts'

export { visibleLine, visibleText } from './text.ts'

/** The largest message that a person is asked to sign. */
const MAX_BYTES = 64 * 1024

/**
 * Params of personal_sign: [data, address], or swapped when only the first looks like an address. `data` starting
 * with 0x is bytes in hexadecimal, anything else text in UTF-8. The address comes back as given, to be parsed and
 * checked against the site's accounts.
 * @throws InvalidParamsError
 */
export function parsePersonalMessage(params: unknown): { bytes: Uint8Array; address: string } {
  if (!Array.isArray(params)) throw new InvalidParamsError('personal_sign needs [data, address].')
  const [first, second]: unknown[] = params
  if (typeof first !== 'string' || typeof second !== 'string') {
    throw new InvalidParamsError('personal_sign needs [data, address], both strings.')
  }
  const swapped = isAddressLike(first) && !isAddressLike(second)
  const [data, address] = swapped ? [second, first] : [first, second]
  return { bytes: parseMessage(data), address }
}

/** What `data` stands for; an odd number of digits has a zero in front, as in the wallets that sites know. */
export function parseMessage(data: string): Uint8Array {
  if (data.length > 2 * MAX_BYTES + 2) throw new InvalidParamsError('The message is larger than 64 kB.')
  const bytes = isHex(data)
    ? hexToBytes(data.length % 2 === 0 ? data : `0${data.slice(2)}`)
    : new TextEncoder().encode(data)
  if (bytes.length > MAX_BYTES) throw new InvalidParamsError('The message is larger than 64 kB.')
  return bytes
}

/** The 32 bytes to sign: EIP-191 version 0x45 (https://eips.ethereum.org/EIPS/eip-191). */
export function messageDigest(bytes: Uint8Array): Uint8Array {
  const prefix = new TextEncoder().encode(`\x19Ethereum Signed Message:\n${bytes.length}`)
  const whole = new Uint8Array(prefix.length + bytes.length)
  whole.set(prefix)
  whole.set(bytes, prefix.length)
  return keccak256(whole, 'bytes')
}

/** The message as text when the bytes are valid UTF-8, unchanged; else null. Show it through visibleText. */
export function messageText(bytes: Uint8Array): string | null {
  try {
    // ignoreBOM keeps a byte order mark in the text, where it is shown, instead of dropping it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
