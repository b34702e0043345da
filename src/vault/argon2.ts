/**
 * Argon2id, 32 bytes, version 1.3: WebAssembly where it works, pure JavaScript where it is missing or blocked.
 * Bit for bit the same. The WebAssembly answers a published vector before it is trusted with a password.
 */

import { argon2idAsync } from '@noble/hashes/argon2.js'
import { argon2id as argon2idWasm } from 'hash-wasm'
import { bytesToHex } from '../shared/hex.ts'
import { type Bytes, toUtf8 } from './bytes.ts'

/** `m` in KiB, `t` passes, `p` lanes. */
export type Argon2Cost = { m: number; t: number; p: number }
export type Argon2Engine = (password: Uint8Array, salt: Uint8Array, cost: Argon2Cost) => Promise<Bytes>

const LENGTH = 32

/** test.c of the reference implementation: version 0x13, argon2id, t = 2, m = 256 KiB, p = 1. */
const KNOWN_ANSWER = {
  password: 'password',
  salt: 'somesalt',
  cost: { m: 256, t: 2, p: 1 },
  hash: '0x9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe',
} as const

export const wasmEngine: Argon2Engine = async (password, salt, { m, t, p }) =>
  Uint8Array.from(
    await argon2idWasm({
      password,
      salt,
      memorySize: m,
      iterations: t,
      parallelism: p,
      hashLength: LENGTH,
      outputType: 'binary',
    }),
  )

export const scriptEngine: Argon2Engine = async (password, salt, { m, t, p }) =>
  Uint8Array.from(await argon2idAsync(password, salt, { m, t, p, dkLen: LENGTH, maxmem: 2 ** 31 }))

/** Whether an engine gives the published answer. False when it throws. */
export async function isSound(engine: Argon2Engine): Promise<boolean> {
  const { password, salt, cost, hash } = KNOWN_ANSWER
  try {
    return bytesToHex(await engine(toUtf8(password), toUtf8(salt), cost)) === hash
  } catch {
    return false
  }
}

/**
 * One engine out of two: `first` if it is sound and does not fail, else `second`.
 * @throws whatever `second` throws
 */
export function either(first: Argon2Engine, second: Argon2Engine): Argon2Engine {
  let sound: Promise<boolean> | undefined
  return async (password, salt, cost) => {
    sound ??= isSound(first)
    if (await sound) {
      try {
        return await first(password, salt, cost)
      } catch {
        // Such as no room for 64 MiB of WebAssembly memory: slower below, but the same key.
      }
    }
    return second(password, salt, cost)
  }
}

export const argon2id: Argon2Engine = either(wasmEngine, scriptEngine)
