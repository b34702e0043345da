/**
 * Subscriptions (EIP-1193 `message` events): bound to the document that asked and to the network of that moment, kept
 * in session storage, gone when the document is. While one lives, its network is looked at every few seconds, by an
 * alarm after the worker was stopped, or when a WebSocket endpoint rings; without one nothing runs.
 *
 * What is to be told is stored with the progress before it is told, under numbers that only rise: told again after a
 * restart, it is dropped by the page's side, so that every change comes once and in order.
 */
import { LimitExceededError } from '../../shared/errors.ts'
import type { Hex } from '../../shared/hex.ts'
import type { PageRequestInfo } from '../approvals/entry.ts'
import { shareOf } from '../networks/site-reads.ts'
import type { Services } from '../services.ts'
import { weightOf } from '../state/weight.ts'
import { advance, begin, type Change } from './advance.ts'
import { createBells } from './bells.ts'
import type { LogCriteria } from './criteria.ts'
import type { Ask, Block } from './follow.ts'
import { merged } from './pending.ts'
import type { Following, StoredSubscription } from './stored.ts'

const MOST_PER_DOCUMENT = 20
const MOST_PER_SHARE = 40
const MOST = 120
/** Of a chain that went on while nobody looked, the last ones are told. */
const MOST_BLOCKS = 64
/** Bytes of session storage, with what each may grow to. */
const MOST_BYTES_PER_SHARE = 600_000
const MOST_BYTES = 1_500_000
const GROWTH = { blocks: 5_000, logs: 40_000, pending: 60_000 }
const ALARM_MS = 30_000
/** A socket rings by itself; this is for when it is dumb. */
const RINGING_MS = 15_000
/** Every so many looks the documents are asked whether they are there still. */
const LOOKS_A_PING = 5

/** Ethereum makes a block in twelve seconds, the others in two or less. */
const paceOf = (chainId: number): number => (chainId === 1 ? 4_000 : 2_000)

export type Subscriptions = {
  create(
    request: PageRequestInfo,
    chainId: number,
    kind: Following['kind'],
    criteria: LogCriteria,
  ): Promise<Hex>
  /** @returns whether there was one. */
  remove(request: PageRequestInfo, id: string): Promise<boolean>
  /** Something may be to be followed: look soon. */
  wake(): void
  look(): Promise<void>
}

export function createSubscriptions(services: () => Services): Subscriptions {
  const field = () => services().state.subscriptions
  const all = (): StoredSubscription[] => Object.values(field().get().all)
  const find = (id: string): StoredSubscription | undefined => {
    const stored = field().get().all
    return Object.hasOwn(stored, id) ? stored[id] : undefined
  }
  let cancel: (() => void) | null = null
  let looking: Promise<void> | null = null
  let again = false
  let looks = 0
  /** One is told after the other: only one outbox is stored at a time. */
  let telling: Promise<unknown> = Promise.resolve()
  const bells = createBells(services, () => ring())

  function ring(): void {
    if (looking === null) void look()
    else again = true
  }

  const dropWhere = async (match: (one: StoredSubscription) => boolean) => {
    await field().update((now) => {
      const kept = Object.entries(now.all).filter(([, one]) => !match(one))
      return kept.length === Object.keys(now.all).length ? now : { ...now, all: Object.fromEntries(kept) }
    })
  }
  const patch = (id: string, change: Partial<StoredSubscription>) =>
    field().update((now) => {
      const one = Object.hasOwn(now.all, id) ? now.all[id] : undefined
      return one === undefined ? now : { ...now, all: { ...now.all, [id]: { ...one, ...change } } }
    })

  /** Answers of one look, so that all subscriptions see the same chain. Only logs are of the site's own share. */
  function asker(): (one: StoredSubscription) => Ask {
    const answers = new Map<string, Promise<unknown>>()
    return ({ chainId, share }) =>
      (method, params) => {
        const key = `${chainId} ${method} ${JSON.stringify(params)}`
        const known = answers.get(key)
        if (known !== undefined) return known
        const { reads, rpc } = services()
        const otherwise = () =>
          method === 'eth_getLogs'
            ? reads.request(share, chainId, method, params)
            : rpc.request(chainId, method, params, 'site')
        const answer = bells.rings(chainId)
          ? bells.request(chainId, method, params).catch(otherwise)
          : otherwise()
        answers.set(key, answer)
        return answer
      }
  }

  async function tell(id: string): Promise<void> {
    const one = find(id)
    if (one === undefined || one.outbox.length === 0) return
    try {
      for (const { seq, result } of one.outbox) {
        if (find(id) === undefined) return
        const data = { type: 'eth_subscription', data: { subscription: id, result } } as const
        await services().ports.tabs.send(one, { event: 'message', data, seq })
      }
    } catch {
      await dropWhere((other) => other.documentId === one.documentId)
      return
    }
    await patch(id, { outbox: [] })
  }

  const tellInTurn = (run: () => Promise<void>): Promise<void> => {
    const done = telling.then(run)
    telling = done.catch(() => undefined)
    return done
  }

  async function follow(one: StoredSubscription, ask: Ask, pending: Hex[] | null): Promise<boolean> {
    const { id } = one
    if (one.outbox.length > 0) await tellInTurn(() => tell(id))
    const news = one.kind === 'pending' && pending !== null ? fromSocket(one, pending) : null
    const { progress, changes } = news ?? (await advance(ask, one, MOST_BLOCKS))
    if (changes.length === 0) {
      if (progress.seen !== one.seen) await patch(id, progress)
      return false
    }
    await tellInTurn(async () => {
      await field().update((now) => {
        const current = Object.hasOwn(now.all, id) ? now.all[id] : undefined
        if (current === undefined) return now
        const first = Math.max(now.next, services().ports.clock.now() * 1000)
        const outbox = changes.map((change, i) => ({ seq: first + i, result: shown(change) }))
        const next = { ...current, ...progress, outbox }
        return { next: first + changes.length, all: { ...now.all, [id]: next } }
      })
      await tell(id)
    })
    return true
  }

  /** A document without news that is gone would be followed for ever. */
  async function ping(one: StoredSubscription): Promise<void> {
    try {
      await services().ports.tabs.send(one, { event: 'ping' })
    } catch {
      await dropWhere((other) => other.documentId === one.documentId)
    }
  }

  async function lookAll(): Promise<void> {
    looks += 1
    const ask = asker()
    const pending = new Map<number, Hex[] | null>()
    const told = new Set<string>()
    for (const { chainId } of all())
      if (!pending.has(chainId)) pending.set(chainId, bells.takePending(chainId))
    await Promise.all(
      all().map(async (one) => {
        const hasNews = await follow(one, ask(one), pending.get(one.chainId) ?? null).catch(() => false)
        if (hasNews) told.add(one.documentId)
      }),
    )
    if (looks % LOOKS_A_PING !== 1) return
    const quiet = new Map(all().map((one) => [one.documentId, one]))
    await Promise.all([...quiet.values()].filter((one) => !told.has(one.documentId)).map(ping))
  }

  function look(): Promise<void> {
    looking ??= lookAll().finally(() => {
      looking = null
      schedule()
    })
    return looking
  }

  function schedule(): void {
    const { clock } = services().ports
    cancel?.()
    cancel = null
    const chains = new Set(all().map((one) => one.chainId))
    bells.keep(chains)
    if (chains.size === 0) {
      clock.setAlarm('follow', null)
      again = false
      return
    }
    clock.setAlarm('follow', clock.now() + ALARM_MS)
    const paces = [...chains].map((chainId) => (bells.rings(chainId) ? RINGING_MS : paceOf(chainId)))
    const pending = all().some((one) => one.kind === 'pending')
    const ms = again ? 0 : Math.min(...paces, pending ? paceOf(0) : RINGING_MS)
    again = false
    cancel = clock.after(ms, () => void look())
  }

  return {
    look,
    wake() {
      if (all().length > 0) void look()
      else schedule()
    },

    async create(request, chainId, kind, criteria) {
      const share = shareOf(request)
      const { origin, documentId, tabId, frameId } = request
      const { reads, ports } = services()
      const start = await begin((method, params) => reads.request(share, chainId, method, params), kind)
      const id: Hex = `0x${ports.randomId()}`
      await field().update((now) => {
        const live = Object.values(now.all)
        const of = (match: (one: StoredSubscription) => boolean) => live.filter(match).length
        const whose = { id, origin, documentId, tabId, frameId, share, chainId }
        const made = { ...whose, kind, criteria, ...start, outbox: [] }
        const bytes = (some: readonly StoredSubscription[]) =>
          [made, ...some].reduce((sum, one) => sum + weightOf(one.criteria) + GROWTH[one.kind], 0)
        if (
          live.length >= MOST ||
          of((one) => one.documentId === documentId) >= MOST_PER_DOCUMENT ||
          of((one) => one.share === share) >= MOST_PER_SHARE ||
          bytes(live.filter((one) => one.share === share)) > MOST_BYTES_PER_SHARE ||
          bytes(live) > MOST_BYTES
        )
          throw new LimitExceededError('Too many subscriptions. Unsubscribe from some first.')
        return { ...now, all: { ...now.all, [id]: made } }
      })
      if (looking === null) schedule()
      return id
    },

    async remove(request, id) {
      const one = find(id)
      if (one?.documentId !== request.documentId || one.origin !== request.origin) return false
      await dropWhere((other) => other.id === id)
      if (looking === null) schedule()
      return true
    },
  }
}

function fromSocket(one: StoredSubscription, hashes: readonly Hex[]) {
  const { changes, known } = merged(hashes, one.known)
  const progress = { seen: one.seen, told: one.told, known }
  return { progress, changes: changes.map((hash): Change => ({ hash })) }
}

function shown(change: Change): unknown {
  if ('block' in change) return headerOf(change.block)
  return 'log' in change ? { removed: false, ...change.log } : change.hash
}

/** A block without what is not in its header. */
function headerOf({ fields }: Block): Record<string, unknown> {
  const body = new Set(['transactions', 'uncles', 'withdrawals', 'size', 'totalDifficulty'])
  return Object.fromEntries([...fields].filter(([name]) => !body.has(name)))
}
