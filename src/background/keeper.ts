/**
 * Holds the vault: the only module that touches secrets. While unlocked the data key stands in session storage
 * (memory of the browser, never on disk), so that a restarted worker is still unlocked; it is checked against its
 * time on every use, alarm or not. Only signatures leave from here, and what `afterPassword` gives out.
 */
import { InvalidParamsError, UnauthorizedError, WalletError } from '../shared/errors.ts'
import type { Address } from '../shared/hex.ts'
import { bytesToHex, hexToBytes, sameAddress } from '../shared/hex.ts'
import type { Storage } from '../storage/storage.ts'
import * as vault from '../vault/index.ts'
import { WatchOnlyError } from './accounts/errors.ts'
import type { Clock } from './ports.ts'
import { type Account, isWatched, type Keyring } from './state/schema.ts'
import type { State } from './state/state.ts'
import { createThrottle } from './throttle.ts'

export class LockedError extends WalletError {
  constructor() {
    super(4100, 'The wallet is locked. Unlock it and try again.')
    this.name = 'LockedError'
  }
}
export type Signature = { r: bigint; s: bigint; yParity: 0 | 1 }

/** A sealed text, in base64. */
export type Note = { iv: string; ct: string }

/** A secret that is to be kept, which the caller wipes, and what its keyring is to say. */
export type NewSecret = { secret: vault.Secret; keyring: Omit<Keyring, 'id' | 'kind'> }

export type Keeper = {
  status(): 'empty' | 'locked' | 'unlocked'
  /** The secrets that the vault holds. */
  secrets(): { id: string; kind: vault.SecretKind }[]
  /** Takes the vault as it was stored; once, before anything else. */
  open(stored: vault.VaultBlob | null): Promise<void>
  /** A vault with these secrets, stored in one piece, and unlocked. */
  create(secrets: readonly NewSecret[], password: string): Promise<Keyring[]>
  /** More secrets, all or none. @throws LockedError. */
  add(secrets: readonly NewSecret[]): Promise<Keyring[]>
  /** Forgets a secret for good, after the password. */
  remove(keyringId: string, password: string): Promise<void>
  unlock(password: string): Promise<void>
  lock(): Promise<void>
  /** Which opening of the wallet this is: a yes holds for the one that it was given in. */
  opening(): number
  /** A gesture of the person: the time until the lock starts anew. */
  touch(): Promise<void>
  changePassword(current: string, next: string): Promise<void>
  /**
   * Runs with the open vault, after the password and while unlocked: for what a person takes out of it (a reveal, a
   * keystore file, a backup). Nothing else may call it.
   */
  afterPassword<T>(
    password: string,
    use: (open: { blob: vault.VaultBlob; dek: Uint8Array }) => Promise<T>,
  ): Promise<T>
  /** Throws unless it may be a password at all. */
  requirePassword(password: string): void
  /** How many words the phrase has; 0 for a private key. */
  words(keyringId: string): Promise<number>
  /** Whether the words (number -> word) are those of the phrase. */
  matches(keyringId: string, words: ReadonlyMap<number, string>): Promise<boolean>
  addresses(keyringId: string, from: number, count: number): Promise<Address[]>
  /** Signs a 32-byte digest with an account's key. @throws LockedError, UnauthorizedError. */
  sign(address: Address, digest: Uint8Array): Promise<Signature>
  /** A short secret text that signs nothing, sealed for its place beside the vault. @throws LockedError. */
  sealNote(place: string, text: string): Promise<Note>
  /** @throws LockedError, SealBrokenError, VaultCorruptError. */
  openNote(place: string, note: Note): Promise<string>
  /** Runs after every lock and unlock. */
  onChange(listener: (status: 'locked' | 'unlocked') => Promise<void>): void
  erase(): Promise<void>
}

export function createKeeper(deps: {
  state: State
  local: Storage
  session: Storage
  clock: Clock
  randomId(): string
}): Keeper {
  const { state, local, clock } = deps
  const tryPassword = createThrottle(state, clock)
  let blob: vault.VaultBlob | null = null
  let openings = 0
  const listeners: ((status: 'locked' | 'unlocked') => Promise<void>)[] = []
  // One at a time: two writers of the vault could each lose what the other wrote.
  let queue: Promise<unknown> = Promise.resolve()
  function exclusive<T>(run: () => Promise<T>): Promise<T> {
    const done = queue.then(run)
    queue = done.catch(() => undefined)
    return done
  }

  const lockAfter = () => clock.now() + state.settings.get().lockMinutes * 60_000
  const tell = async (status: 'locked' | 'unlocked') => {
    for (const listener of listeners) await listener(status)
  }

  async function save(next: vault.VaultBlob): Promise<void> {
    await vault.saveVault(local, next)
    blob = next
  }
  /** Seals the secrets and stores the vault once; what their keyrings say is for the caller to store. */
  async function put(from: vault.VaultBlob, dek: Uint8Array, secrets: readonly NewSecret[]) {
    const keyrings: Keyring[] = []
    let next = from
    for (const { secret, keyring } of secrets) {
      const id = deps.randomId()
      next = await vault.addSecret(next, dek, id, secret)
      keyrings.push({ ...keyring, id, kind: secret.kind })
    }
    await save(next)
    return keyrings
  }
  async function admit(dek: Uint8Array): Promise<void> {
    const lockAt = lockAfter()
    openings += 1
    await state.unlocked.set({ dek: bytesToHex(dek), lockAt })
    clock.setAlarm('lock', lockAt)
    await tell('unlocked')
  }
  function needBlob(): vault.VaultBlob {
    if (blob === null) throw new InvalidParamsError('There is no wallet here yet.')
    return blob
  }
  function isUnlocked(): boolean {
    const session = state.unlocked.get()
    return blob !== null && session !== null && clock.now() < session.lockAt
  }
  async function lock(): Promise<void> {
    clock.setAlarm('lock', null)
    if (state.unlocked.get() === null) return
    await state.unlocked.set(null)
    await tell('locked')
  }
  /** The data key, for one use. The caller wipes it. */
  async function takeDek(): Promise<Uint8Array> {
    const session = state.unlocked.get()
    if (session === null) throw new LockedError()
    if (clock.now() >= session.lockAt) {
      await lock()
      throw new LockedError()
    }
    return hexToBytes(session.dek)
  }
  async function withDek<T>(use: (blob: vault.VaultBlob, dek: Uint8Array) => Promise<T>): Promise<T> {
    const dek = await takeDek()
    try {
      return await use(needBlob(), dek)
    } finally {
      dek.fill(0)
    }
  }
  async function withSecret<T>(keyringId: string, use: (secret: vault.Secret) => Promise<T>): Promise<T> {
    return withDek((blob, dek) => vault.useSecret(blob, dek, keyringId, use))
  }
  function requirePassword(password: string): void {
    const check = vault.checkPassword(password)
    if (!check.ok)
      throw new InvalidParamsError(
        check.reason === 'short'
          ? 'The password needs at least 10 characters.'
          : 'This password is among the first that anyone would try. Choose another.',
      )
  }

  return {
    status: () => (blob === null ? 'empty' : isUnlocked() ? 'unlocked' : 'locked'),
    opening: () => openings,
    secrets: () => (blob?.boxes ?? []).map(({ id, kind }) => ({ id, kind })),
    requirePassword,
    onChange: (listener) => {
      listeners.push(listener)
    },

    async open(stored) {
      blob = stored
      const session = state.unlocked.get()
      if (session !== null && clock.now() >= session.lockAt) await lock()
    },

    create: (secrets, password) =>
      exclusive(async () => {
        if (blob !== null) throw new InvalidParamsError('There is a wallet here already.')
        requirePassword(password)
        const { blob: empty, dek } = await vault.createVault(password, clock.now())
        try {
          const keyrings = await put(empty, dek, secrets)
          // First unlocked, then told what it holds: a page of ours must never see the new wallet locked.
          await admit(dek)
          await state.keyrings.set(keyrings)
          return keyrings
        } finally {
          dek.fill(0)
        }
      }),

    add: (secrets) =>
      exclusive(async () => {
        const keyrings = await withDek((blob, dek) => put(blob, dek, secrets))
        await state.keyrings.update((now) => [...now, ...keyrings])
        return keyrings
      }),

    remove: (keyringId, password) =>
      exclusive(() =>
        tryPassword(async () => {
          const { dek } = await vault.unlockVault(needBlob(), password)
          dek.fill(0)
          const without = vault.removeSecret(needBlob(), keyringId)
          // Twice: the vault before stands in the other slot, and the secret in it, until it is written over too.
          await save(without)
          await save(without)
        }),
      ),

    unlock: (password) =>
      exclusive(() =>
        tryPassword(async () => {
          const { dek, raised } = await vault.unlockVault(needBlob(), password)
          try {
            if (raised !== null) await save(raised)
            await admit(dek)
          } finally {
            dek.fill(0)
          }
        }),
      ),
    lock,

    async touch() {
      if (!isUnlocked()) return
      const lockAt = lockAfter()
      await state.unlocked.update((now) => (now === null ? now : { ...now, lockAt }))
      clock.setAlarm('lock', lockAt)
    },

    changePassword: (current, next) =>
      exclusive(() =>
        tryPassword(async () => {
          requirePassword(next)
          await save(await vault.changePassword(needBlob(), current, next))
        }),
      ),

    afterPassword: (password, use) =>
      tryPassword(async () => {
        if (!isUnlocked()) throw new LockedError()
        const blob = needBlob()
        const { dek } = await vault.unlockVault(blob, password)
        try {
          return await use({ blob, dek })
        } finally {
          dek.fill(0)
        }
      }),

    words: (keyringId) =>
      withSecret(keyringId, async (secret) =>
        secret.kind === 'mnemonic' ? secret.entropy.length * 0.75 : 0,
      ),

    matches: (keyringId, words) =>
      withSecret(keyringId, async (secret) => {
        if (secret.kind !== 'mnemonic' || words.size === 0) return false
        const phrase = vault.entropyToMnemonic(secret.entropy).split(' ')
        return [...words].every(([number, word]) => phrase[number - 1] === word.trim().toLowerCase())
      }),

    addresses: (keyringId, from, count) =>
      withSecret(keyringId, (secret) => vault.deriveAddresses(secret, from, count)),

    async sign(address, digest) {
      const account = ownAccount(state.accounts.get(), address)
      if (isWatched(account)) throw new WatchOnlyError(account.name)
      return withSecret(account.keyringId, (secret) => vault.sign(secret, account.index, digest))
    },

    sealNote: (place, text) => withDek((blob, dek) => vault.sealNote(blob, dek, place, text)),
    openNote: (place, note) => withDek((blob, dek) => vault.openNote(blob, dek, place, note)),

    erase: () =>
      exclusive(async () => {
        await lock()
        blob = null
        await local.clear()
        await deps.session.clear()
        for (const field of Object.values(state)) field.reset()
        await tell('locked')
      }),
  }
}

function ownAccount(accounts: readonly Account[], address: Address): Account {
  const account = accounts.find((one) => sameAddress(one.address, address))
  if (account === undefined) throw new UnauthorizedError('That account is not in this wallet.')
  return account
}
