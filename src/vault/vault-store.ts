/**
 * Where the vault is kept, in two slots and a pointer. A vault is written to the slot not in use, read back and
 * compared, and only then pointed at: whatever instruction is the last, the old vault or the new one is there.
 */

import { VaultCorruptError, VaultVersionError, VaultWriteError } from './errors.ts'
import { parseVault, type VaultBlob } from './format.ts'

/** The part of the browser's storage that the vault needs. `set` of one key is taken as all or nothing. */
export type VaultPort = {
  get(keys: string[]): Promise<Record<string, unknown>>
  set(items: Record<string, unknown>): Promise<void>
  remove(keys: string[]): Promise<void>
}

type Slot = 'a' | 'b'
type Pointer = { slot: Slot; sequence: number }
type Stored = Pointer & { blob: VaultBlob }
/** `recovered`: the vault in use was unreadable and this is the other one, perhaps the one before. */
export type LoadedVault = { blob: VaultBlob; recovered: boolean }

const POINTER = 'vault'
const SLOTS = { a: 'vault:a', b: 'vault:b' } as const
const ALL = [POINTER, SLOTS.a, SLOTS.b]

/**
 * The stored vault, or null when none was ever stored.
 * @throws VaultCorruptError when there is something but nothing readable: not the same as no vault
 * @throws VaultVersionError when a newer release wrote it
 */
export async function loadVault(port: VaultPort): Promise<VaultBlob | null> {
  return (await inspectVault(port))?.blob ?? null
}

/** As `loadVault`, and whether it had to fall back on the other slot. */
export async function inspectVault(port: VaultPort): Promise<LoadedVault | null> {
  const found = await find(port)
  return found && { blob: found.stored.blob, recovered: found.recovered }
}

/**
 * Stores a vault in place of the present one, whose ciphertext stays in the other slot until the next call. One
 * call at a time: the background is the only writer.
 * @throws VaultWriteError when storage refused or changed what was written; the present vault is still in place
 * @throws as `loadVault` when the present vault is unreadable: it is not written over; `clearVault` first
 */
export async function saveVault(port: VaultPort, blob: VaultBlob): Promise<void> {
  const vault = parseVault(blob)
  const present = (await find(port))?.stored
  const slot: Slot = present?.slot === 'a' ? 'b' : 'a'
  const sequence = (present?.sequence ?? 0) + 1
  await write(port, SLOTS[slot], { sequence, blob: vault })
  await write(port, POINTER, { slot, sequence })
}

/** Removes the vault and its predecessor. Only the recovery phrase restores it then. */
export const clearVault = (port: VaultPort): Promise<void> => port.remove(ALL)

async function find(port: VaultPort): Promise<{ stored: Stored; recovered: boolean } | null> {
  const items = await port.get(ALL)
  if (ALL.every((key) => items[key] === undefined)) return null
  const pointer = parsePointer(items[POINTER])
  const pointed = pointer && parseSlot(items, pointer.slot)
  if (pointed && pointed.sequence === pointer.sequence) return { stored: pointed, recovered: false }
  const [latest] = [parseSlot(items, 'a'), parseSlot(items, 'b')]
    .filter((slot) => slot !== null)
    .toSorted((one, other) => other.sequence - one.sequence)
  if (latest === undefined) throw new VaultCorruptError('no slot holds a vault')
  return { stored: latest, recovered: true }
}

/** One key, written, read back and compared. */
async function write(port: VaultPort, key: string, value: object): Promise<void> {
  let back: unknown
  try {
    await port.set({ [key]: value })
    back = (await port.get([key]))[key]
  } catch (error) {
    throw new VaultWriteError(error instanceof Error ? error.message : 'storage refused')
  }
  if (canonical(back) !== canonical(value)) throw new VaultWriteError('storage gave back something else')
}

function parsePointer(value: unknown): Pointer | null {
  if (!isObject(value)) return null
  const { slot, sequence } = value
  return (slot === 'a' || slot === 'b') && isSequence(sequence) ? { slot, sequence } : null
}

/** A slot's vault, or null. A newer version is not null: it must not be taken for a broken slot and written over. */
function parseSlot(items: Record<string, unknown>, slot: Slot): Stored | null {
  const value = items[SLOTS[slot]]
  if (!isObject(value) || !isSequence(value.sequence)) return null
  try {
    return { slot, sequence: value.sequence, blob: parseVault(value.blob) }
  } catch (error) {
    if (error instanceof VaultVersionError) throw error
    return null
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const isSequence = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0

/** JSON with the keys of every object in order: storage may give them back in another. */
const canonical = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, part: unknown) =>
    isObject(part) && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
