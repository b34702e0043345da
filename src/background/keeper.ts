/**
 * Holds the vault: the only module that touches secrets. While unlocked the data key stands in session storage
 * (memory of the browser, never on disk), so that a restarted worker is still unlocked; it is checked against its
 * time on every use, alarm or not. Only signatures, and a reveal after the password, leave from here.
 */
import { InvalidParamsError, UnauthorizedError, WalletError } from '../shared/errors.ts'
import type { Address } from '../shared/hex.ts'
import { bytesToHex, hexToBytes, sameAddress } from '../shared/hex.ts'
import type { Storage } from '../storage/storage.ts'
import * as vault from '../vault/index.ts'
import type { Clock } from './ports.ts'
import type { Account, Keyring } from './state/schema.ts'
import type { State } from './state/state.ts'

export class LockedError extends WalletError {
  constructor() {
    super(4100, 'The wallet is locked. Unlock it and try again.')
    this.name = 'LockedError'
  }
}
export class ThrottledError extends WalletError {
  constructor(retryAt: number) {
    super(-32005, 'Too many wrong passwords. Wait a moment.', { data: { retryAt } })
    this.name = 'ThrottledError'
  }
}

export type Signature = { r: bigint; s: bigint; yParity: 0 | 1 }

export type Keeper = {
  status(): 'empty' | 'locked' | 'unlocked'
  /** The secrets that the vault holds. */
  keyringIds(): string[]
  /** Takes the vault as it was stored; once, before anything else. */
  open(stored: vault.VaultBlob | null): Promise<void>
  create(secret: vault.Secret, password: string, words: number, backedUp: boolean): Promise<Keyring>
  unlock(password: string): Promise<void>
  lock(): Promise<void>
  /** A gesture of the person: the time until the lock starts anew. */
  touch(): Promise<void>
  changePassword(current: string, next: string): Promise<void>
  reveal(keyringId: string, password: string): Promise<{ phrase: string; passphrase: string }>
  /** Whether the words (number -> word) are those of the phrase. */
  matches(keyringId: string, words: ReadonlyMap<number, string>): Promise<boolean>
  addresses(keyringId: string, from: number, count: number): Promise<Address[]>
  /** Signs a 32-byte digest with an account's key. @throws LockedError, UnauthorizedError. */
  sign(address: Address, digest: Uint8Array): Promise<Signature>
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
  let blob: vault.VaultBlob | null = null
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
  async function admit(dek: Uint8Array): Promise<void> {
    const lockAt = lockAfter()
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
  async function withSecret<T>(keyringId: string, use: (secret: vault.Secret) => Promise<T>): Promise<T> {
    const dek = await takeDek()
    try {
      return await vault.useSecret(needBlob(), dek, keyringId, use)
    } finally {
      dek.fill(0)
    }
  }
  /** Lets one try of the password through, counts it when it was wrong. */
  async function tryPassword<T>(attempt: () => Promise<T>): Promise<T> {
    const { retryAt } = state.throttle.get()
    if (clock.now() < retryAt) throw new ThrottledError(retryAt)
    try {
      const result = await attempt()
      if (state.throttle.get().failures > 0) await state.throttle.set({ failures: 0, retryAt: 0 })
      return result
    } catch (error) {
      if (error instanceof vault.WrongPasswordError)
        await state.throttle.update(({ failures }) => ({
          failures: failures + 1,
          retryAt: clock.now() + vault.throttleDelay(failures + 1),
        }))
      throw error
    }
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
    keyringIds: () => (blob?.boxes ?? []).map((box) => box.id),
    onChange: (listener) => {
      listeners.push(listener)
    },

    async open(stored) {
      blob = stored
      const session = state.unlocked.get()
      if (session !== null && clock.now() >= session.lockAt) await lock()
    },

    create: (secret, password, words, backedUp) =>
      exclusive(async () => {
        if (blob !== null) throw new InvalidParamsError('There is a wallet here already.')
        requirePassword(password)
        const id = deps.randomId()
        const { blob: empty, dek } = await vault.createVault(password, clock.now())
        try {
          await save(await vault.addSecret(empty, dek, id, secret))
          const keyring: Keyring = { id, kind: 'mnemonic', name: 'Recovery phrase 1', words, backedUp }
          await state.keyrings.set([keyring])
          await admit(dek)
          return keyring
        } finally {
          dek.fill(0)
        }
      }),

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

    reveal: (keyringId, password) =>
      tryPassword(async () => {
        if (!isUnlocked()) throw new LockedError()
        const { dek } = await vault.unlockVault(needBlob(), password)
        try {
          return await vault.useSecret(needBlob(), dek, keyringId, async (secret) => {
            if (secret.kind !== 'mnemonic')
              throw new InvalidParamsError('This account has no recovery phrase.')
            return { phrase: vault.entropyToMnemonic(secret.entropy), passphrase: secret.passphrase }
          })
        } finally {
          dek.fill(0)
        }
      }),

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
      return withSecret(account.keyringId, (secret) => vault.sign(secret, account.index, digest))
    },

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
