/**
 * Coins and tokens that moved, as explorers tell, for whoever switched one on. Asked while a page of ours is open, at
 * most once a minute an account and network; the first that answers is enough. Kept as the logs of the network are,
 * beside them. Of tokens it only says where to look: what they are and how much there is, the network tells.
 */

import { EndpointError, ResourceUnavailableError } from '../../shared/errors.ts'
import type { Address } from '../../shared/hex.ts'
import type { AccountLog } from '../logs/account-log.ts'
import { countOf, createLogStore } from '../logs/log-store.ts'
import { newestGap, type Range } from '../logs/ranges.ts'
import { ServiceError } from '../providers/errors.ts'
import type { Services } from '../services.ts'
import { toBigint } from '../transactions/look-into.ts'
import { alchemy } from './alchemy.ts'
import { blockscout } from './blockscout.ts'
import { etherscan } from './etherscan.ts'
import { type Explorer, toLogs, type Wanted } from './explorer.ts'

export type Explorers = {
  /** Never rejects: what goes wrong is told with the service. */
  scan(): Promise<void>
  /** Whether one told of coins of this network at the last look. */
  knows(chainId: number): boolean
  /** What was left out so far, because lists are cut off. */
  hasOlder(chainId: number, account: Address): Promise<boolean>
  /** Asks for the newest of that. @returns how much it brought @throws ResourceUnavailableError when nobody answers */
  older(chainId: number, account: Address): Promise<number>
  pages(chainId: number, account: Address, before: number): AsyncGenerator<AccountLog[]>
}

const ALL: readonly Explorer[] = [etherscan, blockscout, alchemy]
const EVERY_MS = 60_000
/** Blocks that are read again: the newest may be others by then. */
const AGAIN = 64
/** Rows of an account on a network. */
const MOST_ROWS = 10_000
const MOST_TOKENS = 100

export function createExplorers(
  services: () => Services,
  isWatched: () => boolean,
  onNews: () => void,
): Explorers {
  const store = createLogStore(() => services().ports.local, 'explorer')
  const lastAt = new Map<string, number>()
  /** Networks that one answered for lately. */
  const told = new Set<number>()

  const usable = (chainId: number): Explorer[] => {
    const allowed = new Map(
      services()
        .providers.list()
        .map((one) => [one.id, one.allowed]),
    )
    return ALL.filter((one) => allowed.get(one.id) === true && one.supports(chainId))
  }

  /** Null when none answered. */
  async function ask(wanted: Wanted): Promise<{ rows: AccountLog[]; from: number } | null> {
    for (const one of usable(wanted.chainId)) {
      try {
        const told = await one.read(services().providers, wanted)
        return { rows: toLogs(told, wanted), from: Math.max(told.from, wanted.since) }
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error
      }
    }
    return null
  }

  async function look(chainId: number, account: Address): Promise<void> {
    const key = `${chainId} ${account}`
    const now = services().ports.clock.now()
    if (now - (lastAt.get(key) ?? 0) < EVERY_MS) return
    lastAt.set(key, now)
    const { covered } = await store.index(chainId, account)
    const top = Math.max(0, ...covered.map(([, high]) => high))
    const since = Math.max(0, top - AGAIN)
    const until = Number(toBigint(await services().rpc.request(chainId, 'eth_blockNumber', [])))
    const found = await ask({ chainId, account, since, until, isNewest: true, now })
    if (found === null) {
      told.delete(chainId)
      return
    }
    told.add(chainId)
    const high = Math.max(top, ...found.rows.map(({ block }) => block))
    await keep(chainId, account, [found.from, high], found.rows)
  }

  async function keep(chainId: number, account: Address, range: Range, rows: AccountLog[]): Promise<void> {
    const { accounts, assets, keeper } = services()
    const tokens = rows.flatMap(({ kind, token }) => (kind === 'erc20' ? [token] : []))
    await assets.tokens.see(chainId, [...new Set(tokens)].slice(0, MOST_TOKENS)).catch((error) => {
      if (!(error instanceof EndpointError)) throw error
    })
    // Locked, erased or removed meanwhile: nothing is kept.
    const isHere = keeper.status() === 'unlocked' && accounts.find(account) !== undefined
    if (!isHere || range[0] > range[1]) return
    const fresh = await store.replace(chainId, account, range, rows, { number: range[1], hash: '0x' })
    if (fresh.length > 0) onNews()
  }

  /** The newest blocks that lists were cut off before. */
  async function gap(chainId: number, account: Address): Promise<Range | null> {
    const index = await store.index(chainId, account)
    const top = Math.max(-1, ...index.covered.map(([, high]) => high))
    return top < 0 || countOf(index) >= MOST_ROWS ? null : newestGap(index.covered, top)
  }

  return {
    async scan() {
      if (services().keeper.status() !== 'unlocked') return
      const networks = services()
        .networks.list()
        .filter(({ enabled, testnet, chainId }) => enabled && !testnet && usable(chainId).length > 0)
      const accounts = services()
        .state.accounts.get()
        .filter(({ hidden }) => !hidden)
      // One after another: keys allow a few questions a second.
      for (const { chainId } of networks)
        for (const { address } of accounts)
          if (isWatched()) await look(chainId, address).catch(() => undefined)
    },
    knows: (chainId) => told.has(chainId) && usable(chainId).length > 0,
    hasOlder: async (chainId, account) =>
      usable(chainId).length > 0 && (await gap(chainId, account)) !== null,
    async older(chainId, account) {
      const range = await gap(chainId, account)
      if (range === null) return 0
      const [since, until] = range
      const now = services().ports.clock.now()
      const found = await ask({ chainId, account, since, until, isNewest: false, now })
      if (found === null)
        throw new ResourceUnavailableError('No explorer answered. What is listed stays. Try again later.')
      await keep(chainId, account, [found.from, until], found.rows)
      return found.rows.length
    },
    pages: (chainId, account, before) => store.pages(chainId, account, before),
  }
}
