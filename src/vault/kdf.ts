/**
 * From the password to the key that wraps the vault's key: Argon2id, then HKDF-SHA256. The cost stands in the
 * vault, within limits: below the floor it would give the password away, above the ceiling it would hang.
 */

import { type Argon2Cost, argon2id } from './argon2.ts'
import { type Bytes, fromBase64, toBase64, toUtf8, wipe } from './bytes.ts'
import { VaultParametersError } from './errors.ts'
import { randomBytes } from './random.ts'

/** `m` in KiB, `t` passes, `p` lanes, `salt` 16 bytes in base64. */
export type KdfParameters = { name: 'argon2id'; m: number; t: number; p: number; salt: string }
export type KdfCost = Omit<KdfParameters, 'salt'>

/** What new vaults use: 64 MiB, 3 passes, about 0.3 s by WebAssembly. */
export const CURRENT_KDF = { name: 'argon2id', m: 65_536, t: 3, p: 1 } as const satisfies KdfCost
/** OWASP's least for Argon2id. Weaker parameters are refused, except to replace them. */
export const KDF_FLOOR = { m: 19_456, t: 2 } as const
/** So that an altered vault cannot hang the worker: 1 GiB, 16 passes, 4 lanes. */
export const KDF_CEILING = { m: 1_048_576, t: 16, p: 4 } as const

const SALT_BYTES = 16
const KEY_INFO = 'candor vault key-encryption key v1'

/** Parameters of a cost with a salt of their own. */
export const freshKdf = ({ name, m, t, p }: KdfCost): KdfParameters => ({
  name,
  m,
  t,
  p,
  salt: toBase64(randomBytes(SALT_BYTES)),
})

/** Whether `stored` costs an attacker less memory, or less work in all, than `wanted`. */
export const isWeaker = (stored: KdfCost, wanted: KdfCost): boolean =>
  stored.m < wanted.m || stored.m * stored.t < wanted.m * wanted.t

/**
 * The 32-byte key-encryption key. The password is taken in NFKC, so that it opens from any keyboard.
 * @param options.allowWeak for a vault that is opened only to be given stronger parameters
 * @throws VaultParametersError outside the limits, before anything is computed
 * @see https://www.rfc-editor.org/rfc/rfc9106 https://www.rfc-editor.org/rfc/rfc5869
 */
export async function deriveKey(
  password: string,
  parameters: KdfParameters,
  options: { allowWeak?: boolean } = {},
): Promise<Bytes> {
  const salt = checkParameters(parameters, options.allowWeak ?? false)
  const secret = toUtf8(password.normalize('NFKC'))
  const stretched = await argon2id(secret, salt, parameters)
  try {
    return await expand(stretched)
  } finally {
    wipe(secret, stretched)
  }
}

function checkParameters({ m, t, p, salt }: KdfParameters, allowWeak: boolean): Bytes {
  const cost: Argon2Cost = { m, t, p }
  for (const [name, value] of Object.entries(cost)) {
    if (!Number.isSafeInteger(value) || value < 1) throw new VaultParametersError(`${name} is not a count`)
  }
  if (m > KDF_CEILING.m || t > KDF_CEILING.t || p > KDF_CEILING.p)
    throw new VaultParametersError('too costly')
  if (m < 8 * p) throw new VaultParametersError('less memory than Argon2 needs')
  if (!allowWeak && (m < KDF_FLOOR.m || t < KDF_FLOOR.t)) throw new VaultParametersError('too weak')
  const bytes = fromBase64(salt, SALT_BYTES)
  if (bytes === null) throw new VaultParametersError('salt')
  return bytes
}

/** HKDF keeps Argon2's output from being used as a key twice, should the vault ever need a second one. */
async function expand(stretched: Bytes): Promise<Bytes> {
  const { subtle } = globalThis.crypto
  const base = await subtle.importKey('raw', stretched, 'HKDF', false, ['deriveBits'])
  const bits = await subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: toUtf8(KEY_INFO) },
    base,
    256,
  )
  return new Uint8Array(bits)
}
