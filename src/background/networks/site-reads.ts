/**
 * What sites ask of networks, each within its share: 50 questions a second after a burst of 200, ten at a time, a
 * bounded queue behind them. Shares take turns, and the wallet's own reads do not pass here, so that no site's flood
 * is anybody else's trouble. What was asked already, or needs no asking, costs nothing of the share.
 */
import { DisconnectedError, LimitExceededError } from '../../shared/errors.ts'
import type { PageRequestInfo } from '../approvals/entry.ts'
import type { Clock } from '../ports.ts'
import { createReadCache, isImmutable } from './read-cache.ts'
import type { RpcClient } from './rpc-client.ts'

const PER_SECOND = 50
const BURST = 200
const AT_ONCE = 10
const AT_ONCE_IN_ALL = 60
const MOST_WAITING = 500
/** Past this many, those that nobody uses are forgotten. */
const MOST_SHARES = 100
/** Parameters of all that one share waits for, as JSON. */
const MOST_CHARS = 16_000_000

export type SiteReads = {
  /**
   * @param cost of the share's 50 a second
   * @throws LimitExceededError at once when the share's queue is full; else as RpcClient.request.
   */
  request(
    share: string,
    chainId: number,
    method: string,
    params: readonly unknown[],
    cost?: number,
  ): Promise<unknown>
}

/** Documents of one origin share; so do all frames of other origins in a tab, however many a page puts there. */
export const shareOf = (request: Pick<PageRequestInfo, 'origin' | 'framed' | 'tabId'>): string =>
  request.framed ? `frames in tab ${request.tabId}` : request.origin

type Asked = { promise: Promise<unknown>; begun: number | null }
type Share = {
  name: string
  tokens: number
  /** When the tokens were counted. */
  at: number
  running: number
  chars: number
  waiting: { cost: number; start(): void }[]
  asked: Map<string, Asked>
}

/** @param ready whether there is a wallet: before, nobody was told which endpoints are asked */
export function createSiteReads(rpc: RpcClient, clock: Clock, ready: () => boolean): SiteReads {
  const shares = new Map<string, Share>()
  const cache = createReadCache()
  let running = 0
  let timing = false

  function shareNamed(name: string): Share {
    const found = shares.get(name)
    if (found !== undefined) return found
    if (shares.size >= MOST_SHARES) sweep()
    const share: Share = {
      name,
      tokens: BURST,
      at: clock.now(),
      running: 0,
      chars: 0,
      waiting: [],
      asked: new Map(),
    }
    shares.set(name, share)
    return share
  }

  function refill(share: Share, atLeastMs = 0): void {
    const now = clock.now()
    const ms = Math.max(now - share.at, atLeastMs)
    share.tokens = Math.min(BURST, share.tokens + (ms * PER_SECOND) / 1000)
    share.at = now
  }

  function sweep(): void {
    for (const share of [...shares.values()]) {
      refill(share)
      if (share.running + share.waiting.length === 0 && share.tokens >= BURST) shares.delete(share.name)
    }
  }

  /** Starts what may start, one of each share in turn; who was served goes behind the others. */
  function pump(): void {
    for (let started = true; started; ) {
      started = false
      for (const share of [...shares.values()]) {
        const next = share.waiting[0]
        if (next === undefined || running >= AT_ONCE_IN_ALL) continue
        if (share.running >= AT_ONCE || share.tokens < next.cost) continue
        share.waiting.shift()
        share.tokens -= next.cost
        started = true
        shares.delete(share.name)
        shares.set(share.name, share)
        next.start()
      }
    }
    const isShort = ({ waiting: [next], tokens }: Share) => next !== undefined && tokens < next.cost
    if ([...shares.values()].some(isShort)) pumpLater()
  }

  function pumpLater(): void {
    if (timing) return
    timing = true
    const ms = 1000 / PER_SECOND
    clock.after(ms, () => {
      timing = false
      for (const share of shares.values()) refill(share, ms)
      pump()
    })
  }

  function send(share: Share, key: string, chainId: number, cost: number, ask: () => Promise<unknown>) {
    const asked: Asked = { promise: Promise.resolve(), begun: null }
    asked.promise = new Promise((resolve, reject) => {
      const start = () => {
        running += 1
        share.running += 1
        asked.begun = rpc.answered(chainId)
        ask()
          .then(resolve, reject)
          .finally(() => {
            running -= 1
            share.running -= 1
            if (share.asked.get(key) === asked) share.asked.delete(key)
            refill(share)
            pump()
          })
      }
      share.waiting.push({ cost, start })
    })
    share.asked.set(key, asked)
    refill(share)
    pump()
    return asked.promise
  }

  return {
    async request(name, chainId, method, params, cost = 1) {
      if (!ready()) throw new DisconnectedError('Candor is not set up yet.')
      const key = `${chainId} ${method} ${JSON.stringify(params)}`
      const cacheKey = isImmutable(method, params) ? `${name} ${key}` : null
      const kept = cacheKey === null ? undefined : cache.get(cacheKey)
      if (kept !== undefined) return kept.result
      const share = shareNamed(name)
      const same = share.asked.get(key)
      const fresh = same !== undefined && (same.begun === null || same.begun === rpc.answered(chainId))
      const full = !fresh && share.waiting.length >= MOST_WAITING
      if (full || share.chars + key.length > MOST_CHARS)
        throw new LimitExceededError('Too many requests at once. Ask again in a moment.')
      share.chars += key.length
      try {
        const ask = () => rpc.request(chainId, method, params, 'site')
        const result = await (fresh ? same.promise : send(share, key, chainId, cost, ask))
        if (cacheKey !== null) cache.put(cacheKey, result)
        return result
      } finally {
        share.chars -= key.length
      }
    },
  }
}
