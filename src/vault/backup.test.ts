import { beforeAll, describe, expect, test } from 'vitest'
import { type BackupFile, makeBackup, openBackup, parseBackup, readBackup } from './backup.ts'
import { seal } from './cipher.ts'
import type { VaultBlob } from './format.ts'
import { secretFromMnemonic, secretFromPrivateKey } from './secret.ts'
import { addSecret, createVault, openSecret, unlockVault } from './vault.ts'

const PHRASE = 'test test test test test test test test test test test junk'
const KEY = 'ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
const LIGHT = { name: 'argon2id', m: 19_456, t: 2, p: 1 } as const
const CONTENT = JSON.stringify({ sections: { names: ['Zoë', '👛'] } })
const NOW = 1_800_000_000_000

let blob: VaultBlob
let dek: Uint8Array
let file: BackupFile

beforeAll(async () => {
  const made = await createVault('the password of the wallet', NOW, LIGHT)
  dek = made.dek
  blob = await addSecret(made.blob, dek, 'phrase', secretFromMnemonic(PHRASE, 'extra'))
  blob = await addSecret(blob, dek, 'key', secretFromPrivateKey(KEY))
  file = await makeBackup({ blob, dek, ids: ['phrase', 'key'] }, CONTENT, 'the file', NOW, LIGHT)
})

const reread = (): BackupFile => readBackup(JSON.stringify(file))

describe('makeBackup', () => {
  test('behavior: every secret and the content come back', async () => {
    const back = reread()
    const { dek: key, content } = await openBackup(back, 'the file')
    expect(content).toBe(CONTENT)
    expect(await openSecret(back.vault, key, 'phrase')).toEqual(secretFromMnemonic(PHRASE, 'extra'))
    expect(await openSecret(back.vault, key, 'key')).toEqual(secretFromPrivateKey(KEY))
  })

  test('behavior: at today’s cost unless told otherwise', async () => {
    const dear = await makeBackup({ blob, dek, ids: [] }, '{}', 'the file', NOW)
    expect(dear.vault.kdf).toMatchObject({ m: 65_536, t: 3 })
    expect((await openBackup(dear, 'the file')).content).toBe('{}')
  })

  test('security: nothing of it can be read, and its key is its own', async () => {
    const text = JSON.stringify(file)
    for (const secret of ['junk', KEY, 'Zoë', 'names', 'sections']) expect(text).not.toContain(secret)
    await expect(openBackup(file, 'the password of the wallet')).rejects.toMatchObject({
      name: 'FilePasswordError',
    })
    await expect(unlockVault(blob, 'the file')).rejects.toMatchObject({ name: 'WrongPasswordError' })
    expect(file.vault.id).not.toBe(blob.id)
  })

  test('error: a secret that is not there', async () => {
    await expect(makeBackup({ blob, dek, ids: ['none'] }, '{}', 'x', NOW, LIGHT)).rejects.toMatchObject({
      name: 'SecretIdError',
    })
  })
})

describe('a file that is not whole', () => {
  test.each([
    ['nothing', ''],
    ['no JSON', '{"format":'],
    ['too large', ' '.repeat(17 * 2 ** 20)],
    ['null', 'null'],
    ['a list', '[]'],
    ['something else', '{"format":"candor","v":1}'],
  ])('error: %s', (_what, text) => {
    expect(() => readBackup(text)).toThrow(expect.objectContaining({ name: 'BackupError' }))
  })

  test('error: cut short anywhere', () => {
    const text = JSON.stringify(file)
    for (let end = 0; end < text.length; end += 97)
      expect(() => readBackup(text.slice(0, end))).toThrow(expect.objectContaining({ name: 'BackupError' }))
  })

  test.each<[string, (broken: Record<string, unknown>) => void]>([
    [
      'an older version than the first',
      (broken) => {
        broken.v = 0
      },
    ],
    [
      'no content',
      (broken) => {
        broken.content = null
      },
    ],
    [
      'content without iv',
      (broken) => {
        broken.content = { ct: 'AAAA' }
      },
    ],
    [
      'content without ciphertext',
      (broken) => {
        broken.content = { iv: 'AAAA' }
      },
    ],
    [
      'no vault',
      (broken) => {
        broken.vault = {}
      },
    ],
  ])('error: %s', (_what, breaks) => {
    const broken = JSON.parse(JSON.stringify(file))
    breaks(broken)
    expect(() => parseBackup(broken)).toThrow(expect.objectContaining({ name: 'BackupError' }))
  })

  test('error: of a newer release, outside or inside', () => {
    const newer = expect.objectContaining({ name: 'BackupVersionError' })
    expect(() => parseBackup({ ...file, v: 2 })).toThrow(newer)
    expect(() => parseBackup({ ...file, vault: { ...file.vault, v: 2 } })).toThrow(newer)
  })

  test('security: a box taken out, put twice or from another file does not pass', async () => {
    const [phrase, key] = file.vault.boxes
    if (phrase === undefined || key === undefined) throw new Error('two boxes')
    for (const boxes of [[phrase], [key], [key, phrase], []])
      await expect(
        openBackup({ ...file, vault: { ...file.vault, boxes } }, 'the file'),
      ).rejects.toMatchObject({ name: 'BackupError' })
    const other = await makeBackup({ blob, dek, ids: ['phrase', 'key'] }, '{}', 'the file', NOW, LIGHT)
    await expect(openBackup({ ...file, content: other.content }, 'the file')).rejects.toMatchObject({
      name: 'BackupError',
    })
    await expect(
      openBackup({ ...file, content: { iv: 'no', ct: 'base64' } }, 'the file'),
    ).rejects.toMatchObject({ name: 'BackupError' })
  })

  test('security: a cost beyond the limits is not paid', async () => {
    const kdf = { ...file.vault.kdf, m: 2 ** 24 }
    await expect(openBackup({ ...file, vault: { ...file.vault, kdf } }, 'the file')).rejects.toMatchObject({
      name: 'BackupError',
    })
  })

  test('error: content that is not text, though it opens', async () => {
    const made = await createVault('the file', NOW, LIGHT)
    const padded = new Uint8Array(1024)
    padded.set([0, 0, 0, 1, 0xff])
    const aad = new TextEncoder().encode(
      JSON.stringify(['candor backup', 1, made.blob.id, NOW, 'AES-256-GCM', []]),
    )
    const content = await seal(made.dek, padded, aad)
    await expect(openBackup({ ...file, vault: made.blob, content }, 'the file')).rejects.toMatchObject({
      name: 'BackupError',
    })
  })
})
