/**
 * Where the pending transactions of one network stand. Those of an account with the same nonce are one question:
 * one of them is confirmed, or none. What the network forgot is sent again; what cannot get on is told why.
 */
import type { Address } from '../../shared/hex.ts'
import { whatMoved } from '../activity/own-moves.ts'
import type { Services } from '../services.ts'
import type { StoredTransaction } from '../state/schema.ts'
import { failureReason } from './failure-reason.ts'
import { groupsOf, priceOf } from './group.ts'
import { type Head, type Mined, minedOf, readBlock } from './mined.ts'
import { countOf, pendingOf } from './nonce.ts'
import { relayTrouble } from './relay.ts'

/** Time for a receipt to appear after the nonce was seen used: endpoints lag behind one another. */
const OVERTAKEN_MS = 60_000

/** What the rows of a nonce end as. */
export type Ended = (transactions: readonly StoredTransaction[]) => void

export async function followPending(services: Services, chainId: number, onEnd: Ended): Promise<void> {
  const pending = services.transactions.pending().filter((one) => one.chainId === chainId)
  if (pending.length === 0) return
  const head = await readBlock(services, chainId, 'latest').catch(() => null)
  const accounts = new Map(pending.map(({ from }) => [from.toLowerCase(), from]))
  await Promise.all(
    [...accounts.values()].map((from) =>
      followAccount(services, chainId, from, head, onEnd).catch(() => undefined),
    ),
  )
}

async function followAccount(
  services: Services,
  chainId: number,
  from: Address,
  head: Head | null,
  onEnd: Ended,
): Promise<void> {
  const [used, known] = await Promise.all([
    countOf(services, chainId, from, 'latest'),
    countOf(services, chainId, from, 'pending'),
  ])
  const groups = groupsOf(pendingOf(services, chainId, from))
  await Promise.all(
    groups.map(async ([nonce, group]) => {
      if (nonce < used) await decide(services, group, onEnd)
      else await keep(services, group, known)
    }),
  )
  await noteHeight(services, groups, head)
  const left = groups.filter(([nonce]) => nonce >= used)
  for (const [id, stuck] of obstacles(services, left, Math.max(used, known), head)) {
    const now = services.transactions.pending().find((one) => one.id === id)
    if (now === undefined || now.stuck?.why === 'refused') continue
    if (JSON.stringify(now.stuck) !== JSON.stringify(stuck)) await services.transactions.patch(id, { stuck })
  }
}

/** From which block on a protected endpoint tries. */
async function noteHeight(
  { transactions }: Services,
  groups: readonly (readonly [number, StoredTransaction[]])[],
  head: Head | null,
): Promise<void> {
  if (head === null) return
  for (const { id, relay, accepted } of groups.flatMap(([, group]) => group))
    if (relay !== null && relay.since === null && accepted)
      await transactions.patch(id, { relay: { ...relay, since: head.number } })
}

/** Its nonce is used: by one of these, or by something sent from elsewhere. */
async function decide(services: Services, group: StoredTransaction[], onEnd: Ended): Promise<void> {
  const { transactions, ports, state } = services
  const now = ports.clock.now()
  const receipts = await Promise.all(group.map((one) => minedOf(services, one.chainId, one.hash)))
  const index = receipts.findIndex((receipt) => receipt !== null)
  const winner = group[index]
  const receipt = receipts[index]
  if (winner !== undefined && receipt) {
    const ended = await minedRow(services, winner, receipt)
    const others = group.flatMap((one, i) => (i === index ? [] : [lost(one, ended, now, i > index)]))
    // Until its block is deep enough, its nonce is known to be used, and its bytes are kept to be sent again.
    await state.settled.update((all) => ({ ...all, [ended.id]: ended }))
    await transactions.finish(ended, ...others)
    onEnd([ended, ...others])
    return
  }
  const since = Math.min(...group.map((one) => one.overtakenAt ?? now))
  if (now - since >= OVERTAKEN_MS) {
    const ended = group.map((one): StoredTransaction => {
      const error = 'Another transaction with the same nonce, sent from elsewhere, took its place.'
      return { ...one, status: 'replaced', minedAt: now, stuck: null, error }
    })
    await transactions.finish(...ended)
    onEnd(ended)
    return
  }
  for (const one of group)
    if (one.overtakenAt === null) await transactions.patch(one.id, { overtakenAt: now })
}

async function minedRow(services: Services, one: StoredTransaction, mined: Mined) {
  const why = mined.ok ? null : await failureReason(services, one, mined)
  const row: StoredTransaction = {
    ...one,
    ...(mined.ok ? await whatMoved(services, one, mined) : {}),
    accepted: true,
    status: mined.ok ? 'confirmed' : 'failed',
    fee: mined.fee.toString(),
    minedAt: services.ports.clock.now(),
    error: why,
    stuck: null,
    overtakenAt: null,
    block: mined.block,
  }
  return row
}

/** The other one with its nonce was confirmed. */
function lost(
  one: StoredTransaction,
  winner: StoredTransaction,
  now: number,
  late: boolean,
): StoredTransaction {
  const error =
    one.replaces?.how === 'cancel'
      ? 'Too late to cancel: the transaction was confirmed first.'
      : 'Too late to speed it up: the one before was confirmed first.'
  return {
    ...one,
    status: 'replaced',
    minedAt: now,
    stuck: null,
    replacedBy: winner.id,
    error: late ? error : null,
  }
}

/** Not confirmed: sent again when the network does not have it. Only the newest of a nonce is to be confirmed. */
async function keep(services: Services, group: StoredTransaction[], known: number): Promise<void> {
  for (const one of group)
    if (one.overtakenAt !== null) await services.transactions.patch(one.id, { overtakenAt: null })
  const newest = group.at(-1)
  // Nobody else has it, and asking for it would say that it is there.
  if (newest?.relay && newest.accepted) return
  if (newest === undefined || (newest.accepted && newest.nonce < known && group.length === 1)) return
  const found = await services.rpc.request(newest.chainId, 'eth_getTransactionByHash', [newest.hash])
  if (found === null || found === undefined)
    await services.transactions.broadcast(newest).catch(() => undefined)
  else if (!newest.accepted || newest.stuck?.why === 'refused')
    await services.transactions.patch(newest.id, { accepted: true, stuck: null })
}

/** Why each does not get on, as far as the nonces and the base fee tell. */
function* obstacles(
  services: Services,
  groups: readonly (readonly [number, StoredTransaction[]])[],
  expected: number,
  head: Head | null,
): Generator<[string, StoredTransaction['stuck']]> {
  const [lowest] = groups[0] ?? [expected]
  let next = Math.min(lowest, expected)
  let gap: number | null = null
  for (const [nonce, group] of groups) {
    if (nonce > next) gap ??= next
    next = Math.max(next, nonce + (group.some((one) => one.delegates) ? 2 : 1), expected)
    for (const [i, one] of group.entries()) {
      const last = i === group.length - 1
      yield [
        one.id,
        !last
          ? null
          : gap !== null
            ? { why: 'gap', nonce: gap }
            : (relayTrouble(services, one, head?.number ?? null) ?? isTooCheap(one, head)),
      ]
    }
  }
}

function isTooCheap(one: StoredTransaction, head: Head | null): StoredTransaction['stuck'] {
  if (head === null || head.baseFee === null) return null
  return priceOf(one) < head.baseFee ? { why: 'fee' } : null
}
