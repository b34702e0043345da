/**
 * secp256k1 as @scure/bip32 asks for it, by the library that signs: the build puts this in the place of
 * @noble/curves, whose general curves are 12 kB that every start of the background would read. Only what deriving
 * private children needs is here; deriving from public keys alone, signing and verifying by HDKey throw.
 */

import { etc, getPublicKey, Point, utils } from '@noble/secp256k1'

const ORDER = Point.CURVE().n

/** Whole numbers below the order of the curve, as 32 bytes with the largest first. */
const Fn = {
  /** Not reduced: BIP-32 asks whether what the hash gave is below the order. */
  fromBytes(bytes: Uint8Array): bigint {
    if (bytes.length !== 32) throw new RangeError('A scalar has 32 bytes.')
    return etc.bytesToNumberBE(bytes)
  },
  toBytes: etc.numberToBytesBE,
  create: (value: bigint): bigint => etc.mod(value, ORDER),
  isValid: (value: bigint): boolean => value >= 0n && value < ORDER,
  isValidNot0: (value: bigint): boolean => value > 0n && value < ORDER,
}

export const secp256k1 = { Point: { Fn }, getPublicKey, utils }
