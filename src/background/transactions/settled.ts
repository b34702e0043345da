/**
 * Confirmed transactions are followed until their blocks are deep enough to stay. One whose block went away
 * (reorganisation) is pending again, and its bytes are sent again.
 */

import { whatMoved } from '../activity/own-moves.ts'
import type { Services } from '../services.ts'
import type { StoredTransaction } from '../state/schema.ts'
import { failureReason } from './failure-reason.ts'
import { isLocal } from './local-chain.ts'
import { minedOf, readBlock } from './mined.ts'

/** Blocks on top: two minutes and a half of Ethereum. */
const DEPTH = 12
/** Rollups have one sequencer, which goes back by a few blocks at most. */
const ROLLUP_DEPTH = 6
const ROLLUPS = new Set([10, 8453, 42161, 59144, 324, 534352, 81457, 480, 130, 57073])
/** A chain that makes no blocks takes none away either. */
const LONGEST_MS = 10 * 60_000

export const isSettling = (services: Services): boolean =>
  Object.keys(services.state.settled.get()).length > 0

const depthOf = (services: Services, chainId: number): number =>
  ROLLUPS.has(chainId) || services.networks.isOpStack(chainId) ? ROLLUP_DEPTH : DEPTH

/** Looks at all of a network once. @throws UnreachableError */
export async function followSettled(services: Services, chainId: number): Promise<void> {
  const mine = Object.values(services.state.settled.get()).filter((one) => one.chainId === chainId)
  // A local network that goes back was told to: dropping what is over is noticeReset's.
  if (isLocal(services, chainId)) {
    const old = services.ports.clock.now() - LOCAL_MS
    await release(
      services,
      mine.filter(({ minedAt }) => (minedAt ?? 0) <= old).map(({ id }) => id),
    )
    return
  }
  const head = await readBlock(services, chainId, 'latest')
  if (head === null) return
  for (const one of mine) await followOne(services, one, head.number)
}

/** Long enough for an endpoint to know the nonce that was used. */
const LOCAL_MS = 4_000

async function followOne(services: Services, one: StoredTransaction, height: number): Promise<void> {
  const { state, ports, swaps, transactions } = services
  if (Object.hasOwn(state.pending.get(), one.id) || one.block === null) return release(services, [one.id])
  const mined = await minedOf(services, one.chainId, one.hash)
  if (mined === null) {
    // An endpoint that lags behind the others has no receipt yet, and no such block either.
    if (height < one.block.number) return
    const { block: _gone, ...rest } = one
    const again: StoredTransaction = {
      ...rest,
      status: 'pending',
      accepted: false,
      minedAt: null,
      fee: null,
      error: null,
      block: null,
    }
    // First, as the rest is what brings a stopped worker back to here.
    await swaps.records.undone(one)
    await state.pending.update((now) => ({ ...now, [one.id]: again }))
    await release(services, [one.id])
    await transactions.broadcast(again).catch(() => undefined)
    return
  }
  const moved = mined.block.hash !== one.block.hash
  if (moved) {
    const error = mined.ok ? null : await failureReason(services, one, mined)
    const status = mined.ok ? 'confirmed' : 'failed'
    const anew: StoredTransaction = {
      ...one,
      ...(mined.ok ? await whatMoved(services, one, mined) : { moves: [] }),
      status,
      error,
      fee: mined.fee.toString(),
      block: mined.block,
    }
    await swaps.records.undone(one)
    await swaps.records.ended([anew])
    await state.settled.update((all) => (all[one.id] === undefined ? all : { ...all, [one.id]: anew }))
    await services.history.add(anew)
  }
  const deep = height - mined.block.number + 1 >= depthOf(services, one.chainId)
  if (deep || ports.clock.now() - (one.minedAt ?? 0) > LONGEST_MS) await release(services, [one.id])
}

async function release(services: Services, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await services.state.settled.update((all) =>
    Object.fromEntries(Object.entries(all).filter(([id]) => !ids.includes(id))),
  )
}
