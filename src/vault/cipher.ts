/**
 * AES-256-GCM by WebCrypto with a fresh random IV each time. What is opened is what was sealed, under the same
 * key and the same associated data, or nothing.
 */

import { InternalError } from '../shared/errors.ts'
import { type Bytes, fromBase64, toBase64, wipe } from './bytes.ts'
import { SealBrokenError, VaultCorruptError } from './errors.ts'
import { randomBytes } from './random.ts'

export const CIPHER = 'AES-256-GCM'
export const IV_BYTES = 12
export const TAG_BYTES = 16
export const KEY_BYTES = 32
/** Plaintexts of secrets are padded to this, so that a box's size does not tell what is in it. */
export const BLOCK_BYTES = 1024

const LENGTH_BYTES = 4

/** Base64: 12 bytes of IV; the ciphertext with its 16-byte tag at the end. */
export type Sealed = { iv: string; ct: string }

/**
 * @param key 32 bytes
 * @param aad bound to the box but not in it: `open` needs the same
 */
export async function seal(key: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Promise<Sealed> {
  const iv = randomBytes(IV_BYTES)
  const copy = Uint8Array.from(plaintext)
  try {
    const ct = await globalThis.crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: Uint8Array.from(aad), tagLength: 8 * TAG_BYTES },
      await importKey(key, 'encrypt'),
      copy,
    )
    return { iv: toBase64(iv), ct: toBase64(new Uint8Array(ct)) }
  } finally {
    wipe(copy)
  }
}

/** @throws SealBrokenError on another key, other associated data, or altered bytes */
export async function open(key: Uint8Array, box: Sealed, aad: Uint8Array): Promise<Bytes> {
  const iv = fromBase64(box.iv, IV_BYTES)
  const ct = fromBase64(box.ct)
  if (iv === null || ct === null) throw new SealBrokenError()
  const cryptoKey = await importKey(key, 'decrypt')
  try {
    const plaintext = await globalThis.crypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData: Uint8Array.from(aad), tagLength: 8 * TAG_BYTES },
      cryptoKey,
      ct,
    )
    return new Uint8Array(plaintext)
  } catch {
    throw new SealBrokenError()
  }
}

/** Length (4 bytes, big endian), content, zeros up to a multiple of 1 KiB. */
export function pad(content: Uint8Array): Bytes {
  const size = Math.ceil((LENGTH_BYTES + content.length) / BLOCK_BYTES) * BLOCK_BYTES
  const padded = new Uint8Array(size)
  new DataView(padded.buffer).setUint32(0, content.length)
  padded.set(content, LENGTH_BYTES)
  return padded
}

/**
 * @returns a view of the content in `padded`, so that wiping the one wipes the other
 * @throws VaultCorruptError when the bytes are not what `pad` makes
 */
export function unpad(padded: Bytes): Bytes {
  const blocks = padded.length / BLOCK_BYTES
  if (blocks < 1 || !Number.isInteger(blocks)) throw new VaultCorruptError('padding')
  const end = LENGTH_BYTES + new DataView(padded.buffer, padded.byteOffset).getUint32(0)
  const blank = padded.subarray(end).every((byte) => byte === 0)
  if (Math.ceil(end / BLOCK_BYTES) !== blocks || !blank) throw new VaultCorruptError('padding')
  return padded.subarray(LENGTH_BYTES, end)
}

async function importKey(key: Uint8Array, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  if (key.length !== KEY_BYTES)
    throw new InternalError('Internal error. Nothing was signed or sent.', 'key length')
  const copy = Uint8Array.from(key)
  try {
    return await globalThis.crypto.subtle.importKey('raw', copy, 'AES-GCM', false, [use])
  } finally {
    wipe(copy)
  }
}
