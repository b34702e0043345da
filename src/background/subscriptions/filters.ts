/**
 * Filters as nodes have them, emulated: what a page made is bound to its document and to the network of that moment,
 * kept in session storage, forgotten after five minutes without use. Nothing is asked of a network before the page
 * asks; then what came since. A change is given once: the answer is stored with the progress, so that a request
 * that is sent again after a restart gets the same.
 */
import { InvalidInputError, LimitExceededError } from '../../shared/errors.ts'
import type { Hex } from '../../shared/hex.ts'
import type { PageRequestInfo } from '../approvals/entry.ts'
import { shareOf } from '../networks/site-reads.ts'
import type { Services } from '../services.ts'
import { weightOf } from '../state/weight.ts'
import { advance, begin, type Change } from './advance.ts'
import type { LogCriteria } from './criteria.ts'
import type { Ask } from './follow.ts'
import { type Log, readLogs } from './logs.ts'
import type { StoredFilter } from './stored.ts'

const UNUSED_MS = 5 * 60_000
const MOST_PER_DOCUMENT = 20
const MOST_PER_SHARE = 60
const MOST = 300
const MOST_BLOCKS = 256
/** Bytes of session storage. */
const MOST_BYTES_PER_SHARE = 400_000
const MOST_BYTES = 1_200_000
/** Answers that are kept for a request that comes again: of the filters used last, and of no great size. */
const MOST_KEPT = 30
const LONGEST_KEPT = 32_000

type Stored = Record<string, StoredFilter>

export type Filters = {
  create(
    request: PageRequestInfo,
    chainId: number,
    kind: StoredFilter['kind'],
    criteria: LogCriteria,
  ): Promise<Hex>
  changes(request: PageRequestInfo, id: string): Promise<unknown[]>
  /** All logs of a filter of logs. */
  logs(request: PageRequestInfo, id: string): Promise<Log[]>
  /** @returns whether there was one. */
  remove(request: PageRequestInfo, id: string): Promise<boolean>
}

const notFound = () => new InvalidInputError('filter not found')

export function createFilters(services: () => Services): Filters {
  const field = () => services().state.filters
  const now = () => services().ports.clock.now()
  /** One at a time a filter: what is given twice would be given once too often. */
  const turns = new Map<string, Promise<unknown>>()

  const asker =
    (share: string, chainId: number): Ask =>
    (method, params) =>
      services().reads.request(share, chainId, method, params)

  function find(request: PageRequestInfo, id: string): StoredFilter {
    const all = field().get()
    const found = Object.hasOwn(all, id) ? all[id] : undefined
    const theirs = found?.documentId === request.documentId && found.origin === request.origin
    if (found === undefined || !theirs || now() - found.usedAt >= UNUSED_MS) throw notFound()
    return found
  }

  async function inTurn<T>(id: string, run: () => Promise<T>): Promise<T> {
    const turn = (turns.get(id) ?? Promise.resolve()).then(run)
    const settled = turn.catch(() => undefined)
    turns.set(id, settled)
    try {
      return await turn
    } finally {
      if (turns.get(id) === settled) turns.delete(id)
    }
  }

  const patch = (id: string, change: Partial<StoredFilter>) =>
    field().update((all) => {
      const filter = Object.hasOwn(all, id) ? all[id] : undefined
      return filter === undefined ? all : lean({ ...all, [id]: { ...filter, ...change, usedAt: now() } })
    })

  return {
    async create(request, chainId, kind, criteria) {
      const share = shareOf(request)
      const ask = asker(share, chainId)
      const { origin, documentId } = request
      const start = await begin(ask, kind)
      const id: Hex = `0x${services().ports.randomId()}`
      const usedAt = now()
      await field().update((all) => {
        const live = Object.values(all).filter((one) => usedAt - one.usedAt < UNUSED_MS)
        const of = (match: (one: StoredFilter) => boolean) => live.filter(match).length
        if (
          of((one) => one.documentId === documentId) >= MOST_PER_DOCUMENT ||
          of((one) => one.share === share) >= MOST_PER_SHARE
        )
          throw new LimitExceededError('Too many filters. Uninstall some first.')
        const whose = { id, origin, documentId, share, chainId }
        const made = { ...whose, kind, criteria, ...start, usedAt, last: null }
        const others = live.sort((a, b) => b.usedAt - a.usedAt).slice(0, MOST - 1)
        return fitting([made, ...others])
      })
      return id
    },

    changes: (request, id) =>
      inTurn(id, async () => {
        const found = find(request, id)
        if (found.last?.key === request.key) return found.last.changes
        const ask = asker(found.share, found.chainId)
        const { progress, changes: news } = await advance(ask, found, MOST_BLOCKS)
        const changes = news.map(shown)
        const keep = JSON.stringify(changes).length <= LONGEST_KEPT
        const last = keep && changes.length > 0 ? { key: request.key, changes } : null
        const moved = progress.seen !== found.seen || changes.length > 0 || found.last !== null
        if (moved || now() - found.usedAt > UNUSED_MS / 10) await patch(id, { ...progress, last })
        return changes
      }),

    async logs(request, id) {
      const filter = find(request, id)
      if (filter.kind !== 'logs') throw notFound()
      await patch(id, {})
      return readLogs(asker(filter.share, filter.chainId), filter.criteria)
    },

    async remove(request, id) {
      try {
        find(request, id)
      } catch {
        return false
      }
      await field().update(({ [id]: _gone, ...rest }) => rest)
      return true
    },
  }
}

/** As nodes give it: the hash of a block or transaction, a log whole. */
function shown(change: Change): unknown {
  if ('block' in change) return change.block.hash
  return 'log' in change ? change.log : change.hash
}

/** Keeps the answers of the filters used last only. */
function lean(all: Stored): Stored {
  const latest = Object.values(all).sort((a, b) => b.usedAt - a.usedAt)
  const keep = new Set(latest.filter((one) => one.last !== null).slice(0, MOST_KEPT))
  return fitting(latest.map((one) => (one.last === null || keep.has(one) ? one : { ...one, last: null })))
}

/** Forgets those used longest ago, as a node does when it has too many: first of who has much. */
function fitting(latest: readonly StoredFilter[]): Stored {
  const ofShare = new Map<string, number>()
  let bytes = 0
  const kept = latest.filter((one) => {
    const weight = weightOf(one)
    const theirs = (ofShare.get(one.share) ?? 0) + weight
    if (theirs > MOST_BYTES_PER_SHARE || bytes + weight > MOST_BYTES) return false
    ofShare.set(one.share, theirs)
    bytes += weight
    return true
  })
  return Object.fromEntries(kept.map((one) => [one.id, one]))
}
