import { describe, expect, test } from 'vitest'
import { bytesToHex, hexToBytes } from '../../src/shared/hex.ts'
import { argon2id, scriptEngine, wasmEngine } from '../../src/vault/argon2.ts'
import { toBase64, toUtf8 } from '../../src/vault/bytes.ts'
import { open } from '../../src/vault/cipher.ts'
import { secretFromPrivateKey, sign } from '../../src/vault/index.ts'
import aes from './aes-256-gcm.json'
import argon2 from './argon2id.json'
import rfc6979 from './rfc6979.json'

test.each(rfc6979.vectors)('behavior: RFC 6979, key %s, %j', async (key = '', message = '', r, s) => {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', toUtf8(message)))
  const signature = await sign(secretFromPrivateKey(key), 0, digest)
  expect(signature.r).toBe(BigInt(`0x${r}`))
  expect(signature.s).toBe(BigInt(`0x${s}`))
})

describe('Argon2id', () => {
  const engines = [
    ['chosen', argon2id],
    ['WebAssembly', wasmEngine],
    ['JavaScript', scriptEngine],
  ] as const

  test.each(argon2.vectors)('behavior: m=$m t=$t p=$p, by every engine', async ({ hash, ...cost }) => {
    for (const [name, engine] of engines) {
      const key = await engine(toUtf8('password'), toUtf8('somesalt'), cost)
      expect(bytesToHex(key), name).toBe(`0x${hash}`)
    }
  })
})

test.each(aes.vectors)('behavior: AES-256-GCM opens $ct', async ({ key, iv, plaintext, aad, ct }) => {
  const box = { iv: toBase64(hexToBytes(iv)), ct: toBase64(hexToBytes(ct)) }
  expect(bytesToHex(await open(hexToBytes(key), box, hexToBytes(aad)))).toBe(`0x${plaintext}`)
})
