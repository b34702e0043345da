import { afterEach, describe, expect, test, vi } from 'vitest'
import { bytesToHex } from '../shared/hex.ts'
import { type Argon2Engine, argon2id, either, isSound, scriptEngine, wasmEngine } from './argon2.ts'
import { toUtf8 } from './bytes.ts'
import {
  CURRENT_KDF,
  deriveKey,
  freshKdf,
  isWeaker,
  KDF_CEILING,
  KDF_FLOOR,
  type KdfParameters,
} from './kdf.ts'

const SALT = 'AAECAwQFBgcICQoLDA0ODw=='
const LIGHT: KdfParameters = { name: 'argon2id', ...KDF_FLOOR, p: 1, salt: SALT }
const TINY = { m: 32, t: 1, p: 1 }
const broken: Argon2Engine = () => Promise.reject(new Error('no memory'))

afterEach(() => vi.unstubAllGlobals())

describe('argon2id', () => {
  test.each([
    ['', TINY],
    ['password', { m: 64, t: 2, p: 2 }],
    ['пароль', { m: 65, t: 3, p: 4 }],
    ['x'.repeat(1000), { m: 1024, t: 1, p: 1 }],
  ])('behavior: %j with %j is the same with and without WebAssembly', async (password, cost) => {
    const salt = toUtf8('0123456789abcdef')
    const script = await scriptEngine(toUtf8(password), salt, cost)
    expect(await argon2id(toUtf8(password), salt, cost)).toEqual(script)
    if (password !== '') expect(await wasmEngine(toUtf8(password), salt, cost)).toEqual(script)
  })

  test('behavior: without WebAssembly, JavaScript', async () => {
    vi.stubGlobal('WebAssembly', undefined)
    expect(await isSound(wasmEngine)).toBe(false)
    const key = await either(wasmEngine, scriptEngine)(toUtf8('a'), toUtf8('saltsalt'), TINY)
    expect(key).toEqual(await scriptEngine(toUtf8('a'), toUtf8('saltsalt'), TINY))
  })

  test('behavior: where WebAssembly fails later, such as for want of memory, JavaScript', async () => {
    let calls = 0
    const failing: Argon2Engine = (...all) => (calls++ === 0 ? scriptEngine(...all) : broken(...all))
    const key = await either(failing, scriptEngine)(toUtf8('a'), toUtf8('saltsalt'), TINY)
    expect(key).toEqual(await scriptEngine(toUtf8('a'), toUtf8('saltsalt'), TINY))
    expect(calls).toBe(2)
  })

  test('security: an engine with a wrong answer never sees a password', async () => {
    const seen: string[] = []
    const wrong: Argon2Engine = async (password) => {
      seen.push(new TextDecoder().decode(password))
      return new Uint8Array(32)
    }
    const engine = either(wrong, scriptEngine)
    await engine(toUtf8('mine'), toUtf8('saltsalt'), TINY)
    await engine(toUtf8('mine'), toUtf8('saltsalt'), TINY)
    expect(seen).toEqual(['password'])
  })

  test('error: where both fail, the failure', async () => {
    await expect(either(broken, broken)(toUtf8('a'), toUtf8('saltsalt'), TINY)).rejects.toThrow('no memory')
  })
})

describe('deriveKey', () => {
  test('behavior: HKDF-SHA256 of Argon2id, with nothing lost between', async () => {
    const { hkdfSync } = await import('node:crypto')
    const salt = Uint8Array.from({ length: 16 }, (_, i) => i)
    const stretched = await scriptEngine(toUtf8('correct horse'), salt, LIGHT)
    const expected = hkdfSync('sha256', stretched, '', 'candor vault key-encryption key v1', 32)
    expect(bytesToHex(await deriveKey('correct horse', LIGHT))).toBe(bytesToHex(new Uint8Array(expected)))
  })

  test('behavior: a password is the same from any keyboard (NFKC)', async () => {
    const composed = await deriveKey('caf\u00e9 \u2126', LIGHT)
    expect(await deriveKey('cafe\u0301 \u03a9', LIGHT)).toEqual(composed)
    expect(await deriveKey('cafe \u03a9', LIGHT)).not.toEqual(composed)
  })

  test('behavior: the cost of today, in 32 bytes', async () => {
    expect(await deriveKey('correct horse', { ...CURRENT_KDF, salt: SALT })).toHaveLength(32)
  })

  test.each([[{ m: KDF_FLOOR.m - 1 }], [{ t: KDF_FLOOR.t - 1 }]])(
    'security: below the floor only to migrate: %j',
    async (change) => {
      await expect(deriveKey('a', { ...LIGHT, ...change })).rejects.toThrow('unsafe protection')
      expect(await deriveKey('a', { ...LIGHT, ...change }, { allowWeak: true })).toHaveLength(32)
    },
  )

  test.each([
    { m: KDF_CEILING.m + 1 },
    { t: KDF_CEILING.t + 1 },
    { p: KDF_CEILING.p + 1 },
    { m: 0 },
    { t: 0 },
    { p: 0 },
    { m: 31, p: 4 },
    { m: 19_456.5 },
    { t: Number.NaN },
    { salt: '' },
    { salt: 'AAECAwQFBgcICQoLDA0O' },
  ])('security: refused before anything is computed: %j', async (change) => {
    const attempt = deriveKey('a', { ...LIGHT, ...change }, { allowWeak: true })
    await expect(attempt).rejects.toMatchObject({ name: 'VaultParametersError' })
  })
})

test('behavior: each vault has a salt of its own', () => {
  expect(freshKdf(CURRENT_KDF).salt).not.toBe(freshKdf(CURRENT_KDF).salt)
})

test('behavior: less memory or less work is weaker', () => {
  expect(isWeaker(CURRENT_KDF, CURRENT_KDF)).toBe(false)
  expect(isWeaker({ ...CURRENT_KDF, m: 32_768, t: 16 }, CURRENT_KDF)).toBe(true)
  expect(isWeaker({ ...CURRENT_KDF, t: 2 }, CURRENT_KDF)).toBe(true)
  expect(isWeaker({ ...CURRENT_KDF, m: 262_144, t: 1 }, CURRENT_KDF)).toBe(false)
})
