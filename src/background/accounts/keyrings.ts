/**
 * What accounts come from: recovery phrases and imported keys. None is kept twice, and one that is removed takes its
 * accounts along. The vault is written first and the lists after; what was cut off between, `reconcile` mends.
 */
import { InvalidParamsError } from '../../shared/errors.ts'
import type { Address } from '../../shared/hex.ts'
import { sameAddress } from '../../shared/hex.ts'
import * as vault from '../../vault/index.ts'
import type { Keeper, NewSecret } from '../keeper.ts'
import { isWatched, type Keyring } from '../state/schema.ts'
import type { State } from '../state/state.ts'
import { type Accounts, cleanName } from './accounts.ts'
import { AlreadyHereError, PhraseHereError } from './errors.ts'

/** Accounts of a phrase that another keyring holds are passed over, up to so many. */
const PASS_MOST = 100

export type Keyrings = {
  /** The first wallet of all. The caller wipes the secret. */
  createFirst(secret: vault.Secret, password: string, backedUp: boolean): Promise<Keyring>
  /** One more phrase and its first account. The caller wipes the secret. @throws PhraseHereError */
  addPhrase(secret: vault.Secret, backedUp: boolean): Promise<Keyring>
  /** A private key. The caller wipes it. @throws AlreadyHereError unless it is watched and `upgrade` is wanted */
  addKey(secret: vault.Secret, name: string, upgrade: boolean): Promise<Address>
  /** The next account of a phrase. */
  addAccount(keyringId: string): Promise<Address>
  rename(keyringId: string, name: string): Promise<void>
  removePhrase(keyringId: string, password: string): Promise<void>
  removeAccount(address: Address, password: string): Promise<void>
  /** The keyring that holds this secret already. */
  findSame(secret: vault.Secret): Promise<Keyring | undefined>
  /** After an unlock: a vault whose writing was cut off gets its lists again, and lists without a secret go. */
  reconcile(): Promise<void>
}

export function createKeyrings(deps: { state: State; keeper: Keeper; accounts: Accounts }): Keyrings {
  const { state, keeper, accounts } = deps
  const find = (id: string) => state.keyrings.get().find((one) => one.id === id)
  function need(id: string): Keyring {
    const keyring = find(id)
    if (keyring === undefined) throw new InvalidParamsError('That recovery phrase is not in this wallet.')
    return keyring
  }
  const phraseName = () => {
    const names = state.keyrings.get().map((one) => one.name)
    for (let number = 1; ; number++)
      if (!names.includes(`Recovery phrase ${number}`)) return `Recovery phrase ${number}`
  }
  const asPhrase = (secret: vault.Secret, backedUp: boolean): NewSecret => ({
    secret,
    keyring: { name: phraseName(), words: wordsOf(secret), backedUp },
  })
  const firstOf = async (secret: vault.Secret) => (await vault.deriveAddresses(secret, 0, 1))[0]

  async function addAccount(keyringId: string): Promise<Address> {
    const own = state.accounts.get().filter((one) => one.keyringId === keyringId)
    const from = own.reduce((next, one) => Math.max(next, one.index + 1), 0)
    for (let index = from; index < from + PASS_MOST; index++) {
      const [address] = await keeper.addresses(keyringId, index, 1)
      if (address !== undefined && (await accounts.put({ address, keyringId, index }))) return address
    }
    throw new InvalidParamsError('No account could be made. Nothing was changed.')
  }

  /** The same phrase and passphrase, or the same key, gives the same first account. */
  async function findSame(secret: vault.Secret): Promise<Keyring | undefined> {
    const first = await firstOf(secret)
    for (const { id, kind } of keeper.secrets()) {
      if (kind !== secret.kind) continue
      const [other] = await keeper.addresses(id, 0, 1)
      if (other === first) return find(id)
    }
    return undefined
  }

  return {
    findSame,
    addAccount,

    async createFirst(secret, password, backedUp) {
      const [keyring] = await keeper.create([asPhrase(secret, backedUp)], password)
      if (keyring === undefined) throw new InvalidParamsError('No wallet could be made.')
      await addAccount(keyring.id)
      return keyring
    },

    async addPhrase(secret, backedUp) {
      const same = await findSame(secret)
      if (same !== undefined) throw new PhraseHereError(same.name)
      const [keyring] = await keeper.add([asPhrase(secret, backedUp)])
      if (keyring === undefined) throw new InvalidParamsError('The phrase could not be added.')
      await addAccount(keyring.id)
      return keyring
    },

    async addKey(secret, name, upgrade) {
      const address = await firstOf(secret)
      if (address === undefined) throw new vault.PrivateKeyError()
      const there = accounts.find(address)
      if (there !== undefined && !(upgrade && isWatched(there)))
        throw new AlreadyHereError(there, isWatched(there))
      const [keyring] = await keeper.add([
        { secret, keyring: { name: 'Imported key', words: 0, backedUp: true } },
      ])
      if (keyring !== undefined)
        await accounts.put({ address, keyringId: keyring.id, index: 0, name: cleanName(name) || 'Imported' })
      return address
    },

    async rename(keyringId, name) {
      need(keyringId)
      const clean = cleanName(name)
      if (clean === '') throw new InvalidParamsError('A name needs at least one character.')
      await state.keyrings.update((now) =>
        now.map((one) => (one.id === keyringId ? { ...one, name: clean } : one)),
      )
    },

    async removePhrase(keyringId, password) {
      if (need(keyringId).kind !== 'mnemonic')
        throw new InvalidParamsError('That recovery phrase is not in this wallet.')
      await remove(keyringId, password)
    },

    async removeAccount(address, password) {
      const account = accounts.need(address)
      if (isWatched(account)) return accounts.drop((one) => sameAddress(one.address, address))
      if (need(account.keyringId).kind !== 'private-key')
        throw new InvalidParamsError(
          'An account of a recovery phrase is hidden, not removed: the phrase would bring it back.',
        )
      await remove(account.keyringId, password)
    },

    async reconcile() {
      const secrets = keeper.secrets()
      const isOrphan = (id: string) =>
        find(id)?.kind !== 'watch' && secrets.every((secret) => secret.id !== id)
      const lost = state.accounts.get().filter((one) => isOrphan(one.keyringId) && !isWatched(one))
      if (lost.length > 0) {
        await state.leaving.update((now) => [...now, ...lost.map(({ address }) => address)])
        await state.accounts.update((now) => now.filter((one) => isWatched(one) || !isOrphan(one.keyringId)))
      }
      if (state.keyrings.get().some((one) => isOrphan(one.id)))
        await state.keyrings.update((now) => now.filter((one) => !isOrphan(one.id)))
      for (const { id, kind } of secrets) {
        if (find(id) === undefined) {
          const words = await keeper.words(id)
          const name = kind === 'mnemonic' ? phraseName() : 'Imported key'
          const keyring: Keyring = { id, kind, name, words, backedUp: kind !== 'mnemonic' }
          await state.keyrings.update((now) => [...now, keyring])
        }
        if (!state.accounts.get().some((one) => one.keyringId === id))
          await addAccount(id).catch(() => undefined)
      }
    },
  }

  async function remove(keyringId: string, password: string): Promise<void> {
    accounts.mayDrop((one) => one.keyringId === keyringId)
    await keeper.remove(keyringId, password)
    await accounts.drop((one) => one.keyringId === keyringId)
    await state.keyrings.update((now) => now.filter((one) => one.id !== keyringId))
  }
}

export const wordsOf = (secret: vault.Secret): number =>
  secret.kind === 'mnemonic' ? secret.entropy.length * 0.75 : 0
