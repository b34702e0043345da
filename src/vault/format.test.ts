import { describe, expect, test } from 'vitest'
import { toBase64 } from './bytes.ts'
import { parseVault, secretAad, type VaultBlob, wrapAad } from './format.ts'

const b64 = (length: number) => toBase64(new Uint8Array(length))
const BOX = { id: 'one', kind: 'mnemonic' as const, iv: b64(12), ct: b64(1024 + 16) }
const BLOB: VaultBlob = {
  v: 1,
  id: b64(16),
  kdf: { name: 'argon2id', m: 65_536, t: 3, p: 1, salt: b64(16) },
  wrap: { name: 'AES-256-GCM', iv: b64(12), ct: b64(48) },
  boxes: [BOX, { ...BOX, id: 'two', kind: 'private-key' }],
  created: 1_700_000_000_000,
}

describe('parseVault', () => {
  test('behavior: a vault, through JSON, with its keys in any order', () => {
    const shuffled = Object.fromEntries(Object.entries(BLOB).toReversed())
    expect(parseVault(JSON.parse(JSON.stringify(shuffled)))).toEqual(BLOB)
    expect(JSON.stringify(parseVault(shuffled))).toBe(JSON.stringify(BLOB))
  })

  test('security: what comes out shares nothing with what went in', () => {
    const parsed = parseVault(BLOB)
    expect(parsed).not.toBe(BLOB)
    expect(parsed.kdf).not.toBe(BLOB.kdf)
    expect(parsed.boxes[0]).not.toBe(BLOB.boxes[0])
  })

  test.each([2, 3, 1e9])('error: version %d is of a newer release, and says so', (v) => {
    expect(() => parseVault({ ...BLOB, v })).toThrow('newer version of Candor')
    expect(() => parseVault({ v, anything: 1 })).toThrow('newer version of Candor')
  })

  const { created: _, ...incomplete } = BLOB
  test.each([
    ['null', null],
    ['text', '{}'],
    ['a list', [BLOB]],
    ['nothing in it', {}],
    ['version 0', { ...BLOB, v: 0 }],
    ['version "1"', { ...BLOB, v: '1' }],
    ['version 1.5', { ...BLOB, v: 1.5 }],
    ['a field missing', incomplete],
    ['a field too many', { ...BLOB, extra: 1 }],
    ['a field from the prototype', Object.assign(Object.create({ created: 1 }), incomplete, { x: 1 })],
    ['created: text', { ...BLOB, created: '1' }],
    ['created: negative', { ...BLOB, created: -1 }],
    ['created: fraction', { ...BLOB, created: 0.5 }],
    ['id: short', { ...BLOB, id: b64(15) }],
    ['id: not text', { ...BLOB, id: 16 }],
    ['kdf: none', { ...BLOB, kdf: null }],
    ['kdf: other', { ...BLOB, kdf: { ...BLOB.kdf, name: 'argon2i' } }],
    ['kdf: extra', { ...BLOB, kdf: { ...BLOB.kdf, extra: 1 } }],
    ['kdf.m: text', { ...BLOB, kdf: { ...BLOB.kdf, m: '65536' } }],
    ['kdf.t: infinite', { ...BLOB, kdf: { ...BLOB.kdf, t: Number.POSITIVE_INFINITY } }],
    ['kdf.p: absent', { ...BLOB, kdf: { ...BLOB.kdf, p: undefined } }],
    ['kdf.salt: short', { ...BLOB, kdf: { ...BLOB.kdf, salt: b64(8) } }],
    ['wrap: list', { ...BLOB, wrap: [] }],
    ['wrap: other cipher', { ...BLOB, wrap: { ...BLOB.wrap, name: 'AES-128-GCM' } }],
    ['wrap.iv: short', { ...BLOB, wrap: { ...BLOB.wrap, iv: b64(11) } }],
    ['wrap.ct: long', { ...BLOB, wrap: { ...BLOB.wrap, ct: b64(49) } }],
    ['boxes: object', { ...BLOB, boxes: {} }],
    ['box: null', { ...BLOB, boxes: [null] }],
    ['box: extra', { ...BLOB, boxes: [{ ...BOX, extra: 1 }] }],
    ['box.id: empty', { ...BLOB, boxes: [{ ...BOX, id: '' }] }],
    ['box.id: number', { ...BLOB, boxes: [{ ...BOX, id: 1 }] }],
    ['box.id: odd', { ...BLOB, boxes: [{ ...BOX, id: 'a b' }] }],
    ['box.id: long', { ...BLOB, boxes: [{ ...BOX, id: 'a'.repeat(65) }] }],
    ['box.id: twice', { ...BLOB, boxes: [BOX, BOX] }],
    ['box.kind: other', { ...BLOB, boxes: [{ ...BOX, kind: 'seed' }] }],
    ['box.iv: long', { ...BLOB, boxes: [{ ...BOX, iv: b64(16) }] }],
    ['box.ct: empty', { ...BLOB, boxes: [{ ...BOX, ct: '' }] }],
    ['box.ct: unpadded', { ...BLOB, boxes: [{ ...BOX, ct: b64(1024) }] }],
    ['box.ct: not text', { ...BLOB, boxes: [{ ...BOX, ct: null }] }],
    ['box.ct: not base64', { ...BLOB, boxes: [{ ...BOX, ct: '*' }] }],
  ])('error: %s', (_name, value) => {
    expect(() => parseVault(value)).toThrow(expect.objectContaining({ name: 'VaultCorruptError' }))
  })
})

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

test('security: the header is bound as written here; a change breaks every stored vault', () => {
  expect(text(wrapAad(BLOB))).toBe(
    '["candor wrap",1,"AAAAAAAAAAAAAAAAAAAAAA==",1700000000000,"argon2id",65536,3,1,"AAAAAAAAAAAAAAAAAAAAAA==","AES-256-GCM","AES-256-GCM"]',
  )
  expect(text(secretAad(BLOB, BOX))).toBe(
    '["candor secret",1,"AAAAAAAAAAAAAAAAAAAAAA==","AES-256-GCM","one","mnemonic"]',
  )
})
