/** What the encodings of transactions and authorizations share: RLP integers, checks, signatures. */
import { type Hex, toQuantity } from '../shared/hex.ts'
import { EncodingError } from './errors.ts'

export type Signature = { r: bigint; s: bigint; yParity: 0 | 1 }

export type Rlp = Hex | readonly Rlp[]

/** Order of secp256k1. */
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

export function check(ok: boolean, details: string): asserts ok {
  if (!ok) throw new EncodingError(`transaction: ${details}`)
}

/** @throws EncodingError for a signature that no key makes, or that EIP-2 refuses. */
export function checkSignature({ r, s, yParity }: Signature): void {
  check(r > 0n && r < N, 'r is out of range')
  // EIP-2: the other half of the values of s would be a second valid signature of the same bytes.
  check(s > 0n && s <= N / 2n, 's is out of range')
  check(yParity === 0 || yParity === 1, 'yParity is not 0 or 1')
}

/** RLP integers have no leading zeros, and zero is empty. */
export function quantity(value: bigint): Hex {
  if (value === 0n) return '0x'
  const digits = toQuantity(value).slice(2)
  return `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`
}
