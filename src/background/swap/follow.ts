/**
 * Follows orders that were handed in, and swaps that are on their way to another network, to their end. It runs with
 * the watching of transactions: an order that is open keeps that going, and nothing runs while there is none.
 */
import { type Outcome, orderOf } from '../activity/order-row.ts'
import type { Services } from '../services.ts'
import type { StoredSwap } from '../state/swap-fields.ts'
import type { SwapRecords } from './records.ts'
import type { SwapProgress } from './source.ts'
import { sourceOf } from './sources.ts'

export type SwapFollower = {
  isOpen(): boolean
  /** Asks about each that it is time for. */
  look(): Promise<void>
}

/** Often while it is young, as its end is near then. */
const pauseOf = (age: number): number => Math.min(60_000, Math.max(5_000, age / 20))

export function createSwapFollower(services: () => Services, records: SwapRecords): SwapFollower {
  const asked = new Map<string, number>()
  const open = (): StoredSwap[] =>
    services()
      .state.swaps.get()
      .filter(({ status, ref, source }) => status === 'open' && ref !== null && sourceOf(source)?.follow)

  async function lookAt(swap: StoredSwap): Promise<void> {
    const now = services().ports.clock.now()
    if (now - (asked.get(swap.id) ?? 0) < pauseOf(now - swap.at)) return
    asked.set(swap.id, now)
    const progress = await sourceOf(swap.source)?.follow?.(services(), swap)
    if (progress !== undefined) await take(swap, progress)
  }

  async function take(swap: StoredSwap, { status, why, sold, received }: SwapProgress): Promise<void> {
    if (status === 'pending') {
      if (why !== swap.why) await records.patch(swap.id, { why })
      return
    }
    asked.delete(swap.id)
    const change = {
      status,
      why,
      ...(sold === undefined ? {} : { sold: sold.toString() }),
      ...(received === null ? {} : { received: received.toString() }),
    }
    await tellEnd({ ...swap, ...change }, status)
    await records.patch(swap.id, change)
  }

  /** Before it is stored that it ended: a worker that is stopped in between finds the same again, and tells it once. */
  async function tellEnd(swap: StoredSwap, status: Outcome['status']): Promise<void> {
    const { ports, notifications, signed } = services()
    await notifications.swapEnded(swap)
    if (swap.kind === 'intent' && swap.consent !== null)
      await signed.close(swap.account, swap.consent, orderOf(swap, status, ports.clock.now()))
  }

  return {
    isOpen: () => open().length > 0,
    async look() {
      await Promise.all(open().map((swap) => lookAt(swap).catch(() => undefined)))
    },
  }
}
