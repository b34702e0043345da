import { describe, expect, test } from 'vitest'
import vectors from '../../tests/vectors/keystore.json'
import { parseKeystore } from './keystore-format.ts'

const scrypt = vectors.vectors[0]?.json
const pbkdf2 = vectors.vectors[1]?.json
const ADDRESS = '0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b'

type Json = Record<string, unknown>
/** The file with some fields of it replaced; `undefined` takes one away. */
const changed = (change: Json, crypto: Json = {}, kdfparams: Json = {}): string =>
  JSON.stringify({
    ...scrypt,
    crypto: { ...scrypt?.crypto, kdfparams: { ...scrypt?.crypto.kdfparams, ...kdfparams }, ...crypto },
    ...change,
  })

describe('what is read', () => {
  test('behavior: the two of the definition', () => {
    expect(parseKeystore(JSON.stringify(scrypt))).toMatchObject({
      address: null,
      kdf: { name: 'scrypt', n: 262144, r: 1, p: 8, dklen: 32 },
    })
    expect(parseKeystore(JSON.stringify(pbkdf2))).toMatchObject({ kdf: { name: 'pbkdf2', c: 262144 } })
  })

  test('behavior: Crypto, a version in quotes, no id, 0x anywhere, a byte-order mark', () => {
    const { crypto, ...rest } = scrypt ?? {}
    const mac = `0X${scrypt?.crypto.mac.toUpperCase()}`
    const text = `\uFEFF${JSON.stringify({ ...rest, id: undefined, version: '3', Crypto: { ...crypto, mac } })}`
    expect(parseKeystore(text)).toEqual(parseKeystore(JSON.stringify(scrypt)))
  })

  test.each([
    ['008aeeda4d805471df9b2a5b0f38a0c3bcba786b', ADDRESS],
    [ADDRESS, ADDRESS],
    ['', null],
    [7, null],
    ['tz1not-of-this-chain', null],
  ])('param: the address %s', (address, read) => {
    expect(parseKeystore(changed({ address })).address).toBe(read)
  })
})

describe('what is refused', () => {
  const problemOf = (text: string): unknown => {
    try {
      return parseKeystore(text)
    } catch (error) {
      return error instanceof Object && 'data' in error ? error.data : error
    }
  }
  test.each<[string, string, string]>([
    ['shape', 'no JSON', 'not json'],
    ['shape', 'null', 'null'],
    ['shape', 'a list', '[]'],
    ['shape', 'too long', ' '.repeat(70_000) + JSON.stringify(scrypt)],
    ['shape', 'no version', changed({ version: undefined })],
    ['version', 'version 1', changed({ version: 1 })],
    ['shape', 'no crypto', changed({ crypto: undefined })],
    ['cipher', 'another cipher', changed({}, { cipher: 'aes-128-cbc' })],
    ['shape', 'no cipher parameters', changed({}, { cipherparams: undefined })],
    ['shape', 'a short iv', changed({}, { cipherparams: { iv: '00' } })],
    ['shape', 'half a digit', changed({}, { mac: 'a'.repeat(63) })],
    ['shape', 'no digits', changed({}, { mac: 'z'.repeat(64) })],
    ['shape', 'no mac', changed({}, { mac: undefined })],
    ['shape', 'an empty ciphertext', changed({}, { ciphertext: '' })],
    ['shape', 'a long ciphertext', changed({}, { ciphertext: '00'.repeat(33) })],
    ['shape', 'no kdf parameters', changed({}, { kdfparams: undefined })],
    ['kdf', 'another kdf', changed({}, { kdf: 'argon2id' })],
    ['kdf', 'another prf', changed({}, { kdf: 'pbkdf2' }, { prf: 'hmac-sha512' })],
    ['kdf', 'a short key', changed({}, {}, { dklen: 16 })],
    ['cost', 'a long key', changed({}, {}, { dklen: 65 })],
    ['kdf', 'n of no power', changed({}, {}, { n: 1000 })],
    ['kdf', 'n of 1', changed({}, {}, { n: 1 })],
    ['kdf', 'a negative p', changed({}, {}, { p: -1 })],
    ['kdf', 'an r in words', changed({}, {}, { r: '8' })],
    ['cost', 'too much memory by n', changed({}, {}, { n: 2 ** 21, r: 8, p: 1 })],
    ['cost', 'too much memory by r and p', changed({}, {}, { n: 2, r: 4096, p: 4096 })],
    ['cost', 'too much work', changed({}, {}, { n: 2 ** 20, r: 8, p: 8 })],
    ['cost', 'an absurd n', changed({}, {}, { n: 2 ** 40 })],
    ['cost', 'too many rounds', changed({}, { kdf: 'pbkdf2' }, { prf: 'hmac-sha256', c: 10_000_001 })],
  ])('error: %s, %s', (problem, _what, text) => {
    expect(problemOf(text)).toEqual({ problem })
  })

  test('behavior: the costliest that are in use are not', () => {
    expect(parseKeystore(changed({}, {}, { n: 2 ** 20, r: 8, p: 1 })).kdf).toMatchObject({ n: 2 ** 20 })
  })
})
