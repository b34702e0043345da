/**
 * One list of what happened: transactions of this wallet, what the logs of the networks tell, and what was signed.
 * A log of a transaction of ours is part of its row, never a row of its own.
 */
import type { ActivityCursor, ActivityPage, ActivityQuery, ActivityRow } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import { pagesOf } from '../explorers/both.ts'
import type { AccountLog } from '../logs/account-log.ts'
import type { Services } from '../services.ts'
import { toRow } from '../state/mirror.ts'
import { matcher } from './filter.ts'
import { byTransaction, keysOf, networkRow } from './network-rows.ts'
import { notesOn } from './notes.ts'
import { rawOf } from './raw.ts'
import { signedRow } from './signed.ts'
import { merged, type Source, takePage } from './timeline.ts'

/** Rows that are looked through for one page: a search says soon how it stands. */
const MOST_LOOKED = 1_000
/** Questions of one wish for more. */
const MOST_OLDER = 10
const END = Number.MAX_SAFE_INTEGER

export type Activity = {
  page(query: ActivityQuery, cursor: ActivityCursor | null, limit: number): Promise<ActivityPage>
  /** The newest of an account, for the picture: what this wallet sent, or the rest. */
  newest(account: Address, limit: number, which: 'own' | 'others'): Promise<ActivityRow[]>
  /** Has explorers asked for what they left out so far. @returns how much that brought */
  older(query: Pick<ActivityQuery, 'account' | 'chainId'>): Promise<number>
  raw(id: string, account: Address, at: number): Promise<{ label: string; value: string }[]>
}

export const EVERYTHING: Omit<ActivityQuery, 'account'> = {
  text: '',
  chainId: null,
  group: null,
  since: null,
  until: null,
  spam: false,
}

export function createActivity(services: () => Services): Activity {
  const shown = (): Address[] =>
    services()
      .state.accounts.get()
      .flatMap(({ address, hidden }) => (hidden ? [] : [address]))
  const networksOf = (query: Pick<ActivityQuery, 'chainId'>): number[] =>
    services()
      .networks.list()
      .flatMap(({ chainId, enabled }) =>
        enabled && (query.chainId === null || query.chainId === chainId) ? [chainId] : [],
      )

  async function* own(account: Address, before: number): Source {
    for await (const rows of services().history.pages(account, before)) yield rows.map(toRow)
  }
  async function* signed(account: Address, before: number): Source {
    for await (const rows of services().signed.pages(account))
      yield rows.filter(({ at }) => at < before).map((one) => signedRow(one, services().state.swaps.get()))
  }
  /** Without what one of `accounts` sent from here, and without what another of them has told already. */
  async function* fromNetwork(
    chainId: number,
    account: Address,
    before: number,
    accounts: readonly Address[],
    told: Set<string>,
  ): Source {
    for await (const logs of pagesOf(services(), chainId, account, before)) {
      const groups = byTransaction(logs)
      const ours = await sentFromHere(accounts, groups)
      yield groups.flatMap((group) => {
        if (ours.has(group[0]?.hash ?? '')) return []
        const left = accounts.length === 1 ? group : group.filter((log) => !told.has(keysOf([log])[0] ?? ''))
        for (const key of keysOf(left)) told.add(key)
        const row = networkRow(services(), account, left)
        return row === null ? [] : [row]
      })
    }
  }

  async function sentFromHere(
    accounts: readonly Address[],
    groups: readonly (readonly AccountLog[])[],
  ): Promise<Set<string>> {
    const hashes = groups.flatMap(([first]) => (first === undefined ? [] : [first.hash]))
    const sent = await services().history.sent(accounts, hashes)
    const waiting = services()
      .transactions.pending()
      .map(({ hash, from }) => `${from.toLowerCase()} ${hash.toLowerCase()}`)
    const all = new Set([...sent, ...waiting])
    return new Set(hashes.filter((hash) => accounts.some((one) => all.has(`${one.toLowerCase()} ${hash}`))))
  }

  function sources(query: ActivityQuery, cursor: ActivityCursor | null): Source[] {
    const until = query.until ?? END - 1
    const before = Math.min(until, cursor?.at ?? until) + 1
    const accounts = query.account === null ? shown() : [query.account]
    return [...accounts.flatMap((account) => ownOf(account, before)), ...othersOf(query, accounts, before)]
  }
  const ownOf = (account: Address, before: number): Source[] => [own(account, before)]
  function othersOf(query: ActivityQuery, accounts: readonly Address[], before: number): Source[] {
    const told = new Set<string>()
    return accounts.flatMap((account) => [
      signed(account, before),
      ...networksOf(query).map((chainId) => fromNetwork(chainId, account, before, accounts, told)),
    ])
  }

  const wanted = (query: ActivityQuery) =>
    matcher(query, {
      address: (address) =>
        services()
          .accounts.list()
          .find((one) => one.address === address)?.name ?? '',
      network: (chainId) => services().networks.find(chainId)?.name ?? '',
    })

  async function page(
    query: ActivityQuery,
    cursor: ActivityCursor | null,
    limit: number,
  ): Promise<ActivityPage> {
    const since = query.since ?? 0
    const rows = untilOlder(merged(sources(query, cursor)), since)
    const taken = await takePage(rows, cursor, wanted(query), { rows: limit, looked: MOST_LOOKED })
    if (taken.cursor !== null) return { ...taken, notes: [], older: false }
    const [notes, cut] = await Promise.all([notesOn(services(), query, shown()), cutOff(query)])
    return { ...taken, notes, older: cut.length > 0 }
  }

  /** Where explorers left something out. */
  async function cutOff(query: Pick<ActivityQuery, 'account' | 'chainId'>) {
    const accounts = query.account === null ? shown() : [query.account]
    const all = accounts.flatMap((account) => networksOf(query).map((chainId) => ({ account, chainId })))
    const are = await Promise.all(
      all.map(({ account, chainId }) => services().explorers.hasOlder(chainId, account)),
    )
    return all.filter((_, i) => are[i])
  }

  return {
    page,
    async newest(account, limit, which) {
      const query = { ...EVERYTHING, account }
      const rows = merged(which === 'own' ? ownOf(account, END) : othersOf(query, [account], END))
      return (await takePage(rows, null, wanted(query), { rows: limit, looked: MOST_LOOKED })).rows
    },
    async older(query) {
      let brought = 0
      // One after another: keys allow a few questions a second.
      for (const { account, chainId } of (await cutOff(query)).slice(0, MOST_OLDER))
        brought += await services().explorers.older(chainId, account)
      return brought
    },
    raw: (id, account, at) => rawOf(services(), id, account, at),
  }
}

async function* untilOlder(rows: AsyncGenerator<ActivityRow>, since: number): AsyncGenerator<ActivityRow> {
  for await (const row of rows) {
    if (row.createdAt < since) return
    yield row
  }
}
