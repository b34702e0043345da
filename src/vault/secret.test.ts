import { describe, expect, test } from 'vitest'
import { toUtf8 } from './bytes.ts'
import {
  decodeSecret,
  encodeSecret,
  type Secret,
  secretFromMnemonic,
  secretFromPrivateKey,
  wipeSecret,
} from './secret.ts'

const PHRASE = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
const ORDER = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141'
const KEY = '4646464646464646464646464646464646464646464646464646464646464646'

describe('round trip', () => {
  test.each(['', 'TREZOR', '㍍ガバヴァぱばぐゞちぢ十人十色', '\ufeff \u0000', 'e\u0301'])(
    'behavior: a phrase with the passphrase %j',
    (passphrase) => {
      const secret = secretFromMnemonic(PHRASE, passphrase)
      expect(decodeSecret('mnemonic', encodeSecret(secret))).toEqual(secret)
    },
  )

  test.each([16, 20, 24, 28, 32])('behavior: %i bytes of entropy', (length) => {
    const secret: Secret = { kind: 'mnemonic', entropy: new Uint8Array(length).fill(7), passphrase: 'x' }
    expect(decodeSecret('mnemonic', encodeSecret(secret))).toEqual(secret)
  })

  test('behavior: a private key', () => {
    const secret = secretFromPrivateKey(KEY)
    expect(decodeSecret('private-key', encodeSecret(secret))).toEqual(secret)
  })
})

describe('secretFromPrivateKey', () => {
  test('behavior: with 0x, in capitals, with white space around', () => {
    expect(secretFromPrivateKey(` 0x${KEY}\n`)).toEqual(secretFromPrivateKey(KEY))
    expect(secretFromPrivateKey(`0x${'AB'.repeat(32)}`)).toEqual(secretFromPrivateKey('ab'.repeat(32)))
  })

  test.each([
    '',
    '0x',
    KEY.slice(2),
    `${KEY}00`,
    `0X${KEY}x`,
    'g'.repeat(64),
    '0'.repeat(64),
    ORDER,
    'f'.repeat(64),
  ])('error: %s is none', (text) => {
    expect(() => secretFromPrivateKey(text)).toThrow('not a valid private key')
  })
})

describe('encodeSecret refuses', () => {
  test('security: a passphrase that would come back as another', () => {
    expect(() => encodeSecret(secretFromMnemonic(PHRASE, '\ud800'))).toThrow('cannot be stored')
  })

  test('error: what decodeSecret would refuse', () => {
    expect(() => encodeSecret({ kind: 'mnemonic', entropy: new Uint8Array(15), passphrase: '' })).toThrow()
    expect(() => encodeSecret({ kind: 'private-key', key: new Uint8Array(32) })).toThrow('private key')
  })
})

test.each([
  ['mnemonic', Uint8Array.of()],
  ['mnemonic', Uint8Array.of(17, ...new Uint8Array(17))],
  ['mnemonic', Uint8Array.of(16, ...new Uint8Array(15))],
  ['mnemonic', Uint8Array.of(16, ...new Uint8Array(16), 0xff)],
  ['private-key', new Uint8Array(32)],
  ['private-key', toUtf8(KEY)],
] as const)('error: %s of other bytes', (kind, bytes) => {
  expect(() => decodeSecret(kind, bytes)).toThrow('cannot be read')
})

test('security: a decoded secret shares no memory with its plaintext', () => {
  const bytes = encodeSecret(secretFromPrivateKey(KEY))
  const secret = decodeSecret('private-key', bytes)
  bytes.fill(0)
  expect(secret).toEqual(secretFromPrivateKey(KEY))
})

test('behavior: a wiped secret is zeros', () => {
  const phrase = secretFromMnemonic(PHRASE)
  const key = secretFromPrivateKey(KEY)
  wipeSecret(phrase)
  wipeSecret(key)
  expect(phrase).toMatchObject({ entropy: new Uint8Array(16) })
  expect(key).toMatchObject({ key: new Uint8Array(32) })
})
