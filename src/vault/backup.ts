/**
 * The backup file: a vault of its own under a password of its own, with the same boxes as in storage, and one sealed
 * part more with all that is not secret, as JSON. Secrets go from box to box as bytes and are never text. What was
 * altered, cut short, or lost a box does not open.
 */

import { fromUtf8, toUtf8, wipe } from './bytes.ts'
import { CIPHER, open, pad, type Sealed, seal, unpad } from './cipher.ts'
import {
  BackupError,
  BackupVersionError,
  FilePasswordError,
  VaultCorruptError,
  VaultParametersError,
  VaultVersionError,
  WrongPasswordError,
} from './errors.ts'
import { parseVault, type VaultBlob } from './format.ts'
import { CURRENT_KDF, type KdfCost } from './kdf.ts'
import { addSecret, createVault, unlockVault, useSecret } from './vault.ts'

export const BACKUP_VERSION = 1
const FORMAT = 'candor-backup'
/** A wallet with a thousand accounts and networks makes less than 1 MB. */
const TEXT_MOST = 16 * 2 ** 20

export type BackupFile = {
  format: typeof FORMAT
  v: typeof BACKUP_VERSION
  vault: VaultBlob
  content: Sealed
}

/** `dek` opens the boxes of `file.vault`; the caller wipes it. `content` is the JSON text that was put in. */
export type OpenBackup = { dek: Uint8Array; content: string }

/** What the content is tied to: the file's vault and each of its boxes, so that none can be taken out of it. */
const contentAad = (vault: VaultBlob) =>
  toUtf8(
    JSON.stringify([
      'candor backup',
      BACKUP_VERSION,
      vault.id,
      vault.created,
      CIPHER,
      vault.boxes.map(({ id, kind, iv, ct }) => [id, kind, iv, ct]),
    ]),
  )

/**
 * @param from the vault in use and its key; `ids` the secrets that go into the file, under the same ids
 * @param content JSON of all else; nothing secret
 * @param now milliseconds since 1970
 */
export async function makeBackup(
  from: { blob: VaultBlob; dek: Uint8Array; ids: readonly string[] },
  content: string,
  password: string,
  now: number,
  cost: KdfCost = CURRENT_KDF,
): Promise<BackupFile> {
  const made = await createVault(password, now, cost)
  const { dek } = made
  let vault = made.blob
  const padded = pad(toUtf8(content))
  try {
    for (const id of from.ids)
      vault = await useSecret(from.blob, from.dek, id, (secret) => addSecret(vault, dek, id, secret))
    const sealed = await seal(dek, padded, contentAad(vault))
    return { format: FORMAT, v: BACKUP_VERSION, vault, content: sealed }
  } finally {
    wipe(dek, padded)
  }
}

/** A backup file from its text. @throws BackupVersionError, BackupError */
export function readBackup(text: string): BackupFile {
  if (text.length > TEXT_MOST) throw new BackupError('too large')
  try {
    return parseBackup(JSON.parse(text.replace(/^\uFEFF/, '')))
  } catch (error) {
    throw asBackupError(error)
  }
}

/** @throws BackupVersionError, BackupError */
export function parseBackup(value: unknown): BackupFile {
  if (!isRecord(value) || value.format !== FORMAT) throw new BackupError('not a backup')
  const { v, content } = value
  if (typeof v === 'number' && Number.isSafeInteger(v) && v > BACKUP_VERSION) throw new BackupVersionError(v)
  if (v !== BACKUP_VERSION) throw new BackupError('version')
  if (!isRecord(content) || typeof content.iv !== 'string' || typeof content.ct !== 'string')
    throw new BackupError('content')
  try {
    const { iv, ct } = content
    return { format: FORMAT, v, vault: parseVault(value.vault), content: { iv, ct } }
  } catch (error) {
    throw asBackupError(error)
  }
}

/** @throws FilePasswordError, BackupError when a part was altered or is missing */
export async function openBackup(file: BackupFile, password: string): Promise<OpenBackup> {
  const { vault, content } = file
  let dek: Uint8Array
  try {
    // At its own cost, so that nothing is wrapped anew for a vault that is only read.
    dek = (await unlockVault(vault, password, { cost: vault.kdf })).dek
  } catch (error) {
    throw asBackupError(error)
  }
  try {
    const padded = await open(dek, content, contentAad(vault))
    const text = fromUtf8(unpad(padded))
    wipe(padded)
    if (text === null) throw new BackupError('content is not text')
    return { dek, content: text }
  } catch (error) {
    wipe(dek)
    throw error instanceof BackupError ? error : new BackupError('the content does not open')
  }
}

function asBackupError(error: unknown): unknown {
  if (error instanceof SyntaxError) return new BackupError('not JSON')
  if (error instanceof WrongPasswordError) return new FilePasswordError()
  if (error instanceof VaultVersionError) return new BackupVersionError(BACKUP_VERSION + 1)
  if (error instanceof VaultCorruptError) return new BackupError(String(error.details))
  return error instanceof VaultParametersError ? new BackupError('cost') : error
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
