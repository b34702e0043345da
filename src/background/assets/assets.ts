/**
 * What the accounts hold on the networks that are switched on. Read by network, all accounts at once; the last known
 * balances are stored, shown at once, and kept with their age when a network is not there.
 */

import * as v from 'valibot'
import { coinName } from '../../ethereum/coins.ts'
import type {
  AssetHolding,
  AssetRow,
  BalanceSheet,
  Display,
  PortfolioView,
  TokenId,
} from '../../messaging/protocol.ts'
import { WalletError } from '../../shared/errors.ts'
import type { Address } from '../../shared/hex.ts'
import { isLoopback } from '../../shared/origin.ts'
import type { CoinRead } from '../notifications/notifications.ts'
import type { Services } from '../services.ts'
import { amount } from '../state/schema.ts'
import { type Balances, readBalances } from './balances.ts'
import { buildPortfolio, choiceKey, type Holdings, type PortfolioInput } from './portfolio.ts'
import { createTokens, type Tokens } from './tokens.ts'

export type Assets = {
  tokens: Tokens
  /** Of the selected account and network; null while nothing is selected. */
  sheet(): BalanceSheet | null
  /** Of everything; null while nothing is selected. */
  portfolio(): PortfolioView | null
  /** In dollars, of all accounts that are shown; null unless every network has been read and something is valued. */
  totals(): { all: string; accounts: { address: Address; total: string }[] } | null
  /** Who holds how much of some assets, as last read. */
  holders(assets: readonly { chainId: number; token: TokenId }[]): AssetHolding[]
  /** Takes the last known balances from storage. */
  recall(): Promise<void>
  /** Prices changed. */
  touch(): void
  /** Forgets what it holds in memory. */
  forget(): void
  /** Reads the networks anew: all that are switched on, unless some are named. Never rejects: the view tells. */
  refresh(chainIds?: readonly number[]): Promise<void>
  choose(chainId: number, token: TokenId, choice: 'pinned' | 'hidden' | null): Promise<void>
}

/** Blocks come every two to fifteen seconds; a quiet chain may take a minute. */
const LAGS_AFTER_MS = 5 * 60_000
type PriceOf = PortfolioInput['price']

const stored = v.object({
  at: v.number(),
  balances: v.record(v.string(), amount),
  unread: v.optional(v.array(v.string()), []),
})
const keyOf = (chainId: number, address: Address) => `balances:${chainId}:${address.toLowerCase()}`

export function createAssets(services: () => Services, priceOf: PriceOf, onChange: () => void): Assets {
  const tokens = createTokens(services)
  const cache = new Map<string, Holdings>()
  const trouble = new Map<number, string>()
  const loading = new Map<number, Promise<void>>()
  const state = () => services().state
  /** Counts what is changed here; with the fields of the state it says whether the last picture still holds. */
  let version = 0
  let last: { from: readonly unknown[]; view: PortfolioView } | null = null
  function changed(): void {
    version += 1
    onChange()
  }

  const owners = (): Address[] =>
    state()
      .accounts.get()
      .filter((account) => !account.hidden)
      .map((account) => account.address)
  const enabled = () =>
    services()
      .networks.list()
      .filter((network) => network.enabled)
  const isOpen = () => services().keeper.status() === 'unlocked'

  function sheet(): BalanceSheet | null {
    const { address, chainId } = state().selected.get()
    if (address === null || !isOpen()) return null
    const last = cache.get(keyOf(chainId, address))
    return {
      chainId,
      address,
      rows: last === undefined ? [] : rows(chainId, last.balances),
      at: last?.at ?? null,
      error: trouble.get(chainId) ?? null,
      loading: loading.has(chainId),
    }
  }

  function rows(chainId: number, balances: Record<string, string>): AssetRow[] {
    const network = services().networks.find(chainId)
    const choices = state().assetChoices.get()
    const native: AssetRow = {
      token: 'native',
      symbol: network?.symbol ?? 'ETH',
      name: coinName(network?.symbol ?? 'ETH'),
      decimals: 18,
      balance: balances.native ?? '0',
      added: false,
    }
    const shown = tokens.list(chainId).flatMap(({ address, symbol, name, decimals, origin }): AssetRow[] => {
      const choice = choices[choiceKey(chainId, address)]
      const balance = balances[address.toLowerCase()] ?? '0'
      const added = origin === 'added'
      const counts = added || choice === 'pinned' || (balance !== '0' && origin !== 'found')
      if (choice === 'hidden' || !counts) return []
      return [{ token: address, symbol, name, decimals, balance, added }]
    })
    return [native, ...shown]
  }

  async function recall(): Promise<void> {
    const wanted = state()
      .accounts.get()
      .flatMap(({ address }) => enabled().map(({ chainId }) => keyOf(chainId, address)))
      .filter((key) => !cache.has(key))
    if (wanted.length === 0) return
    const found = await services().ports.local.get(wanted)
    for (const key of wanted) {
      const parsed = v.safeParse(stored, found[key])
      if (parsed.success && !cache.has(key)) cache.set(key, parsed.output)
    }
    changed()
  }

  /** In words, when the newest block that the network shows is an old one; null when it is not. */
  function lag(chainId: number, ms: number): string | null {
    const network = services().networks.find(chainId)
    const local = network?.endpoints.every((url) => isLoopback(url)) ?? true
    if (local || ms < LAGS_AFTER_MS) return null
    const minutes = Math.round(ms / 60_000)
    return `${network?.name ?? 'The network'} shows a state of ${minutes} minutes ago: its endpoint lags behind, or the network stands still. Balances may have changed since.`
  }

  /** Of the coin, where it was read before. */
  function coinReads(chainId: number, accounts: readonly Address[], fresh: readonly Balances[]): CoinRead[] {
    return accounts.flatMap((account, i) => {
      const known = cache.get(keyOf(chainId, account))
      const [before, now] = [known?.balances.native, fresh[i]?.native]
      if (known === undefined || before === undefined || now === undefined) return []
      return [{ account, before: { at: known.at, amount: before }, now }]
    })
  }

  async function load(chainId: number): Promise<void> {
    const accounts = owners()
    const before = accounts.map((address) => cache.get(keyOf(chainId, address))?.balances ?? {})
    try {
      const { readings, blockAt } = await readBalances(
        services(),
        chainId,
        accounts,
        tokens.list(chainId),
        before,
      )
      const now = services().ports.clock.now()
      const behind = blockAt === null ? null : lag(chainId, now - blockAt)
      // What an old block says is as old as the block.
      const at = behind === null || blockAt === null ? now : blockAt
      const fresh = accounts.map(
        (address, i) =>
          [keyOf(chainId, address), { at, ...(readings[i] ?? { balances: {}, unread: [] }) }] as const,
      )
      const read = fresh.map(([, { balances }]) => balances)
      await services().notifications.coins(chainId, coinReads(chainId, accounts, read))
      await services().ports.local.set(Object.fromEntries(fresh))
      for (const [key, holdings] of fresh) cache.set(key, holdings)
      if (behind === null) trouble.delete(chainId)
      else trouble.set(chainId, behind)
    } catch (error) {
      trouble.set(
        chainId,
        error instanceof WalletError ? error.shortMessage : 'The network gave a strange answer.',
      )
    }
  }

  function refreshOne(chainId: number): Promise<void> {
    const running = loading.get(chainId)
    if (running !== undefined) return running
    const run = load(chainId).finally(() => {
      loading.delete(chainId)
      changed()
    })
    loading.set(chainId, run)
    return run
  }

  const input = (selected: Address, display: Display, price: PriceOf): PortfolioInput => ({
    display,
    accounts: owners(),
    selected,
    networks: enabled(),
    tokens: tokens.list,
    holdings: (chainId, account) => cache.get(keyOf(chainId, account)),
    trouble: (chainId) => trouble.get(chainId) ?? null,
    isLoading: (chainId) => loading.has(chainId),
    price,
    choices: state().assetChoices.get(),
  })

  return {
    tokens,
    sheet,
    recall,
    portfolio() {
      const { selected: selection, accounts, networks, tokens: added, found, display, assetChoices } = state()
      const selected = selection.get().address
      if (selected === null || !isOpen()) return null
      const fields = [selection, accounts, networks, added, found, display, assetChoices]
      const from = [version, ...fields.map((field): unknown => field.get())]
      if (last?.from.every((one, i) => one === from[i]) === true) return last.view
      const view = buildPortfolio(input(selected, display.get(), priceOf))
      last = { from, view }
      return view
    },
    totals() {
      const selected = state().selected.get().address
      if (selected === null || !isOpen()) return null
      const inDollars: Display = { ...state().display.get(), scope: 'all', currency: 'USD' }
      const view = buildPortfolio(
        input(selected, inDollars, (chainId, token) => services().prices.of(chainId, token, 'USD')),
      )
      if (view.total === null || view.networks.some(({ at }) => at === null)) return null
      const accounts = view.accounts.flatMap(({ address, total }) =>
        total === null ? [] : [{ address, total }],
      )
      return { all: view.total, accounts }
    },
    holders: (assets) =>
      !isOpen()
        ? []
        : assets.flatMap(({ chainId, token }) =>
            owners().flatMap((address) => {
              const balance = cache.get(keyOf(chainId, address))?.balances[token.toLowerCase()] ?? '0'
              return balance === '0' ? [] : [{ chainId, token, address, balance }]
            }),
          ),
    touch: changed,
    forget() {
      cache.clear()
      trouble.clear()
      last = null
    },
    async refresh(chainIds) {
      if (!isOpen() || owners().length === 0) return
      await recall()
      const wanted = enabled().filter(({ chainId }) => chainIds === undefined || chainIds.includes(chainId))
      const reading = wanted.map(({ chainId }) => refreshOne(chainId))
      changed()
      await Promise.all(reading)
    },
    async choose(chainId, token, choice) {
      await state().assetChoices.update((now) => {
        const { [choiceKey(chainId, token)]: _old, ...rest } = now
        return choice === null ? rest : { ...rest, [choiceKey(chainId, token)]: choice }
      })
    },
  }
}
