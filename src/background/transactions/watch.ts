/**
 * Follows pending transactions to their end, and confirmed ones until they are settled. Looks every two seconds while
 * the worker lives and something is pending, and every half minute by an alarm that wakes it; nothing runs while
 * there is nothing to follow. A batch goes on from here too, and so do orders that others carry out.
 */
import type { Services } from '../services.ts'
import { type Ended, followPending } from './follow-pending.ts'
import { noticeReset } from './local-chain.ts'
import { followSettled, isSettling } from './settled.ts'

const STEP_MS = 2_000
const ALARM_MS = 30_000

export type Watch = {
  /** Something may be pending now: look soon. */
  wake(): void
  /** Looks at all of them once. */
  look(): Promise<void>
}

export function createWatch(services: () => Services, onEnd: Ended): Watch {
  let cancel: (() => void) | null = null
  let looking: Promise<void> | null = null

  async function lookAll(): Promise<void> {
    const { transactions, state, batches } = services()
    const settled = Object.values(state.settled.get())
    const chains = new Set([...transactions.pending(), ...settled].map(({ chainId }) => chainId))
    await Promise.all([...chains].map((chainId) => lookAt(chainId).catch(() => undefined)))
    await batches.advance()
    await services().swaps.follower.look()
  }
  const isPending = () => {
    const { transactions, batches, swaps } = services()
    return transactions.pending().length > 0 || batches.isOpen() || swaps.follower.isOpen()
  }

  async function lookAt(chainId: number): Promise<void> {
    const dropped = await noticeReset(services(), chainId)
    if (dropped.length > 0) onEnd(dropped)
    await followSettled(services(), chainId)
    await followPending(services(), chainId, onEnd)
  }

  function look(): Promise<void> {
    looking ??= lookAll().finally(() => {
      looking = null
      schedule()
    })
    return looking
  }

  function schedule(): void {
    const { ports } = services()
    cancel?.()
    cancel = null
    const pending = isPending()
    const busy = pending || isSettling(services())
    ports.clock.setAlarm('watch', busy ? ports.clock.now() + ALARM_MS : null)
    if (!pending) return
    cancel = ports.clock.after(STEP_MS, () => {
      look().catch(() => undefined)
    })
  }

  return {
    look,
    wake() {
      if (isPending() || isSettling(services())) look().catch(() => undefined)
      else schedule()
    },
  }
}
