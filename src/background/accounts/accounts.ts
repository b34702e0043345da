/** The accounts as a list: named, coloured, put in order, hidden, picked; and those that are only watched. */
import { parseAddress } from '../../ethereum/address.ts'
import { cutText, plainText } from '../../ethereum/text.ts'
import { type AccountColor, WATCH_KEYRING } from '../../messaging/accounts-api.ts'
import { FieldError, InvalidParamsError, WalletError } from '../../shared/errors.ts'
import type { Address } from '../../shared/hex.ts'
import { sameAddress } from '../../shared/hex.ts'
import { type Account, isWatched } from '../state/schema.ts'
import type { State } from '../state/state.ts'
import { AlreadyHereError, WatchOnlyError } from './errors.ts'

const NAME_MOST = 40

export type Accounts = {
  list(): Account[]
  find(address: Address): Account | undefined
  /** The account at `address`. @throws InvalidParamsError */
  need(address: Address): Account
  /** The same, when the wallet has its key. @throws WatchOnlyError */
  needKey(address: Address): Account
  /**
   * Keeps an account. One that was watched till now gets its key and keeps its name; one that is here with a key
   * stays as it is. Answers whether the list changed.
   */
  put(account: Pick<Account, 'address' | 'keyringId' | 'index'> & { name?: string }): Promise<boolean>
  rename(address: Address, name: string): Promise<void>
  hide(address: Address, hidden: boolean): Promise<void>
  select(address: Address): Promise<void>
  color(address: Address, color: AccountColor | null): Promise<void>
  move(address: Address, before: Address | null): Promise<void>
  /** @throws AlreadyHereError, FieldError */
  watch(address: string, name: string): Promise<Address>
  /** Takes accounts off the list and away from sites. @throws InvalidParamsError when none would stay visible. */
  drop(gone: (account: Account) => boolean): Promise<void>
  /** @throws InvalidParamsError as `drop` would, before anything is done. */
  mayDrop(gone: (account: Account) => boolean): void
}

export function createAccounts(state: State): Accounts {
  const list = () => state.accounts.get()
  const find = (address: Address) => list().find((one) => sameAddress(one.address, address))
  const is = (address: Address) => (one: Account) => sameAddress(one.address, address)

  function need(address: Address): Account {
    const account = find(address)
    if (account === undefined) throw new InvalidParamsError('That account is not in this wallet.')
    return account
  }
  async function change(address: Address, to: (account: Account) => Account): Promise<void> {
    need(address)
    await state.accounts.update((now) => now.map((one) => (is(address)(one) ? to(one) : one)))
  }
  const put: Accounts['put'] = async ({ address, keyringId, index, name }) => {
    let changed = false
    await state.accounts.update((now) => {
      const there = now.find(is(address))
      changed = there === undefined || (isWatched(there) && keyringId !== WATCH_KEYRING)
      if (!changed) return now
      if (there !== undefined) return now.map((one) => (one === there ? { ...one, keyringId, index } : one))
      const given = cleanName(name ?? '') || `Account ${now.length + 1}`
      return [...now, { address, name: given, keyringId, index, hidden: false }]
    })
    await state.selected.update((now) => (now.address === null ? { ...now, address } : now))
    return changed
  }
  /** Where the selection goes when its account is not to be shown any more. */
  async function selectOther(): Promise<void> {
    const shown = list().filter((one) => !one.hidden)
    await state.selected.update((now) => {
      if (now.address === null || shown.some(is(now.address))) return now
      return { ...now, address: shown[0]?.address ?? null }
    })
  }
  function mayDrop(gone: (account: Account) => boolean): void {
    if (!list().some((one) => !one.hidden && !gone(one)))
      throw new InvalidParamsError(
        'No visible account would be left. Add or show another one first, or erase the wallet in the settings.',
      )
    const pending = Object.values(state.pending.get())
    if (list().some((one) => gone(one) && pending.some(({ from }) => sameAddress(from, one.address))))
      throw new InvalidParamsError('A transaction of this account is still pending. Remove it afterwards.')
  }

  return {
    list,
    find,
    need,
    put,
    mayDrop,
    needKey(address) {
      const account = need(address)
      if (isWatched(account)) throw new WatchOnlyError(account.name)
      return account
    },

    async rename(address, name) {
      const clean = cleanName(name)
      if (clean === '') throw new InvalidParamsError('A name needs at least one character.')
      await change(address, (one) => ({ ...one, name: clean }))
    },

    async hide(address, hidden) {
      if (hidden && !list().some((one) => !one.hidden && !is(address)(one)))
        throw new InvalidParamsError('One account must stay visible.')
      await change(address, (one) => ({ ...one, hidden }))
      await selectOther()
    },

    async select(address) {
      const account = need(address)
      await state.selected.update((now) => ({ ...now, address: account.address }))
    },

    color: (address, color) =>
      change(address, ({ color: _before, ...one }) => (color === null ? one : { ...one, color })),

    async move(address, before) {
      const moved = need(address)
      if (before !== null) need(before)
      await state.accounts.update((now) => {
        const others = now.filter((one) => !is(address)(one))
        const at = before === null ? -1 : others.findIndex(is(before))
        if (before !== null && at < 0) return now
        return at < 0 ? [...others, moved] : others.toSpliced(at, 0, moved)
      })
    },

    async watch(typed, name) {
      const address = readAddress(typed)
      const there = find(address)
      if (there !== undefined) throw new AlreadyHereError(there, false)
      const watched = list().filter(isWatched)
      await state.keyrings.update((now) =>
        now.some((one) => one.id === WATCH_KEYRING) ? now : [...now, watchKeyring],
      )
      const index = watched.reduce((next, one) => Math.max(next, one.index + 1), 0)
      await put({ address, keyringId: WATCH_KEYRING, index, name })
      return address
    },

    async drop(gone) {
      mayDrop(gone)
      const dropped = list().filter(gone)
      await state.leaving.update((now) => [...now, ...dropped.map(({ address }) => address)])
      await state.accounts.update((now) => now.filter((one) => !gone(one)))
      await selectOther()
      await state.sites.update((now) =>
        Object.fromEntries(
          Object.entries(now).map(([origin, site]) => [
            origin,
            { ...site, accounts: site.accounts.filter((one) => !dropped.some(is(one))) },
          ]),
        ),
      )
      await state.keyrings.update((now) =>
        list().some(isWatched) ? now : now.filter((one) => one.id !== WATCH_KEYRING),
      )
    },
  }
}

export const watchKeyring = {
  id: WATCH_KEYRING,
  kind: 'watch',
  name: 'Watch-only',
  words: 0,
  backedUp: true,
} as const

/** On one line, and nothing in it that hides or turns what stands beside it: names stand in sentences. */
export const cleanName = (name: string): string =>
  cutText(plainText(name).replace(/\s+/gu, ' '), NAME_MOST).trim()

function readAddress(typed: string): Address {
  try {
    return parseAddress(typed)
  } catch (error) {
    throw error instanceof WalletError ? new FieldError('address', error.shortMessage) : error
  }
}
