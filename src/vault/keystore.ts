/**
 * Opens and writes keystore files of version 3. The checksum is compared before anything is decrypted, and the
 * address that the file names is held against the key that came out. Keys in between are wiped.
 *
 * https://ethereum.org/en/developers/docs/data-structures-and-encoding/web3-secret-storage/
 */

import { scryptAsync } from '@noble/hashes/scrypt.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { getPublicKey, utils } from '@noble/secp256k1'
import { bytesToHex } from '../shared/hex.ts'
import { addressOf } from './address.ts'
import { type Bytes, equalBytes, toUtf8, wipe } from './bytes.ts'
import { FilePasswordError, KeystoreError, PrivateKeyError } from './errors.ts'
import type { Keystore, KeystoreKdf } from './keystore-format.ts'
import { randomBytes } from './random.ts'
import type { Secret } from './secret.ts'

/** Told now and then, from 0 to 1. */
export type Progress = (done: number) => void
export type ScryptCost = { n: number; r: number; p: number }

/** What files are written with: 128 MiB, what the most used wallets write too. */
export const KEYSTORE_COST = { n: 131_072, r: 8, p: 1 } as const satisfies ScryptCost

const KEY_BYTES = 32
const SALT_BYTES = 32
const IV_BYTES = 16
/** Milliseconds after which the derivation lets others run. */
const TICK = 25
/** What scrypt needs beside its table, on top of the bound of keystore-format.ts. */
const MEMORY_MOST = 2 ** 31

/**
 * The private key in a keystore. The caller wipes it.
 * @param password as it was typed: tried so, and in NFKC where that differs, as some wallets normalise it
 * @throws FilePasswordError, KeystoreError when the address is not that of the key, PrivateKeyError
 */
export async function openKeystore(
  keystore: Keystore,
  password: string,
  onProgress: Progress = () => undefined,
): Promise<Secret> {
  const forms = [...new Set([password, password.normalize('NFKC')])]
  for (const form of forms) {
    const derived = await derive(keystore.kdf, form, onProgress)
    try {
      if (equalBytes(macOf(derived, keystore.ciphertext), keystore.mac))
        return await decrypt(keystore, derived.subarray(0, 16))
    } finally {
      wipe(derived)
    }
  }
  throw new FilePasswordError()
}

/**
 * A keystore file of a private key, as JSON text.
 * @param key 32 bytes; left to the caller to wipe
 * @throws PrivateKeyError
 */
export async function sealKeystore(
  key: Uint8Array,
  password: string,
  onProgress: Progress = () => undefined,
  cost: ScryptCost = KEYSTORE_COST,
): Promise<string> {
  if (!utils.isValidSecretKey(key)) throw new PrivateKeyError()
  const salt = randomBytes(SALT_BYTES)
  const iv = randomBytes(IV_BYTES)
  const kdf = { name: 'scrypt', ...cost, dklen: KEY_BYTES, salt } as const
  const derived = await derive(kdf, password.normalize('NFKC'), onProgress)
  try {
    const ciphertext = await cipher('encrypt', derived.subarray(0, 16), iv, key)
    return JSON.stringify({
      version: 3,
      id: uuid(),
      address: addressOf(getPublicKey(key)).slice(2).toLowerCase(),
      crypto: {
        cipher: 'aes-128-ctr',
        cipherparams: { iv: digits(iv) },
        ciphertext: digits(ciphertext),
        kdf: kdf.name,
        kdfparams: { dklen: kdf.dklen, ...cost, salt: digits(salt) },
        mac: digits(macOf(derived, ciphertext)),
      },
    })
  } finally {
    wipe(derived)
  }
}

async function decrypt(keystore: Keystore, aesKey: Uint8Array): Promise<Secret> {
  const plain = await cipher('decrypt', aesKey, keystore.iv, keystore.ciphertext)
  const key = new Uint8Array(KEY_BYTES)
  key.set(plain, KEY_BYTES - plain.length)
  wipe(plain)
  if (!utils.isValidSecretKey(key)) {
    wipe(key)
    throw new PrivateKeyError()
  }
  if (keystore.address !== null && addressOf(getPublicKey(key)) !== keystore.address) {
    wipe(key)
    throw new KeystoreError('address')
  }
  return { kind: 'private-key', key }
}

async function derive(kdf: KeystoreKdf, password: string, onProgress: Progress): Promise<Bytes> {
  const secret = toUtf8(password)
  onProgress(0)
  try {
    if (kdf.name === 'pbkdf2') return await pbkdf2(secret, kdf.salt, kdf.c, kdf.dklen)
    const { n, r, p, dklen, salt } = kdf
    const options = { N: n, r, p, dkLen: dklen, asyncTick: TICK, maxmem: MEMORY_MOST, onProgress }
    return Uint8Array.from(await scryptAsync(secret, salt, options))
  } finally {
    wipe(secret)
    onProgress(1)
  }
}

async function pbkdf2(password: Bytes, salt: Bytes, iterations: number, length: number): Promise<Bytes> {
  const { subtle } = globalThis.crypto
  const base = await subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits'])
  const bits = await subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    base,
    8 * length,
  )
  return new Uint8Array(bits)
}

/** Keccak-256 of the second half of the derived key and the ciphertext. */
function macOf(derived: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  const input = Uint8Array.from([...derived.subarray(16, KEY_BYTES), ...ciphertext])
  try {
    return keccak_256(input)
  } finally {
    wipe(input)
  }
}

async function cipher(
  way: 'encrypt' | 'decrypt',
  aesKey: Uint8Array,
  iv: Bytes,
  data: Uint8Array,
): Promise<Bytes> {
  const { subtle } = globalThis.crypto
  const raw = Uint8Array.from(aesKey)
  const input = Uint8Array.from(data)
  try {
    const key = await subtle.importKey('raw', raw, 'AES-CTR', false, [way])
    return new Uint8Array(await subtle[way]({ name: 'AES-CTR', counter: iv, length: 128 }, key, input))
  } finally {
    wipe(raw, input)
  }
}

/** Version 4 of RFC 9562. */
function uuid(): string {
  const raw = randomBytes(16)
  raw[6] = (Number(raw[6]) & 0x0f) | 0x40
  raw[8] = (Number(raw[8]) & 0x3f) | 0x80
  return digits(raw).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const digits = (bytes: Uint8Array): string => bytesToHex(bytes).slice(2)
