/**
 * The vault as it is stored: a JSON value, versioned, parsed strictly. Also the associated data that ties each
 * ciphertext to its place, so that no part can be weakened, swapped or moved unnoticed. See README.md.
 */

import { type Bytes, fromBase64, toUtf8 } from './bytes.ts'
import { BLOCK_BYTES, CIPHER, IV_BYTES, KEY_BYTES, type Sealed, TAG_BYTES } from './cipher.ts'
import { VaultCorruptError, VaultVersionError } from './errors.ts'
import type { KdfParameters } from './kdf.ts'
import type { SecretKind } from './secret.ts'

export const VAULT_VERSION = 1
export const ID_BYTES = 16

/** The vault's key under the key that the password gives. */
export type Box = Sealed & { name: typeof CIPHER }
/** One secret under the vault's key. `id` is the caller's name for it. */
export type SecretBox = Sealed & { id: string; kind: SecretKind }

/** `id`: 16 random bytes in base64. `created`: milliseconds since 1970. */
export type VaultBlob = {
  v: typeof VAULT_VERSION
  id: string
  kdf: KdfParameters
  wrap: Box
  boxes: SecretBox[]
  created: number
}

/** What the wrapped key is tied to: all of the header. Lower the cost, and the wrap no longer opens. */
export const wrapAad = ({ v, id, kdf, created }: Pick<VaultBlob, 'v' | 'id' | 'kdf' | 'created'>): Bytes =>
  toUtf8(
    JSON.stringify(['candor wrap', v, id, created, kdf.name, kdf.m, kdf.t, kdf.p, kdf.salt, CIPHER, CIPHER]),
  )

/** What a secret is tied to: vault, place and kind, not the password's cost, which may change under it. */
export const secretAad = (vault: Pick<VaultBlob, 'v' | 'id'>, box: Pick<SecretBox, 'id' | 'kind'>): Bytes =>
  toUtf8(JSON.stringify(['candor secret', vault.v, vault.id, CIPHER, box.id, box.kind]))

/** Ids are short and plain, as they stand in the open. */
export const isSecretId = (id: unknown): id is string => typeof id === 'string' && /^[\w-]{1,64}$/.test(id)

/**
 * A vault from anything. Builds it anew with the fields in one order, so that equal vaults are equal as JSON.
 * Says nothing about the password, nor whether the parameters of `kdf` are within limits: `deriveKey` does.
 * @throws VaultVersionError when a newer release wrote it, VaultCorruptError when it is not a vault
 */
export function parseVault(value: unknown): VaultBlob {
  if (!isRecord(value)) throw new VaultCorruptError('not an object')
  const { v } = value
  if (typeof v === 'number' && Number.isSafeInteger(v) && v > VAULT_VERSION) throw new VaultVersionError(v)
  if (v !== VAULT_VERSION) throw new VaultCorruptError('version')
  const vault = fields(value, 'vault', ['v', 'id', 'kdf', 'wrap', 'boxes', 'created'])
  const boxes = list(vault.boxes).map(parseSecretBox)
  if (new Set(boxes.map((box) => box.id)).size !== boxes.length)
    throw new VaultCorruptError('boxes: same id twice')
  return {
    v,
    id: base64(vault.id, 'id', ID_BYTES),
    kdf: parseKdf(vault.kdf),
    wrap: parseWrap(vault.wrap),
    boxes,
    created: count(vault.created, 'created'),
  }
}

function parseKdf(value: unknown): KdfParameters {
  const { name, m, t, p, salt } = fields(value, 'kdf', ['name', 'm', 't', 'p', 'salt'])
  if (name !== 'argon2id') throw new VaultCorruptError('kdf.name')
  return {
    name,
    m: count(m, 'kdf.m'),
    t: count(t, 'kdf.t'),
    p: count(p, 'kdf.p'),
    salt: base64(salt, 'kdf.salt', 16),
  }
}

function parseWrap(value: unknown): Box {
  const { name, iv, ct } = fields(value, 'wrap', ['name', 'iv', 'ct'])
  if (name !== CIPHER) throw new VaultCorruptError('wrap.name')
  return { name, iv: base64(iv, 'wrap.iv', IV_BYTES), ct: base64(ct, 'wrap.ct', KEY_BYTES + TAG_BYTES) }
}

function parseSecretBox(value: unknown): SecretBox {
  const { id, kind, iv, ct } = fields(value, 'box', ['id', 'kind', 'iv', 'ct'])
  if (!isSecretId(id)) throw new VaultCorruptError('box.id')
  if (kind !== 'mnemonic' && kind !== 'private-key') throw new VaultCorruptError('box.kind')
  const blocks = ((fromBase64(ct)?.length ?? 0) - TAG_BYTES) / BLOCK_BYTES
  if (typeof ct !== 'string' || blocks < 1 || !Number.isInteger(blocks)) throw new VaultCorruptError('box.ct')
  return { id, kind, iv: base64(iv, 'box.iv', IV_BYTES), ct }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Exactly these fields: an unknown one is a format that this code does not know. */
function fields(value: unknown, where: string, names: readonly string[]): Record<string, unknown> {
  if (!isRecord(value)) throw new VaultCorruptError(where)
  const own = Object.keys(value)
  if (own.length !== names.length || !names.every((name) => Object.hasOwn(value, name))) {
    throw new VaultCorruptError(`${where}: fields`)
  }
  return value
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new VaultCorruptError('boxes')
  return value
}

function count(value: unknown, where: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new VaultCorruptError(where)
  return value
}

function base64(value: unknown, where: string, length: number): string {
  if (typeof value !== 'string' || fromBase64(value, length) === null) throw new VaultCorruptError(where)
  return value
}
