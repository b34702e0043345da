import { describe, expect, test } from 'vitest'
import type { VaultBlob } from './format.ts'
import { KDF_FLOOR, type KdfCost } from './kdf.ts'
import { secretFromMnemonic } from './secret.ts'
import { addSecret, changePassword, createVault, openSecret, unlockVault } from './vault.ts'
import { clearVault, inspectVault, loadVault, saveVault, type VaultPort } from './vault-store.ts'

type Items = Record<string, unknown>
/** What happens at the fatal operation: nothing is applied, all of it, or of several keys only the first. */
type Death = 'before' | 'after' | 'torn'

const LIGHT: KdfCost = { name: 'argon2id', ...KDF_FLOOR, p: 1 }
const SECRET = secretFromMnemonic('test test test test test test test test test test test junk')
const created = await createVault('old password', 1, LIGHT)
const OLD = await addSecret(created.blob, created.dek, 'main', SECRET)
const NEW = await changePassword(OLD, 'old password', 'new password', LIGHT)

/** Storage in memory that keeps structured copies, and dies for good at operation number `fatal`. */
function memory(items: Items = {}, fatal = Number.POSITIVE_INFINITY, death: Death = 'before') {
  let operations = 0
  const act = (apply: () => void, part: () => void = apply) => {
    operations++
    if (operations < fatal) return apply()
    if (operations === fatal && death === 'after') apply()
    if (operations === fatal && death === 'torn') part()
    throw new Error('the browser is gone')
  }
  const port: VaultPort = {
    async get(keys) {
      const found: Items = {}
      act(() => {
        for (const key of keys) if (key in items) found[key] = structuredClone(items[key])
      })
      return found
    },
    async set(change) {
      const entries = Object.entries(structuredClone(change))
      const put = (some: [string, unknown][]) => {
        for (const [key, value] of some) items[key] = value
      }
      act(
        () => put(entries),
        () => put(entries.slice(0, 1)),
      )
    },
    async remove(keys) {
      const drop = (some: string[]) => {
        for (const key of some) delete items[key]
      }
      act(
        () => drop(keys),
        () => drop(keys.slice(0, 1)),
      )
    },
  }
  return { port, items, count: () => operations }
}

/** Storage after the saves, in order. */
async function stored(...blobs: VaultBlob[]): Promise<Items> {
  const { port, items } = memory()
  for (const blob of blobs) await saveVault(port, blob)
  return items
}

describe('save and load', () => {
  test('behavior: nothing stored is no vault', async () => {
    expect(await loadVault(memory().port)).toBeNull()
    expect(await inspectVault(memory().port)).toBeNull()
  })

  test('behavior: the latest is loaded, the one before stays in the other slot', async () => {
    const items = await stored(OLD, NEW)
    expect(await loadVault(memory(items).port)).toEqual(NEW)
    expect(items).toMatchObject({ vault: { slot: 'b', sequence: 2 }, 'vault:a': { blob: OLD } })
    await saveVault(memory(items).port, OLD)
    expect(items).toMatchObject({ vault: { slot: 'a', sequence: 3 }, 'vault:b': { blob: NEW } })
  })

  test('behavior: a cleared vault leaves nothing', async () => {
    const items = await stored(OLD, NEW)
    await clearVault(memory(items).port)
    expect(items).toEqual({})
  })

  test('error: what is no vault is not stored', async () => {
    const { port, items } = memory()
    await expect(saveVault(port, { ...OLD, id: '' })).rejects.toMatchObject({ name: 'VaultCorruptError' })
    expect(items).toEqual({})
  })
})

describe('a fault at any operation', () => {
  const deaths: Death[] = ['before', 'after', 'torn']

  test.each(deaths)('security: first save, dying %s: no vault or the new one, which opens', async (death) => {
    const whole = memory()
    await saveVault(whole.port, OLD)
    for (let fatal = 1; fatal <= whole.count(); fatal++) {
      const { port, items } = memory({}, fatal, death)
      await expect(saveVault(port, OLD)).rejects.toThrow()
      const found = await loadVault(memory(items).port)
      if (found !== null) expect(found).toEqual(OLD)
    }
  })

  test.each(deaths)('security: change of password, dying %s: the old vault or the new one', async (death) => {
    for (const before of [await stored(OLD), await stored(NEW, OLD)]) {
      const whole = memory(structuredClone(before))
      await saveVault(whole.port, NEW)
      const outcomes = new Set<string>()
      for (let fatal = 1; fatal <= whole.count(); fatal++) {
        const { port, items } = memory(structuredClone(before), fatal, death)
        await expect(saveVault(port, NEW)).rejects.toThrow()
        const found = await inspectVault(memory(items).port)
        expect(found?.recovered).toBe(false)
        expect([JSON.stringify(OLD), JSON.stringify(NEW)]).toContain(JSON.stringify(found?.blob))
        outcomes.add(JSON.stringify(found?.blob))
        // And the next attempt goes through.
        await saveVault(memory(items).port, NEW)
        expect(await loadVault(memory(items).port)).toEqual(NEW)
      }
      expect(outcomes.size).toBe(2)
    }
  })

  test('behavior: both of them open with their password', async () => {
    for (const [blob, password] of [
      [OLD, 'old password'],
      [NEW, 'new password'],
    ] as const) {
      const { dek } = await unlockVault(blob, password, { cost: LIGHT })
      expect(await openSecret(blob, dek, 'main')).toEqual(SECRET)
    }
  })

  test('security: erasing that is cut short leaves a vault that opens or none, never a ruin', async () => {
    for (const death of deaths) {
      const { port, items } = memory(await stored(OLD, NEW), 1, death)
      await expect(clearVault(port)).rejects.toThrow()
      expect([null, NEW]).toContainEqual(await loadVault(memory(items).port))
    }
  })
})

describe('damaged storage', () => {
  const RUINS = [
    undefined,
    null,
    1,
    'x',
    {},
    { sequence: 0, blob: OLD },
    { sequence: '2', blob: OLD },
    { sequence: 2 },
  ]

  test.each(RUINS)('behavior: the slot in use holds %j: the other one, and it is said', async (ruin) => {
    const items = { ...(await stored(OLD, NEW)), 'vault:b': ruin }
    expect(await inspectVault(memory(items).port)).toEqual({ blob: OLD, recovered: true })
  })

  test.each([
    undefined,
    null,
    'a',
    { slot: 'c', sequence: 2 },
    { slot: 'b', sequence: 1.5 },
    { slot: 'a', sequence: 9 },
  ])('behavior: the pointer is %j: the latest vault', async (pointer) => {
    const items = { ...(await stored(OLD, NEW)), vault: pointer }
    expect(await inspectVault(memory(items).port)).toEqual({ blob: NEW, recovered: true })
  })

  test('security: after a recovery the ruin is written over, not the vault that was left', async () => {
    const items: Items = { ...(await stored(OLD, NEW)), 'vault:b': 'ruin' }
    await saveVault(memory(items).port, NEW)
    expect(items).toMatchObject({ vault: { slot: 'b', sequence: 2 }, 'vault:a': { blob: OLD } })
    expect(await inspectVault(memory(items).port)).toEqual({ blob: NEW, recovered: false })
  })

  test('security: nothing readable is an error, not an empty wallet, and is not written over', async () => {
    const items: Items = { vault: { slot: 'a', sequence: 1 }, 'vault:a': 'ruin' }
    await expect(loadVault(memory(items).port)).rejects.toMatchObject({ name: 'VaultCorruptError' })
    await expect(saveVault(memory(items).port, NEW)).rejects.toMatchObject({ name: 'VaultCorruptError' })
    expect(items['vault:a']).toBe('ruin')
  })

  test('security: a vault of a newer release is not mistaken for a ruin', async () => {
    const newer = { sequence: 2, blob: { v: 2, secrets: [] } }
    const items: Items = { ...(await stored(OLD, NEW)), 'vault:b': newer }
    await expect(loadVault(memory(items).port)).rejects.toThrow('newer version of Candor')
    await expect(saveVault(memory(items).port, OLD)).rejects.toThrow('newer version of Candor')
    expect(items['vault:b']).toEqual(newer)
  })
})

describe('storage that lies', () => {
  test('error: a full disk is told, and the vault before is intact', async () => {
    const items = await stored(OLD)
    const full: VaultPort = { ...memory(items).port, set: () => Promise.reject(new Error('QUOTA_BYTES')) }
    const refused = { name: 'VaultWriteError', details: 'QUOTA_BYTES' }
    await expect(saveVault(full, NEW)).rejects.toMatchObject(refused)
    const mute: VaultPort = { ...memory(items).port, set: () => Promise.reject('no') }
    await expect(saveVault(mute, NEW)).rejects.toMatchObject({ details: 'storage refused' })
    expect(await loadVault(memory(items).port)).toEqual(OLD)
  })

  test('security: what does not come back as written is never pointed at', async () => {
    const items = await stored(OLD)
    const deaf: VaultPort = { ...memory(items).port, set: async () => undefined }
    await expect(saveVault(deaf, NEW)).rejects.toMatchObject({ name: 'VaultWriteError' })
    expect(await loadVault(memory(items).port)).toEqual(OLD)
  })
})
