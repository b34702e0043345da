/** Addresses: from a public key, and in the mixed case of EIP-55 that tells a mistyped one. */

import { keccak_256 } from '@noble/hashes/sha3.js'
import { Point } from '@noble/secp256k1'
import { InvalidParamsError } from '../shared/errors.ts'
import { type Address, bytesToHex, isAddressLike } from '../shared/hex.ts'
import { toUtf8 } from './bytes.ts'

/**
 * The address in mixed case: a letter is a capital where the hash of the lower-case digits has a high nibble.
 * @throws InvalidParamsError when the text is not 0x and 40 hexadecimal digits
 * @see https://eips.ethereum.org/EIPS/eip-55
 */
export function checksumAddress(address: string): Address {
  if (!isAddressLike(address)) throw new InvalidParamsError('That is not an address.')
  const digits = address.slice(2).toLowerCase()
  const hash = bytesToHex(keccak_256(toUtf8(digits))).slice(2)
  const mixed = digits.replace(/[a-f]/g, (letter, at: number) =>
    hash.charAt(at) >= '8' ? letter.toUpperCase() : letter,
  )
  return `0x${mixed}`
}

/** Whether the text is an address exactly as EIP-55 writes it. All lower case carries no checksum: false. */
export const isChecksumValid = (address: string): boolean =>
  isAddressLike(address) && checksumAddress(address) === address

/**
 * The address of an account: the last 20 bytes of the Keccak-256 of the public key.
 * @param publicKey secp256k1, 33 bytes compressed or 65 bytes uncompressed
 * @throws Error when the bytes are not a point of the curve
 */
export function addressOf(publicKey: Uint8Array): Address {
  const point = Point.fromBytes(publicKey).toBytes(false)
  return checksumAddress(bytesToHex(keccak_256(point.subarray(1)).subarray(12)))
}
