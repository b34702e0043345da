/** The accounts: made, named, hidden, picked; and found again after a restore by their activity on chain. */
import { InvalidParamsError } from '../../shared/errors.ts'
import type { Address } from '../../shared/hex.ts'
import { sameAddress } from '../../shared/hex.ts'
import type { Keeper } from '../keeper.ts'
import type { RpcClient } from '../networks/rpc-client.ts'
import type { Account, Keyring } from '../state/schema.ts'
import type { State } from '../state/state.ts'

/** Unused accounts in a row after which the search ends (BIP-44 says 20; wallets of this field use few). */
const GAP = 5
const MOST_FOUND = 100

export type Accounts = {
  list(): Account[]
  /** The account at `address`. @throws InvalidParamsError */
  need(address: Address): Account

  add(keyringId: string): Promise<Address>
  rename(address: Address, name: string): Promise<void>
  hide(address: Address, hidden: boolean): Promise<void>
  select(address: Address): Promise<void>
  /** Adds the accounts that were used: nonce or native balance, until a gap of 5. Adds what it finds as it goes. */
  discover(keyringId: string, chainId: number): Promise<void>
  /** After an unlock: a vault whose writing was cut off gets its lists again. */
  reconcile(keyringIds: readonly string[]): Promise<void>
}

export function createAccounts(deps: { state: State; keeper: Keeper; rpc: RpcClient }): Accounts {
  const { state, keeper, rpc } = deps

  function need(address: Address): Account {
    const account = state.accounts.get().find((one) => sameAddress(one.address, address))
    if (account === undefined) throw new InvalidParamsError('That account is not in this wallet.')
    return account
  }

  async function put(keyringId: string, index: number, address: Address): Promise<void> {
    await state.accounts.update((now) => {
      if (now.some((one) => sameAddress(one.address, address))) return now
      return [...now, { address, name: `Account ${now.length + 1}`, keyringId, index, hidden: false }]
    })
    await state.selected.update((now) => (now.address === null ? { ...now, address } : now))
  }

  async function isUsed(chainId: number, address: Address): Promise<boolean> {
    const [nonce, balance] = await Promise.all([
      rpc.request(chainId, 'eth_getTransactionCount', [address, 'latest']),
      rpc.request(chainId, 'eth_getBalance', [address, 'latest']),
    ])
    return [nonce, balance].some((value) => typeof value === 'string' && /^0x0*[1-9a-f]/i.test(value))
  }

  async function setField(address: Address, change: Partial<Account>): Promise<void> {
    need(address)
    await state.accounts.update((now) =>
      now.map((one) => (sameAddress(one.address, address) ? { ...one, ...change } : one)),
    )
  }

  return {
    list: () => state.accounts.get(),
    need,

    async add(keyringId) {
      const used = state.accounts.get().filter((one) => one.keyringId === keyringId)
      const index = used.reduce((next, one) => Math.max(next, one.index + 1), 0)
      const [address] = await keeper.addresses(keyringId, index, 1)
      if (address === undefined) throw new InvalidParamsError('No account could be made.')
      await put(keyringId, index, address)
      return address
    },

    async rename(address, name) {
      const trimmed = name.trim().slice(0, 40)
      if (trimmed === '') throw new InvalidParamsError('A name needs at least one character.')
      await setField(address, { name: trimmed })
    },

    async hide(address, hidden) {
      const visible = state.accounts.get().filter((one) => !one.hidden && !sameAddress(one.address, address))
      if (hidden && visible.length === 0) throw new InvalidParamsError('One account must stay visible.')
      await setField(address, { hidden })
      const next = visible[0]
      if (hidden && next !== undefined)
        await state.selected.update((now) =>
          now.address !== null && sameAddress(now.address, address) ? { ...now, address: next.address } : now,
        )
    },

    async select(address) {
      const account = need(address)
      await state.selected.update((now) => ({ ...now, address: account.address }))
    },

    async discover(keyringId, chainId) {
      for (let last = 0; last < MOST_FOUND; ) {
        const window = await keeper.addresses(keyringId, last + 1, GAP)
        const used = await Promise.all(window.map((address) => isUsed(chainId, address)))
        const found = used.lastIndexOf(true) + 1
        if (found === 0) return
        // All up to the highest used one, so that no index is left out between.
        for (const [offset, address] of window.slice(0, found).entries())
          await put(keyringId, last + 1 + offset, address)
        last += found
      }
    },

    async reconcile(keyringIds) {
      for (const id of keyringIds) {
        if (!state.keyrings.get().some((one) => one.id === id)) {
          const keyring: Keyring = {
            id,
            kind: 'mnemonic',
            name: 'Recovery phrase',
            words: 12,
            backedUp: false,
          }
          await state.keyrings.update((now) => [...now, keyring])
        }
        if (state.accounts.get().some((one) => one.keyringId === id)) continue
        const [first] = await keeper.addresses(id, 0, 1)
        if (first !== undefined) await put(id, 0, first)
      }
    },
  }
}
