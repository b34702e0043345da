/**
 * ECDSA over secp256k1: RFC 6979, low s (EIP-2), and never a signature that was not checked against the key's
 * own public key first. A faulty signature could give the private key away.
 */

import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import * as secp from '@noble/secp256k1'
import { InvalidParamsError } from '../shared/errors.ts'
import { equalBytes } from './bytes.ts'
import { SigningError } from './errors.ts'

// The library brings no hashes of its own for synchronous signing.
secp.hashes.sha256 = sha256
secp.hashes.hmacSha256 = (key, message) => hmac(sha256, key, message)

export type Signature = { r: bigint; s: bigint; yParity: 0 | 1 }

const HALF_ORDER = secp.Point.CURVE().n / 2n

/**
 * @param key 32 bytes; the caller wipes it
 * @param digest the 32 bytes to sign, already hashed
 * @throws InvalidParamsError on another length, SigningError when the result does not verify
 */
export function signDigest(key: Uint8Array, digest: Uint8Array): Signature {
  if (digest.length !== 32) throw new InvalidParamsError('A digest has 32 bytes.')
  const signed = secp.sign(digest, key, { prehash: false, lowS: true, format: 'recovered' })
  return verified(signed, digest, secp.getPublicKey(key, true))
}

/**
 * Reads a signature only if the key that it recovers is the one that should have made it.
 * @param signed 65 bytes as the library writes them: recovery, r, s
 * @param publicKey 33 bytes
 * @throws SigningError
 */
export function verified(signed: Uint8Array, digest: Uint8Array, publicKey: Uint8Array): Signature {
  const { r, s, recovery } = secp.Signature.fromBytes(signed, 'recovered')
  // 2 and 3 stand for an r past the order of the curve, which Ethereum cannot express; 1 in 2^127.
  if (recovery !== 0 && recovery !== 1) throw new SigningError('recovery')
  if (s > HALF_ORDER) throw new SigningError('high s')
  const recovered = secp.recoverPublicKey(signed, digest, { prehash: false })
  if (!equalBytes(recovered, publicKey)) throw new SigningError('recovered another key')
  return { r, s, yParity: recovery }
}
