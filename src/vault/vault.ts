/**
 * Pure functions over stored vaults: none changes its inputs, none stores anything. A wrapped key or a sealed
 * secret is opened again before it is returned, so that nothing is ever saved that would not open.
 */

import { equalBytes, toBase64, wipe } from './bytes.ts'
import { CIPHER, KEY_BYTES, open, pad, seal, unpad } from './cipher.ts'
import { SealBrokenError, SecretIdError, VaultCorruptError, WrongPasswordError } from './errors.ts'
import {
  ID_BYTES,
  isSecretId,
  type SecretBox,
  secretAad,
  VAULT_VERSION,
  type VaultBlob,
  wrapAad,
} from './format.ts'
import { CURRENT_KDF, deriveKey, freshKdf, isWeaker, type KdfCost } from './kdf.ts'
import { randomBytes } from './random.ts'
import { decodeSecret, encodeSecret, type Secret, wipeSecret } from './secret.ts'

/** `dek`: the vault's key, 32 bytes. The caller wipes it. */
export type NewVault = { blob: VaultBlob; dek: Uint8Array }
/** `raised`: the same vault under today's cost, to be stored; null when nothing needs to change. */
export type OpenVault = { dek: Uint8Array; raised: VaultBlob | null }

/** `cost`: what a vault should cost (today's by default). `allowWeak`: open even below the floor, to raise it. */
export type UnlockOptions = { cost?: KdfCost; allowWeak?: boolean }

/**
 * An empty vault with a new key.
 * @param now milliseconds since 1970
 */
export async function createVault(
  password: string,
  now: number,
  cost: KdfCost = CURRENT_KDF,
): Promise<NewVault> {
  const dek = randomBytes(KEY_BYTES)
  const id = toBase64(randomBytes(ID_BYTES))
  const blob = await rewrap({ v: VAULT_VERSION, id, boxes: [], created: now }, dek, password, cost)
  return { blob, dek }
}

/**
 * @throws WrongPasswordError, also when the header was altered: the two cannot be told apart
 * @throws VaultParametersError when the stored cost is outside the limits
 */
export async function unlockVault(
  blob: VaultBlob,
  password: string,
  options: UnlockOptions = {},
): Promise<OpenVault> {
  const { cost = CURRENT_KDF, allowWeak = false } = options
  const dek = await unwrap(blob, password, allowWeak)
  return { dek, raised: isWeaker(blob.kdf, cost) ? await raise(blob, dek, password, cost) : null }
}

/**
 * The vault under another password: the key and the secrets stay, one key is wrapped anew. The result was
 * unlocked with the new password and each of its secrets opened before it is returned.
 * @throws WrongPasswordError, VaultParametersError, VaultCorruptError
 */
export async function changePassword(
  blob: VaultBlob,
  current: string,
  next: string,
  cost: KdfCost = CURRENT_KDF,
): Promise<VaultBlob> {
  const dek = await unwrap(blob, current, true)
  try {
    return await rewrap(blob, dek, next, cost)
  } finally {
    wipe(dek)
  }
}

/**
 * The vault with one secret more. The secret itself is left to the caller to wipe.
 * @param id 1 to 64 letters, digits, - or _; stands in the open
 * @throws SecretIdError when the id is taken or malformed, VaultCorruptError when `dek` is not this vault's key
 */
export async function addSecret(
  blob: VaultBlob,
  dek: Uint8Array,
  id: string,
  secret: Secret,
): Promise<VaultBlob> {
  if (!isSecretId(id)) throw new SecretIdError('malformed')
  if (blob.boxes.some((box) => box.id === id)) throw new SecretIdError('duplicate')
  const content = encodeSecret(secret)
  const padded = pad(content)
  try {
    const sealed = await seal(dek, padded, secretAad(blob, { id, kind: secret.kind }))
    const added = { ...blob, boxes: [...blob.boxes, { id, kind: secret.kind, ...sealed }] }
    await openAll(added, dek)
    return added
  } finally {
    wipe(content, padded)
  }
}

/** @throws SecretIdError when there is no such secret */
export function removeSecret(blob: VaultBlob, id: string): VaultBlob {
  boxOf(blob, id)
  return { ...blob, boxes: blob.boxes.filter((box) => box.id !== id) }
}

/**
 * One secret, decrypted. The caller wipes it; `useSecret` does so by itself.
 * @throws SecretIdError when there is no such secret, VaultCorruptError when its box does not open
 */
export async function openSecret(blob: VaultBlob, dek: Uint8Array, id: string): Promise<Secret> {
  const box = boxOf(blob, id)
  const padded = await opened(
    open(dek, box, secretAad(blob, box)),
    new VaultCorruptError('a secret does not open'),
  )
  try {
    return decodeSecret(box.kind, unpad(padded))
  } finally {
    wipe(padded)
  }
}

/**
 * Lends one secret to `fn` and wipes it when `fn` has settled. `fn` keeps no reference to it.
 * @throws as `openSecret`, and whatever `fn` throws
 */
export async function useSecret<T>(
  blob: VaultBlob,
  dek: Uint8Array,
  id: string,
  fn: (secret: Secret) => T | Promise<T>,
): Promise<T> {
  const secret = await openSecret(blob, dek, id)
  try {
    return await fn(secret)
  } finally {
    wipeSecret(secret)
  }
}

/** The vault's key. @throws WrongPasswordError, VaultParametersError */
async function unwrap(blob: VaultBlob, password: string, allowWeak: boolean): Promise<Uint8Array> {
  const kek = await deriveKey(password, blob.kdf, { allowWeak })
  try {
    return await opened(open(kek, blob.wrap, wrapAad(blob)), new WrongPasswordError())
  } finally {
    wipe(kek)
  }
}

/** Raising is a service, not a condition: where it fails, the person still gets in, and it is tried again next time. */
async function raise(
  blob: VaultBlob,
  dek: Uint8Array,
  password: string,
  cost: KdfCost,
): Promise<VaultBlob | null> {
  try {
    return await rewrap(blob, dek, password, cost)
  } catch {
    return null
  }
}

/** The vault with its key wrapped for a password, proven by opening all of it. */
async function rewrap(
  vault: Omit<VaultBlob, 'kdf' | 'wrap'>,
  dek: Uint8Array,
  password: string,
  cost: KdfCost,
): Promise<VaultBlob> {
  const { v, id, boxes, created } = vault
  const kdf = freshKdf(cost)
  const kek = await deriveKey(password, kdf)
  try {
    const sealed = await seal(kek, dek, wrapAad({ v, id, kdf, created }))
    const blob: VaultBlob = { v, id, kdf, wrap: { name: CIPHER, ...sealed }, boxes, created }
    await prove(blob, dek, password)
    return blob
  } finally {
    wipe(kek)
  }
}

/** @throws VaultCorruptError unless the password gives back `dek` and `dek` opens every secret */
export async function prove(blob: VaultBlob, dek: Uint8Array, password: string): Promise<void> {
  const again = await unwrap(blob, password, false)
  const same = equalBytes(again, dek)
  wipe(again)
  if (!same) throw new VaultCorruptError('the wrapped key came back as another')
  await openAll(blob, dek)
}

async function openAll(blob: VaultBlob, dek: Uint8Array): Promise<void> {
  for (const { id } of blob.boxes) wipeSecret(await openSecret(blob, dek, id))
}

function boxOf(blob: VaultBlob, id: string): SecretBox {
  const box = blob.boxes.find((candidate) => candidate.id === id)
  if (box === undefined) throw new SecretIdError('unknown')
  return box
}

async function opened<T>(opening: Promise<T>, failure: Error): Promise<T> {
  try {
    return await opening
  } catch (error) {
    throw error instanceof SealBrokenError ? failure : error
  }
}
