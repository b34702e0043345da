/** The vault's failures. No message, detail or data ever holds a password, a phrase that is right, or a key. */

import { WalletError } from '../shared/errors.ts'
import type { PhraseProblem } from './mnemonic.ts'

/** The password does not open the vault. (A vault whose header was altered looks the same, by design.) */
export class WrongPasswordError extends WalletError {
  constructor() {
    super(-32000, 'The password is not right. Nothing was changed.')
    this.name = 'WrongPasswordError'
  }
}

/** What is stored is not a vault, or was altered. `details` says which part, never its content. */
export class VaultCorruptError extends WalletError {
  constructor(
    details: string,
    message = 'The stored vault cannot be read. Your recovery phrase still restores it.',
  ) {
    super(-32603, message, { details })
    this.name = 'VaultCorruptError'
  }
}

/** The stored vault was written by a newer release: reading it, or writing over it, would lose something. */
export class VaultVersionError extends VaultCorruptError {
  constructor(version: number) {
    super(
      `version ${version}`,
      'The stored vault was made by a newer version of Candor. Update Candor to open it; nothing was lost.',
    )
    this.name = 'VaultVersionError'
  }
}

/** Key derivation parameters so weak that they give the password away, or so costly that they hang the wallet. */
export class VaultParametersError extends WalletError {
  constructor(details: string) {
    super(-32603, 'The stored vault asks for an unsafe protection and was not opened. Nothing was changed.', {
      details,
    })
    this.name = 'VaultParametersError'
  }
}

/** The vault could not be written. What was stored before is still there. */
export class VaultWriteError extends WalletError {
  constructor(details: string) {
    super(-32603, 'The vault could not be saved. The one stored before is untouched.', { details })
    this.name = 'VaultWriteError'
  }
}

/** A sealed box that does not open: wrong key, other associated data, or altered bytes. Internal to the vault. */
export class SealBrokenError extends WalletError {
  constructor() {
    super(-32603, 'A sealed part of the vault does not open.')
    this.name = 'SealBrokenError'
  }
}

/** A recovery phrase that is not one; `data.problem` says where. */
export class PhraseError extends WalletError {
  readonly problem: PhraseProblem

  constructor(problem: PhraseProblem) {
    super(-32602, 'That is not a valid recovery phrase.', { data: { problem } })
    this.name = 'PhraseError'
    this.problem = problem
  }
}

/** Not the 32 bytes of a secp256k1 private key. */
export class PrivateKeyError extends WalletError {
  constructor() {
    super(-32602, 'That is not a valid private key.')
    this.name = 'PrivateKeyError'
  }
}

/** The vault holds no secret of that id, or holds one already. */
export class SecretIdError extends WalletError {
  constructor(problem: 'unknown' | 'duplicate' | 'malformed') {
    super(-32602, 'The vault was asked for an account that it cannot serve. Nothing was changed.', {
      details: `${problem} secret id`,
    })
    this.name = 'SecretIdError'
  }
}

/** The signature did not verify before it left: a fault of memory, engine or library. It was thrown away. */
export class SigningError extends WalletError {
  constructor(details: string) {
    super(-32603, 'The signature failed its check and was thrown away. Nothing was sent.', { details })
    this.name = 'SigningError'
  }
}

/** The browser's random numbers are not random. No key may be made here. */
export class RandomnessError extends WalletError {
  constructor() {
    super(-32603, 'This browser gives no good random numbers, so no key was made.')
    this.name = 'RandomnessError'
  }
}

/** What is wrong with a keystore file, when it is not its password. */
export type KeystoreProblem = 'shape' | 'version' | 'cipher' | 'kdf' | 'cost' | 'address'

const KEYSTORE_TEXTS: Record<KeystoreProblem, string> = {
  shape: 'This is not a keystore file, or a part of it is missing. Nothing was changed.',
  version:
    'This keystore file is of another version than 3, which Candor does not read. Nothing was changed.',
  cipher:
    'This keystore file is encrypted in a way that version 3 does not know. Use another copy. Nothing was changed.',
  kdf: 'This keystore file protects its key in a way that version 3 does not know. Nothing was changed.',
  cost: 'This keystore file asks for more work than any wallet makes, so it was not opened. Nothing was changed.',
  address:
    'This keystore file names another address than its key has. It was altered, so nothing was changed.',
}

/** A keystore file that is not read; `data.problem` says why. */
export class KeystoreError extends WalletError {
  constructor(problem: KeystoreProblem) {
    super(-32602, KEYSTORE_TEXTS[problem], { data: { problem } })
    this.name = 'KeystoreError'
  }
}

/** A password that is not that of the file, be it a keystore or a backup: the wallet's own is another matter. */
export class FilePasswordError extends WalletError {
  constructor() {
    super(-32000, 'That is not the password of this file. Nothing was changed.')
    this.name = 'FilePasswordError'
  }
}

/** A backup file that is none, or was damaged or altered. `details` says where, never its content. */
export class BackupError extends WalletError {
  constructor(
    details: string,
    message = 'This is not a whole Candor backup file: it was cut short, altered, or is something else. Nothing was changed.',
  ) {
    super(-32602, message, { details })
    this.name = 'BackupError'
  }
}

/** The backup file was written by a newer release: reading a part of it could lose the rest. */
export class BackupVersionError extends BackupError {
  constructor(version: number) {
    super(
      `version ${version}`,
      'This backup file was made by a newer version of Candor. Update Candor to restore it. Nothing was changed.',
    )
    this.name = 'BackupVersionError'
  }
}
