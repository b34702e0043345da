/**
 * What the vault keeps: a recovery phrase as its entropy, or one private key. Bytes, so that they can be wiped;
 * only the optional BIP-39 passphrase is a string, and strings cannot be.
 */

import { utils } from '@noble/secp256k1'
import { InvalidParamsError } from '../shared/errors.ts'
import { type Bytes, fromUtf8, toUtf8, wipe } from './bytes.ts'
import { PrivateKeyError, VaultCorruptError } from './errors.ts'
import { mnemonicToEntropy } from './mnemonic.ts'

export type Secret =
  | { kind: 'mnemonic'; entropy: Uint8Array; passphrase: string }
  | { kind: 'private-key'; key: Uint8Array }

export type SecretKind = Secret['kind']

const ENTROPY_LENGTHS: readonly number[] = [16, 20, 24, 28, 32]

/**
 * @param text a recovery phrase, however written
 * @param passphrase the BIP-39 passphrase ("25th word"), empty for none
 * @throws PhraseError
 */
export const secretFromMnemonic = (text: string, passphrase = ''): Secret => ({
  kind: 'mnemonic',
  entropy: mnemonicToEntropy(text),
  passphrase,
})

/**
 * @param text 64 hexadecimal digits, with or without 0x, white space around them allowed
 * @throws PrivateKeyError also for zero and for numbers not below the order of the curve
 */
export function secretFromPrivateKey(text: string): Secret {
  const digits = /^(?:0x)?([0-9a-f]{64})$/i.exec(text.trim())?.[1]
  if (digits === undefined) throw new PrivateKeyError()
  const key = Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16))
  if (!utils.isValidSecretKey(key)) throw new PrivateKeyError()
  return { kind: 'private-key', key }
}

/** Zeros over what can be overwritten. The secret is of no use afterwards. */
export const wipeSecret = (secret: Secret): void =>
  wipe(secret.kind === 'mnemonic' ? secret.entropy : secret.key)

/**
 * The plaintext of a secret's box. Recovery phrase: one byte with the entropy's length, the entropy, the
 * passphrase in UTF-8. Private key: its 32 bytes.
 * @throws InvalidParamsError on a passphrase that UTF-8 cannot hold: it would come back as another one
 * @throws PrivateKeyError, VaultCorruptError on a secret that could not be read back
 */
export function encodeSecret(secret: Secret): Bytes {
  if (secret.kind === 'private-key') {
    if (!utils.isValidSecretKey(secret.key)) throw new PrivateKeyError()
    return Uint8Array.from(secret.key)
  }
  const { entropy } = secret
  if (!ENTROPY_LENGTHS.includes(entropy.length)) throw new VaultCorruptError('entropy length')
  const passphrase = toUtf8(secret.passphrase)
  if (fromUtf8(passphrase) !== secret.passphrase) {
    throw new InvalidParamsError('That passphrase holds characters that cannot be stored.')
  }
  return Uint8Array.from([entropy.length, ...entropy, ...passphrase])
}

/** Copies: the caller wipes `bytes`. @throws VaultCorruptError when they are not what `encodeSecret` makes */
export function decodeSecret(kind: SecretKind, bytes: Uint8Array): Secret {
  if (kind === 'private-key') {
    if (!utils.isValidSecretKey(bytes)) throw new VaultCorruptError('private key')
    return { kind, key: Uint8Array.from(bytes) }
  }
  const length = bytes[0] ?? 0
  const end = 1 + length
  if (!ENTROPY_LENGTHS.includes(length) || bytes.length < end) throw new VaultCorruptError('entropy length')
  const passphrase = fromUtf8(bytes.subarray(end))
  if (passphrase === null) throw new VaultCorruptError('passphrase')
  return { kind, entropy: Uint8Array.from(bytes.subarray(1, end)), passphrase }
}
