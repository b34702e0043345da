/** The part of the protocol about accounts, what they come from, and the files that hold them. */
import type { Address, Hex } from '../shared/hex.ts'

/** `watch`: the one keyring of accounts without a key. */
export type KeyringKind = 'mnemonic' | 'private-key' | 'watch'

export type KeyringView = { id: string; kind: KeyringKind; name: string; words: number; backedUp: boolean }

/** `keyringId` of every account that is only watched. */
export const WATCH_KEYRING = 'watch'

/** What a person can mark an account with. */
export const ACCOUNT_COLORS = ['blue', 'teal', 'green', 'amber', 'red', 'pink', 'violet', 'grey'] as const
export type AccountColor = (typeof ACCOUNT_COLORS)[number]

export type AccountView = {
  address: Address
  name: string
  keyringId: string
  index: number
  hidden: boolean
  color?: AccountColor
}

/** What came out of a backup file: how many of each were new here, and the names of parts left aside. */
export type BackupReport = { added: { what: string; count: number }[]; unknown: string[] }

/** A file for the person to keep: made in memory, written by nobody but the person. */
export type FileToKeep = { name: string; text: string }

/** Name -> [request, response]; a part of UiApi. */
export type AccountsApi = {
  'accounts.add': [{ keyringId: string }, Address]
  'accounts.rename': [{ address: Address; name: string }, null]
  'accounts.hide': [{ address: Address; hidden: boolean }, null]
  'accounts.select': [{ address: Address }, null]
  'accounts.color': [{ address: Address; color: AccountColor | null }, null]
  /** Moves it to right before another, or to the end. */
  'accounts.move': [{ address: Address; before: Address | null }, null]
  /** An address without its key. AlreadyHereError when it is here. */
  'accounts.watch': [{ address: string; name: string }, Address]
  /** AlreadyHereError when the account is here; its `data.watched` says that `upgrade` would give it its key. */
  'accounts.importKey': [{ key: string; name: string; upgrade: boolean }, Address]
  /** FilePasswordError, KeystoreError; `state.progress` tells how far it is. */
  'accounts.importKeystore': [{ file: string; password: string; name: string; upgrade: boolean }, Address]
  /** Whose key the file says that it holds, before the password; null when it does not say. KeystoreError. */
  'accounts.checkKeystore': [{ file: string }, { address: Address | null }]
  /** The private key, after the password. */
  'accounts.reveal': [{ address: Address; password: string }, { key: Hex }]
  /** A keystore file, after the password, under that or under another one. */
  'accounts.keystore': [{ address: Address; password: string; filePassword: string | null }, FileToKeep]
  /** One that is watched, or an imported key with its secret, after the password. */
  'accounts.remove': [{ address: Address; password: string }, null]
  /** Looks for used accounts on the enabled networks, or on all but test networks. */
  'accounts.discover': [{ keyringId: string; everywhere: boolean }, { found: number; unreachable: string[] }]

  /** One more phrase, made here; it waits for its backup as the first one did. */
  'keyrings.create': [{ words: 12 | 24 }, { keyringId: string }]
  /** One more phrase, typed. PhraseHereError when it is here. */
  'keyrings.restore': [{ phrase: string; passphrase: string }, { keyringId: string }]
  'keyrings.rename': [{ keyringId: string; name: string }, null]
  /** A phrase with all its accounts, after the password. */
  'keyrings.remove': [{ keyringId: string; password: string }, null]

  /** The whole wallet in one encrypted file, after the password, under that or under another one. */
  'backup.make': [{ password: string; filePassword: string | null }, FileToKeep]
  /**
   * Puts the content of a backup file into this wallet; nothing that is here is lost. Where there is no wallet yet
   * one is made, locked with `walletPassword`, or with the file's where that is null. FilePasswordError, BackupError.
   */
  'backup.restore': [{ file: string; password: string; walletPassword: string | null }, BackupReport]
}
