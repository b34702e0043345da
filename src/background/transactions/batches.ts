/**
 * Batches of calls (EIP-5792) from the consent to their end. A batch is stored before its first transaction; each
 * step is a transaction with a consent id of its own, so that a worker killed anywhere sends none twice. The next
 * step begins only after the one before is confirmed; the first that fails, a lock, or a site that lost the account
 * stops the rest.
 */
import { DuplicateIdError } from '../../shared/batch-errors.ts'
import { EndpointError, UnreachableError, WalletError } from '../../shared/errors.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { Batch, StoredTransaction } from '../state/schema.ts'
import { GiveUpError, orderOf, stepConsent } from './batch-step.ts'
import { NotSentError } from './transactions.ts'

export type NewBatch = Omit<
  Batch,
  'count' | 'spent' | 'next' | 'mined' | 'succeeded' | 'halted' | 'end' | 'why' | 'createdAt' | 'endedAt'
>

export type Batches = {
  /** Stores it and sends its first transaction; again with the same consent, only goes on. @throws GiveUpError when that is not sent. */
  start(batch: NewBatch): Promise<void>
  /** Takes every open batch as far as it goes now. Never throws. */
  advance(): Promise<void>
  /** Begins no further step of those that match. */
  halt(why: string, match: (batch: Batch) => boolean): Promise<void>
  isOpen(): boolean
  /** The newest that a site calls so. */
  find(origin: string, id: string): Batch | undefined
  /** Whether a site uses the id already, for that account: in a batch, or in a question that waits. */
  isTaken(origin: string, from: Address, id: string): boolean
}

/** The wallet's own batches: of no site, so that none can lose its account. */
export const OWN = 'wallet'
const KEPT_MS = 24 * 60 * 60_000
const MOST_KEPT = 200
/** Endpoints lag behind one another: a step that fails when it is tried is tried again before it is given up. */
const MOST_TRIES = 3

export function createBatches(services: () => Services): Batches {
  const field = () => services().state.callBatches
  const running = new Map<string, Promise<void>>()
  const tries = new Map<string, number>()

  const all = (): Batch[] => Object.values(field().get())
  const get = (key: string): Batch | undefined => all().find((batch) => batch.key === key)
  const patch = (key: string, change: (batch: Batch) => Batch) =>
    field().update((now) => {
      const old = Object.hasOwn(now, key) ? now[key] : undefined
      return old === undefined || old.end !== null ? now : { ...now, [key]: change(old) }
    })
  const end = (key: string, how: NonNullable<Batch['end']>, why: string | null) =>
    patch(key, (batch) => ({ ...batch, end: how, why, steps: [], endedAt: services().ports.clock.now() }))

  /** Why no further step may begin. */
  function refusal({ halted, origin, from, chainId }: Batch): string | null {
    const { keeper, sites, networks } = services()
    if (halted !== null) return halted
    if (keeper.status() !== 'unlocked') return 'The wallet was locked.'
    if (networks.find(chainId) === undefined) return 'The network was removed from the wallet.'
    if (origin === OWN) return null
    const visible = sites.visibleAccounts(origin).some((one) => sameAddress(one, from))
    return visible ? null : 'The site was disconnected.'
  }

  /** Sends the step that is due. Whether it was signed; what stays unsigned for now is tried again later. */
  async function begin(batch: Batch): Promise<boolean> {
    const { key, next, from } = batch
    const consent = stepConsent(batch)
    // Looked up anew each time: a lock that is over by then has left its mark.
    const requireConsent = () => {
      const why = refusal(get(key) ?? batch)
      if (why !== null) throw new GiveUpError(why)
    }
    try {
      requireConsent()
      const order = await orderOf(services(), batch)
      await services().transactions.send({ ...order, requireConsent })
      return true
    } catch (error) {
      // Once it is signed and stored, it is the network that decides.
      if ((await services().transactions.made(consent, from)) !== undefined) return true
      const passing = error instanceof UnreachableError || error instanceof EndpointError
      const count = (tries.get(consent) ?? 0) + 1
      tries.set(consent, count)
      const lagging = error instanceof GiveUpError && error.mayPass && count < MOST_TRIES
      if (next > 0 && (lagging || (passing && !(error instanceof NotSentError)))) return false
      await end(key, 'stopped', error instanceof WalletError ? error.shortMessage : 'It could not be sent.')
      return false
    }
  }

  /** What a finished transaction means for its batch. */
  async function settle({ key, count }: Batch, done: StoredTransaction): Promise<void> {
    const mined = done.status === 'confirmed' || done.status === 'failed'
    await patch(key, (batch) => {
      if (batch.next !== stepOf(batch, done)) return batch
      return {
        ...batch,
        mined: mined ? [...batch.mined, done.hash] : batch.mined,
        spent: (BigInt(batch.spent) + BigInt(mined ? (done.fee ?? done.maxFee) : 0)).toString(),
        ...(done.status === 'confirmed'
          ? {
              next: batch.next + 1,
              succeeded: batch.succeeded + 1,
              ...(batch.next + 1 === count ? last() : {}),
            }
          : { ...last(), end: mined ? ('failed' as const) : ('stopped' as const), why: done.error }),
      }
    })
  }
  const last = () => ({ end: 'done' as const, steps: [], endedAt: services().ports.clock.now() })

  async function run(key: string): Promise<void> {
    for (;;) {
      const batch = get(key)
      if (batch === undefined || batch.end !== null) return
      const made = await services().transactions.made(stepConsent(batch), batch.from)
      if (made === undefined) {
        if (!(await begin(batch))) return
      } else if (made.status === 'pending') return
      else await settle(batch, made)
    }
  }

  /** One at a time for each batch; whoever comes meanwhile joins, and looks once more after it. */
  function advanceOne(key: string): Promise<void> {
    const before = running.get(key) ?? Promise.resolve()
    const mine: Promise<void> = before
      .catch(() => undefined)
      .then(() => run(key))
      .finally(() => {
        if (running.get(key) === mine) running.delete(key)
      })
    running.set(key, mine)
    return mine
  }

  return {
    isOpen: () => all().some((batch) => batch.end === null),
    find: (origin, id) =>
      all()
        .filter((batch) => batch.origin === origin && batch.id === id)
        .sort((a, b) => b.createdAt - a.createdAt)[0],
    isTaken: (origin, from, id) =>
      all().some((batch) => isSame(batch, origin, from, id)) ||
      Object.values(services().state.entries.get()).some(
        ({ origin: asking, subject }) =>
          subject.kind === 'calls' &&
          isSame({ origin: asking, from: subject.from, id: subject.batchId }, origin, from, id),
      ),

    async start(batch) {
      const now = services().ports.clock.now()
      await field().update((old) => {
        if (Object.hasOwn(old, batch.key)) return old
        if (Object.values(old).some((one) => isSame(one, batch.origin, batch.from, batch.id)))
          throw new DuplicateIdError()
        const { key, steps } = batch
        const fresh = { spent: '0', next: 0, mined: [], succeeded: 0, halted: null, end: null, why: null }
        return {
          ...kept(old, now),
          [key]: { ...batch, ...fresh, count: steps.length, createdAt: now, endedAt: null },
        }
      })
      await advanceOne(batch.key)
      const stored = get(batch.key)
      if (stored?.end === 'stopped' && stored.mined.length === 0)
        throw new GiveUpError(stored.why ?? 'Not sent. Nothing moved.')
    },

    async advance() {
      const open = all().filter((batch) => batch.end === null)
      await Promise.all(open.map(({ key }) => advanceOne(key).catch(() => undefined)))
    },

    async halt(why, match) {
      const open = all().filter((batch) => batch.end === null && batch.halted === null && match(batch))
      for (const { key } of open) await patch(key, (batch) => ({ ...batch, halted: why }))
      // Not waited for: it may stand behind a step that waits for the network.
      for (const { key } of open) void advanceOne(key).catch(() => undefined)
    },
  }
}

const isSame = (
  one: Pick<Batch, 'origin' | 'from' | 'id'>,
  origin: string,
  from: Address,
  id: string,
): boolean => one.origin === origin && one.id === id && sameAddress(one.from, from)

/** The step that a transaction is of. */
const stepOf = ({ key, count }: Batch, { approvalId }: StoredTransaction): number =>
  count === 1 ? 0 : Number(approvalId.slice(key.length + 1))

/** Forgets what ended more than a day ago, and of very many the oldest that ended. */
function kept(batches: Record<string, Batch>, now: number): Record<string, Batch> {
  const fresh = Object.values(batches).filter(({ endedAt }) => endedAt === null || now - endedAt < KEPT_MS)
  const ended = fresh.filter(({ end }) => end !== null).sort((a, b) => b.createdAt - a.createdAt)
  const dropped = new Set(ended.slice(MOST_KEPT).map(({ key }) => key))
  return Object.fromEntries(fresh.filter(({ key }) => !dropped.has(key)).map((one) => [one.key, one]))
}
