/**
 * Coins that moved, as explorers tell, for whoever switched one on. Asked while a page of ours is open, at most once a
 * minute an account and network; the first that answers is enough. Kept as the logs of the network are, beside them.
 */
import type { Address } from '../../shared/hex.ts'
import type { AccountLog } from '../logs/account-log.ts'
import { createLogStore } from '../logs/log-store.ts'
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
  /** Whether one told of coins of this network at the last look; of the newest few hundred, older ones it leaves out. */
  knows(chainId: number): boolean
  pages(chainId: number, account: Address, before: number): AsyncGenerator<AccountLog[]>
}

const ALL: readonly Explorer[] = [etherscan, blockscout, alchemy]
const EVERY_MS = 60_000
/** Blocks that are read again: the newest may be others by then. */
const AGAIN = 64

export function createExplorers(services: () => Services, isWatched: () => boolean): Explorers {
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
  async function ask(wanted: Wanted): Promise<AccountLog[] | null> {
    for (const one of usable(wanted.chainId)) {
      try {
        return toLogs(await one.read(services().providers, wanted), wanted)
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
    const head = Number(toBigint(await services().rpc.request(chainId, 'eth_blockNumber', [])))
    const found = await ask({ chainId, account, since, head, now })
    if (found === null) {
      told.delete(chainId)
      return
    }
    told.add(chainId)
    const high = Math.max(top, ...found.map(({ block }) => block))
    await store.replace(chainId, account, [since, high], found, { number: high, hash: '0x' })
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
    pages: (chainId, account, before) => store.pages(chainId, account, before),
  }
}
