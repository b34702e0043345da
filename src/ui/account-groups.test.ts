import { expect, test } from 'vitest'
import type { AccountView, KeyringView } from '../messaging/protocol.ts'
import { groupAccounts, isWatched, moveTo, pathOf } from './account-groups.ts'

const account = (name: string, keyringId: string, index = 0): AccountView => ({
  address: `0x${name.charCodeAt(0).toString(16).padStart(40, '0')}`,
  name,
  keyringId,
  index,
  hidden: false,
})
const keyring = (id: string, kind: KeyringView['kind']): KeyringView => ({
  id,
  kind,
  name: `Of ${id}`,
  words: 12,
  backedUp: true,
})
const keyrings = [
  keyring('p1', 'mnemonic'),
  keyring('k1', 'private-key'),
  keyring('watch', 'watch'),
  keyring('p2', 'mnemonic'),
  keyring('k2', 'private-key'),
]
const [a, b, c] = [account('a', 'p1'), account('b', 'p1', 1), account('c', 'p1', 2)]
const all = [account('w', 'watch'), a, account('k', 'k1'), b, account('q', 'p2', 7), c, account('l', 'k2')]

test('behavior: a group a phrase, one for all keys, one for what is watched', () => {
  const groups = groupAccounts(all, keyrings)
  expect(groups.map((group) => [group.title, group.accounts.map((one) => one.name).join('')])).toEqual([
    ['Of p1', 'abc'],
    ['Of p2', 'q'],
    ['Imported keys', 'kl'],
    ['Watch-only', 'w'],
  ])
  expect(groupAccounts([a], keyrings).map((group) => group.id)).toEqual(['p1', 'p2'])
})

test('behavior: paths of what was derived only', () => {
  expect(all.map((one) => pathOf(one, keyrings))).toEqual([
    null,
    "m/44'/60'/0'/0/0",
    null,
    "m/44'/60'/0'/0/1",
    "m/44'/60'/0'/0/7",
    "m/44'/60'/0'/0/2",
    null,
  ])
  expect(all.map(isWatched)).toEqual([true, false, false, false, false, false, false])
})

test('behavior: a move says what it stands before', () => {
  const group = [a, b, c]
  expect(moveTo(group, c, a)).toEqual({ before: a.address })
  expect(moveTo(group, a, b)).toEqual({ before: c.address })
  expect(moveTo(group, a, c)).toEqual({ before: null })
  expect(moveTo(group, a, a)).toBeNull()
  expect(moveTo(group, account('z', 'p1'), a)).toBeNull()
})
