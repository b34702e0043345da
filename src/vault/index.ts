/** The public face of the vault. Only the background imports it. */

export { addressOf, checksumAddress, isChecksumValid } from './address.ts'
export {
  type BackupFile,
  makeBackup,
  type OpenBackup,
  openBackup,
  parseBackup,
  readBackup,
} from './backup.ts'
export {
  BackupError,
  BackupVersionError,
  FilePasswordError,
  KeystoreError,
  PhraseError,
  PrivateKeyError,
  RandomnessError,
  SecretIdError,
  SigningError,
  VaultCorruptError,
  VaultParametersError,
  VaultVersionError,
  VaultWriteError,
  WrongPasswordError,
} from './errors.ts'
export { type Box, parseVault, type SecretBox, type VaultBlob } from './format.ts'
export { CURRENT_KDF, deriveKey, type KdfCost, type KdfParameters } from './kdf.ts'
export { deriveAddresses, privateKeyOf, type Signature, sign } from './keyring.ts'
export { KEYSTORE_COST, openKeystore, sealKeystore } from './keystore.ts'
export { type Keystore, parseKeystore } from './keystore-format.ts'
export {
  checkPhrase,
  entropyToMnemonic,
  generateMnemonic,
  mnemonicToEntropy,
  mnemonicToSeed,
  type PhraseCheck,
  type PhraseLength,
  type PhraseProblem,
} from './mnemonic.ts'
export { openNote, sealNote } from './note.ts'
export { checkPassword, PASSWORD_LEAST, type PasswordCheck, throttleDelay } from './password.ts'
export {
  type Secret,
  type SecretKind,
  secretFromMnemonic,
  secretFromPrivateKey,
  wipeSecret,
} from './secret.ts'
export {
  addSecret,
  changePassword,
  createVault,
  type NewVault,
  type OpenVault,
  openSecret,
  removeSecret,
  type UnlockOptions,
  unlockVault,
  useSecret,
} from './vault.ts'
export {
  clearVault,
  inspectVault,
  type LoadedVault,
  loadVault,
  saveVault,
  type VaultPort,
} from './vault-store.ts'
