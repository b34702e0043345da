/** Bytes and text. Base64 is strict: one text for one run of bytes, so that what is compared as text is compared. */

import { base64 } from '@scure/base'
import { InternalError } from '../shared/errors.ts'

/** Bytes on a buffer of their own, which is what WebCrypto takes. */
export type Bytes = Uint8Array<ArrayBuffer>

export const toUtf8 = (text: string): Bytes => new TextEncoder().encode(text)

/** @returns the text, byte-order mark and all, or null when the bytes are not UTF-8 */
export function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

export const toBase64 = (bytes: Uint8Array): string => base64.encode(bytes)

/** @returns the bytes, or null when the text is not canonical base64 of exactly `length` bytes. */
export function fromBase64(text: unknown, length?: number): Bytes | null {
  if (typeof text !== 'string') return null
  try {
    const bytes = Uint8Array.from(base64.decode(text))
    return length === undefined || bytes.length === length ? bytes : null
  } catch {
    return null
  }
}

/** Whether two runs of bytes are equal, in a time that depends on their lengths alone. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  a.forEach((byte, i) => {
    difference |= byte ^ Number(b[i])
  })
  return difference === 0
}

/** Overwrites with zeros. Best effort: the engine may have copied the bytes before. */
export function wipe(...all: Uint8Array[]): void {
  for (const bytes of all) bytes.fill(0)
}

/** A value that a library's types call optional but that is there by construction. @throws InternalError */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined)
    throw new InternalError('Internal error. Nothing was signed or sent.')
  return value
}
