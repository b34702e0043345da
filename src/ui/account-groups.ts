import { WATCH_KEYRING } from '../messaging/accounts-api.ts'
import type { AccountView, KeyringKind, KeyringView } from '../messaging/protocol.ts'

export type AccountGroup = {
  /** Of the phrase; `keys` and `watch` for the others. */
  id: string
  title: string
  kind: KeyringKind
  /** The phrase that it is; null for a group of several keyrings. */
  keyring: KeyringView | null
  accounts: AccountView[]
}

export const isWatched = (account: AccountView): boolean => account.keyringId === WATCH_KEYRING

export const kindOf = (account: AccountView, keyrings: readonly KeyringView[]): KeyringKind =>
  keyrings.find((keyring) => keyring.id === account.keyringId)?.kind ?? 'mnemonic'

/** BIP-44; null for what was not derived. */
export const pathOf = (account: AccountView, keyrings: readonly KeyringView[]): string | null =>
  kindOf(account, keyrings) === 'mnemonic' ? `m/44'/60'/0'/0/${account.index}` : null

/** Phrases in their order, then imported keys together, then what is watched. Empty groups of keys are left out. */
export function groupAccounts(
  accounts: readonly AccountView[],
  keyrings: readonly KeyringView[],
): AccountGroup[] {
  const of = (kind: KeyringKind) => accounts.filter((account) => kindOf(account, keyrings) === kind)
  const phrases = keyrings
    .filter((keyring) => keyring.kind === 'mnemonic')
    .map((keyring): AccountGroup => {
      const own = accounts.filter((account) => account.keyringId === keyring.id)
      return { id: keyring.id, title: keyring.name, kind: 'mnemonic', keyring, accounts: own }
    })
  const others = [
    { id: 'keys', title: 'Imported keys', kind: 'private-key', keyring: null, accounts: of('private-key') },
    { id: 'watch', title: 'Watch-only', kind: 'watch', keyring: null, accounts: of('watch') },
  ] as const
  return [...phrases, ...others.filter((group) => group.accounts.length > 0)]
}

/** What `accounts.move` is to be told so that `moved` takes the place of `target`; null when nothing changes. */
export function moveTo(
  group: readonly AccountView[],
  moved: AccountView,
  target: AccountView,
): { before: AccountView['address'] | null } | null {
  const from = group.indexOf(moved)
  const to = group.indexOf(target)
  if (from < 0 || to < 0 || from === to) return null
  return { before: (from < to ? group[to + 1] : target)?.address ?? null }
}
