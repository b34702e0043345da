/**
 * What happened to the accounts according to the logs of the networks: tokens and NFTs that came and went, and rights
 * that were given. Read from the person's own endpoints while a page of ours is open, one look after another.
 */
import { WalletError } from '../../shared/errors.ts'
import type { Address } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { Block } from '../subscriptions/follow.ts'
import type { AccountLog } from './account-log.ts'
import { createBlockTimes } from './block-times.ts'
import { createLogStore, type LogIndex } from './log-store.ts'
import { scanNetwork } from './scan-network.ts'

export type Logs = {
  /** Looks at the networks that are switched on, or some of them. Never rejects: `trouble` tells. */
  scan(chainIds?: readonly number[]): Promise<void>
  /** Hears what was not known before, once it is stored. */
  subscribe(listener: (found: readonly AccountLog[]) => void): () => void
  /** Of one account on one network, newest first, chunk by chunk, made before `before` (ms). */
  pages(chainId: number, account: Address, before?: number): AsyncGenerator<AccountLog[]>
  index(chainId: number, account: Address): Promise<LogIndex>
  /** In words, why not everything could be read at the last look. */
  trouble(chainId: number): string | null
}

export function createLogs(services: () => Services, isWatched: () => boolean): Logs {
  const store = createLogStore(() => services().ports.local)
  const times = createBlockTimes(services)
  const listeners = new Set<(found: readonly AccountLog[]) => void>()
  const running = new Map<number, Promise<void>>()
  const troubles = new Map<number, string>()
  /** The newest block of the last look, and whom it was for. */
  const seen = new Map<string, Block>()

  async function look(chainId: number): Promise<void> {
    const accounts = services()
      .state.accounts.get()
      .flatMap(({ address, hidden }) => (hidden ? [] : [address]))
    if (accounts.length === 0) return
    const of = `${chainId} ${accounts.join()}`
    const deps = {
      services: services(),
      store,
      times,
      isWatched,
      news: services().notifications.logs,
      found: (logs: readonly AccountLog[]) => {
        for (const listener of listeners) listener(logs)
      },
    }
    try {
      const { head, trouble } = await scanNetwork(deps, chainId, accounts, seen.get(of))
      seen.set(of, head)
      if (trouble === null) troubles.delete(chainId)
      else troubles.set(chainId, trouble)
    } catch (error) {
      const words = error instanceof WalletError ? error.shortMessage : 'The network gave a strange answer.'
      troubles.set(chainId, words)
    }
  }

  function lookOnce(chainId: number): Promise<void> {
    const now = running.get(chainId)
    if (now !== undefined) return now
    const run = look(chainId).finally(() => running.delete(chainId))
    running.set(chainId, run)
    return run
  }

  return {
    async scan(chainIds) {
      if (services().keeper.status() !== 'unlocked') return
      const enabled = services()
        .networks.list()
        .filter((network) => network.enabled)
      const wanted = enabled.filter(({ chainId }) => chainIds === undefined || chainIds.includes(chainId))
      await Promise.all(wanted.map(({ chainId }) => lookOnce(chainId)))
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    pages: (chainId, account, before = Number.POSITIVE_INFINITY) => store.pages(chainId, account, before),
    index: store.index,
    trouble: (chainId) => troubles.get(chainId) ?? null,
  }
}
