import { describe, expect, test } from 'vitest'
import { toBase64 } from './bytes.ts'
import { pad, seal } from './cipher.ts'
import { parseVault, secretAad, type VaultBlob } from './format.ts'
import { CURRENT_KDF, KDF_FLOOR, type KdfCost } from './kdf.ts'
import { type Secret, secretFromMnemonic, secretFromPrivateKey } from './secret.ts'
import {
  addSecret,
  changePassword,
  createVault,
  openSecret,
  prove,
  removeSecret,
  unlockVault,
  useSecret,
} from './vault.ts'

const LIGHT: KdfCost = { name: 'argon2id', ...KDF_FLOOR, p: 1 }
const options = { cost: LIGHT }
const PASSWORD = 'correct horse battery'
const PHRASE = secretFromMnemonic('test test test test test test test test test test test junk', 'ñ')
const KEY = secretFromPrivateKey('46'.repeat(32))

/** A vault with a phrase "main" and a private key "key", every object in it frozen: no function may change it. */
const { blob: EMPTY, dek: DEK } = await createVault(PASSWORD, 1_700_000_000_000, LIGHT)
const BLOB = freeze(await addSecret(await addSecret(freeze(EMPTY), DEK, 'main', PHRASE), DEK, 'key', KEY))

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freeze(part)
  return Object.freeze(value)
}

describe('createVault and unlockVault', () => {
  test('behavior: what was created opens, through JSON, with its password', async () => {
    const { dek, raised } = await unlockVault(parseVault(JSON.parse(JSON.stringify(BLOB))), PASSWORD, options)
    expect(dek).toEqual(DEK)
    expect(raised).toBeNull()
    expect(BLOB.created).toBe(1_700_000_000_000)
  })

  test.each(['', PASSWORD.toUpperCase(), `${PASSWORD} `])('error: not with %j', async (password) => {
    await expect(unlockVault(BLOB, password, options)).rejects.toMatchObject({ name: 'WrongPasswordError' })
  })

  test('behavior: two vaults of one password share nothing', async () => {
    const other = await createVault(PASSWORD, 0, LIGHT)
    expect(other.dek).not.toEqual(DEK)
    expect(other.blob.id).not.toBe(BLOB.id)
    expect(other.blob.kdf.salt).not.toBe(BLOB.kdf.salt)
  })

  test.each<[string, Partial<VaultBlob>]>([
    ['version id', { id: toBase64(new Uint8Array(16)) }],
    ['date', { created: 0 }],
    ['passes', { kdf: { ...BLOB.kdf, t: 3 } }],
    ['memory', { kdf: { ...BLOB.kdf, m: KDF_FLOOR.m + 8 } }],
    ['lanes', { kdf: { ...BLOB.kdf, p: 2 } }],
    ['salt', { kdf: { ...BLOB.kdf, salt: toBase64(new Uint8Array(16)) } }],
  ])('security: another %s in the header does not open', async (_, change) => {
    await expect(unlockVault({ ...BLOB, ...change }, PASSWORD, options)).rejects.toThrow('password')
  })

  test('security: cost below the floor or above the ceiling is refused', async () => {
    for (const change of [{ t: 1 }, { m: 8 }, { t: 17 }, { m: 2 ** 21 }, { p: 5 }]) {
      const blob = { ...BLOB, kdf: { ...BLOB.kdf, ...change } }
      await expect(unlockVault(blob, PASSWORD)).rejects.toMatchObject({ name: 'VaultParametersError' })
    }
  })
})

describe('raising the cost', () => {
  test('behavior: a cheaper vault comes back under the cost of today', async () => {
    const { dek, raised } = await unlockVault(BLOB, PASSWORD)
    expect(raised).toMatchObject({ id: BLOB.id, boxes: BLOB.boxes, kdf: CURRENT_KDF })
    if (raised === null) throw new Error('not raised')
    const again = await unlockVault(raised, PASSWORD)
    expect(again).toEqual({ dek, raised: null })
    expect(await openSecret(raised, again.dek, 'main')).toEqual(PHRASE)
  })

  test('behavior: where raising fails, the vault still opens', async () => {
    const cost: KdfCost = { ...LIGHT, t: 17 }
    expect(await unlockVault(BLOB, PASSWORD, { cost })).toEqual({ dek: DEK, raised: null })
  })
})

describe('secrets', () => {
  test('behavior: each comes back as it went in', async () => {
    expect(await openSecret(BLOB, DEK, 'main')).toEqual(PHRASE)
    expect(await openSecret(BLOB, DEK, 'key')).toEqual(KEY)
  })

  test('security: nothing of them, nor their size, shows in the vault', () => {
    const sizes = new Set(BLOB.boxes.map((box) => box.ct.length))
    expect(sizes.size).toBe(1)
    if (PHRASE.kind !== 'mnemonic') throw new Error('kind')
    expect(JSON.stringify(BLOB)).not.toContain(toBase64(PHRASE.entropy).slice(2, -4))
  })

  test('behavior: a removed one is gone, the other stays', async () => {
    const less = removeSecret(BLOB, 'main')
    await expect(openSecret(less, DEK, 'main')).rejects.toMatchObject({ details: 'unknown secret id' })
    expect(await openSecret(less, DEK, 'key')).toEqual(KEY)
    expect(() => removeSecret(less, 'main')).toThrow()
  })

  test('error: ids are plain and used once', async () => {
    await expect(addSecret(BLOB, DEK, 'main', KEY)).rejects.toMatchObject({ details: 'duplicate secret id' })
    await expect(addSecret(BLOB, DEK, 'a b', KEY)).rejects.toMatchObject({ details: 'malformed secret id' })
  })

  test('security: the key of another vault adds nothing and opens nothing', async () => {
    const foreign = new Uint8Array(32)
    await expect(addSecret(BLOB, foreign, 'new', KEY)).rejects.toMatchObject({ name: 'VaultCorruptError' })
    await expect(openSecret(BLOB, foreign, 'main')).rejects.toMatchObject({ name: 'VaultCorruptError' })
    await expect(addSecret(BLOB, new Uint8Array(16), 'new', KEY)).rejects.toMatchObject({
      name: 'InternalError',
    })
    await expect(openSecret(BLOB, new Uint8Array(16), 'main')).rejects.toMatchObject({
      name: 'InternalError',
    })
  })

  test('security: boxes cannot be renamed, retyped, swapped or moved to another vault', async () => {
    const [main, key] = BLOB.boxes
    if (main === undefined || key === undefined) throw new Error('boxes')
    const altered: VaultBlob[] = [
      { ...BLOB, boxes: [{ ...main, id: 'other' }] },
      { ...BLOB, boxes: [{ ...main, kind: 'private-key' }] },
      { ...BLOB, boxes: [{ ...key, id: 'main', kind: 'mnemonic' }] },
      { ...BLOB, id: toBase64(new Uint8Array(16)) },
    ]
    for (const blob of altered) {
      const id = blob.boxes[0]?.id ?? ''
      await expect(openSecret(blob, DEK, id)).rejects.toMatchObject({ name: 'VaultCorruptError' })
    }
  })

  test('error: a box that opens to no secret', async () => {
    const where = { id: 'odd', kind: 'private-key' } as const
    const odd = async (content: Uint8Array): Promise<VaultBlob> => {
      const sealed = await seal(DEK, content, secretAad(BLOB, where))
      return { ...BLOB, boxes: [{ ...where, ...sealed }] }
    }
    await expect(openSecret(await odd(pad(new Uint8Array(32))), DEK, 'odd')).rejects.toThrow('cannot be read')
    await expect(openSecret(await odd(new Uint8Array(1)), DEK, 'odd')).rejects.toThrow('cannot be read')
  })
})

describe('useSecret', () => {
  const zeros = new Uint8Array(32)

  test('security: lends the secret and wipes it, sync or async', async () => {
    let lent: Secret | undefined
    const result = await useSecret(BLOB, DEK, 'key', async (secret) => {
      lent = secret
      expect(secret).toEqual(KEY)
      return 7
    })
    expect(result).toBe(7)
    expect(lent).toEqual({ kind: 'private-key', key: zeros })
    expect(await useSecret(BLOB, DEK, 'key', (secret) => secret.kind)).toBe('private-key')
  })

  test('security: also when the borrower fails', async () => {
    let lent: Secret | undefined
    const attempt = useSecret(BLOB, DEK, 'key', (secret) => {
      lent = secret
      throw new Error('borrower')
    })
    await expect(attempt).rejects.toThrow('borrower')
    expect(lent).toEqual({ kind: 'private-key', key: zeros })
  })
})

describe('changePassword', () => {
  test('behavior: the new password opens everything, the old one nothing', async () => {
    const changed = await changePassword(BLOB, PASSWORD, 'a better password', LIGHT)
    const { dek } = await unlockVault(changed, 'a better password', options)
    expect(dek).toEqual(DEK)
    expect(changed.boxes).toEqual(BLOB.boxes)
    expect(changed.kdf.salt).not.toBe(BLOB.kdf.salt)
    expect(await openSecret(changed, dek, 'main')).toEqual(PHRASE)
    await expect(unlockVault(changed, PASSWORD, options)).rejects.toMatchObject({
      name: 'WrongPasswordError',
    })
  })

  test('error: not without the current one', async () => {
    const attempt = changePassword(BLOB, 'wrong', 'a better password', LIGHT)
    await expect(attempt).rejects.toMatchObject({ name: 'WrongPasswordError' })
  })

  test('security: refuses to hand out a vault of which a secret does not open', async () => {
    const [main] = BLOB.boxes
    if (main === undefined) throw new Error('boxes')
    const damaged = { ...BLOB, boxes: [{ ...main, iv: toBase64(new Uint8Array(12)) }] }
    const attempt = changePassword(damaged, PASSWORD, 'a better password', LIGHT)
    await expect(attempt).rejects.toMatchObject({ name: 'VaultCorruptError' })
  })

  test('security: a wrapped key that came back as another is caught', async () => {
    await expect(prove(BLOB, new Uint8Array(32), PASSWORD)).rejects.toMatchObject({
      name: 'VaultCorruptError',
    })
  })
})
