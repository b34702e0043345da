/**
 * Keystore files of version 3 (Web3 Secret Storage), read as the wallets of this field write them: with `crypto` or
 * `Crypto`, with or without an id, with or without an address, with or without 0x. What it would cost to open one
 * is bounded here, before anything is computed.
 *
 * https://ethereum.org/en/developers/docs/data-structures-and-encoding/web3-secret-storage/
 */

import type { Address } from '../shared/hex.ts'
import { hexToBytes, isAddressLike } from '../shared/hex.ts'
import { checksumAddress } from './address.ts'
import type { Bytes } from './bytes.ts'
import { KeystoreError, type KeystoreProblem } from './errors.ts'

export type KeystoreKdf =
  | { name: 'scrypt'; n: number; r: number; p: number; dklen: number; salt: Bytes }
  | { name: 'pbkdf2'; c: number; dklen: number; salt: Bytes }

/** `address` is what the file says, in EIP-55: not proven before it is opened; null when it says none. */
export type Keystore = {
  address: Address | null
  iv: Bytes
  ciphertext: Bytes
  mac: Bytes
  kdf: KeystoreKdf
}

/** A keystore has less than 1 kB; what else is in it is not ours to read. */
const TEXT_MOST = 64 * 1024
const KEY_BYTES = 32
const SALT_MOST = 256
/** scrypt takes 128 n r bytes: 1 GiB. */
const MEMORY_MOST = 2 ** 30
/** n r p of the costliest in use is 2^21; sixteen times that still ends within a minute. */
const WORK_MOST = 2 ** 25
const ROUNDS_MOST = 10_000_000

/** @throws KeystoreError */
export function parseKeystore(text: string): Keystore {
  const file = record(text.length > TEXT_MOST ? null : parseJson(text), 'shape')
  const version = field(file, 'version')
  if (version !== 3 && version !== '3') throw new KeystoreError(version === undefined ? 'shape' : 'version')
  const crypto = record(field(file, 'crypto'), 'shape')
  if (field(crypto, 'cipher') !== 'aes-128-ctr') throw new KeystoreError('cipher')
  return {
    address: parseAddress(field(file, 'address')),
    iv: bytes(field(record(field(crypto, 'cipherparams'), 'shape'), 'iv'), 16, 16),
    // Some wallets drop the zeros at the head of a key.
    ciphertext: bytes(field(crypto, 'ciphertext'), 1, KEY_BYTES),
    mac: bytes(field(crypto, 'mac'), 32, 32),
    kdf: parseKdf(field(crypto, 'kdf'), record(field(crypto, 'kdfparams'), 'shape')),
  }
}

function parseKdf(name: unknown, given: Record<string, unknown>): KeystoreKdf {
  const dklen = count(field(given, 'dklen'), 64)
  if (dklen < KEY_BYTES) throw new KeystoreError('kdf')
  const salt = bytes(field(given, 'salt'), 0, SALT_MOST)
  if (name === 'scrypt') {
    const [n, r, p] = ['n', 'r', 'p'].map((one) => count(field(given, one), WORK_MOST))
    return { name, ...checkScrypt({ n: Number(n), r: Number(r), p: Number(p) }), dklen, salt }
  }
  if (name !== 'pbkdf2' || field(given, 'prf') !== 'hmac-sha256') throw new KeystoreError('kdf')
  return { name, c: count(field(given, 'c'), ROUNDS_MOST), dklen, salt }
}

function checkScrypt(cost: { n: number; r: number; p: number }): { n: number; r: number; p: number } {
  const { n, r, p } = cost
  if (n < 2 || !Number.isInteger(Math.log2(n))) throw new KeystoreError('kdf')
  if (128 * n * r > MEMORY_MOST || 128 * r * p > MEMORY_MOST || n * r * p > WORK_MOST)
    throw new KeystoreError('cost')
  return cost
}

/** A whole number from 1. Above the most that is allowed it is absurd, not malformed. */
function count(value: unknown, most: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) throw new KeystoreError('kdf')
  if (value > most) throw new KeystoreError('cost')
  return value
}

function bytes(value: unknown, least: number, most: number): Bytes {
  const digits = typeof value === 'string' ? value.replace(/^0x/i, '') : '-'
  if (!/^(?:[0-9a-f]{2})*$/i.test(digits)) throw new KeystoreError('shape')
  const length = digits.length / 2
  if (length < least || length > most) throw new KeystoreError('shape')
  return hexToBytes(digits)
}

/** Other wallets write none, an empty one, or one of another kind of chain: what is no address is not looked at. */
function parseAddress(value: unknown): Address | null {
  const text = typeof value === 'string' ? `0x${value.replace(/^0x/i, '')}` : ''
  return isAddressLike(text) ? checksumAddress(text) : null
}

/** By its name in any case: the first geth wrote `Crypto`. */
function field(from: Record<string, unknown>, name: string): unknown {
  const key = Object.keys(from).find((own) => own.toLowerCase() === name)
  return key === undefined ? undefined : from[key]
}

function record(value: unknown, problem: KeystoreProblem): Record<string, unknown> {
  if (!isRecord(value)) throw new KeystoreError(problem)
  return value
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}
