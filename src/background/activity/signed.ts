/**
 * What was signed and sent nowhere: messages, typed data, sign-ins. What was shown, for whom and when, and its digest;
 * never the signature and never a key. In small chunks, the oldest forgotten first.
 */
import * as v from 'valibot'
import type { ActivityRow } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import { hostOf } from '../../shared/origin.ts'
import type { Storage } from '../../storage/storage.ts'
import { address, hex } from '../state/schema.ts'
import type { StoredSwap } from '../state/swap-fields.ts'
import { type Outcome, ofOrder, orderOf, storedOutcome } from './order-row.ts'

const CHUNK = 20
const MOST_CHUNKS = 50
const MOST_CHARS = 20_000

const signed = v.object({
  id: v.string(),
  kind: v.picklist(['message', 'typed-data', 'sign-in']),
  account: address,
  chainId: v.number(),
  origin: v.string(),
  /** What it is called in a sentence. */
  name: v.string(),
  content: v.string(),
  /** The content was longer than is kept. */
  cut: v.boolean(),
  digest: hex,
  at: v.number(),
  /** Of the order of a swap: what came of it. */
  order: v.optional(storedOutcome),
})
export type Signed = v.InferOutput<typeof signed>
const chunkOf = v.array(signed)
const headOf = v.object({ first: v.number(), last: v.number() })

export type SignedStore = {
  /** The same twice is kept once. */
  add(what: Omit<Signed, 'cut'>): Promise<void>
  /** Newest first, some at a time. */
  pages(account: Address): AsyncGenerator<Signed[]>
  find(account: Address, id: string): Promise<Signed | undefined>
  /** What came of an order that was signed. */
  close(account: Address, id: string, order: Outcome): Promise<void>
  /** One, or all of an account. */
  forget(account: Address, id: string | null): Promise<void>
}

export function createSignedStore(local: Storage, onChange: () => void): SignedStore {
  let queue: Promise<unknown> = Promise.resolve()
  const keyOf = (account: Address) => `signed:${account.toLowerCase()}`
  const inTurn = (run: () => Promise<void>): Promise<void> => {
    const done = queue.then(run).then(onChange)
    queue = done.catch(() => undefined)
    return done
  }

  async function head(account: Address): Promise<v.InferOutput<typeof headOf>> {
    const key = keyOf(account)
    const parsed = v.safeParse(headOf, (await local.get([key]))[key])
    return parsed.success ? parsed.output : { first: 0, last: 0 }
  }
  async function chunk(account: Address, index: number): Promise<Signed[]> {
    const key = `${keyOf(account)}:${index}`
    const parsed = v.safeParse(chunkOf, (await local.get([key]))[key])
    return parsed.success ? parsed.output : []
  }

  async function append(what: Signed): Promise<void> {
    const { account } = what
    const { first, last } = await head(account)
    const rows = await chunk(account, last)
    if (rows.some(({ id }) => id === what.id)) return
    const key = keyOf(account)
    if (rows.length < CHUNK) {
      await local.set({ [`${key}:${last}`]: [...rows, what], [key]: { first, last } })
      return
    }
    const oldest = Math.max(first, last + 2 - MOST_CHUNKS)
    await local.set({ [`${key}:${last + 1}`]: [what], [key]: { first: oldest, last: last + 1 } })
    if (oldest > first) await local.remove(numbers(first, oldest - 1).map((index) => `${key}:${index}`))
  }

  /** The chunk with that one in it. */
  async function rewrite(account: Address, id: string, change: (rows: Signed[]) => Signed[]): Promise<void> {
    const { first, last } = await head(account)
    for (const index of numbers(first, last)) {
      const rows = await chunk(account, index)
      if (rows.some((one) => one.id === id)) await local.set({ [`${keyOf(account)}:${index}`]: change(rows) })
    }
  }

  async function* pages(account: Address): AsyncGenerator<Signed[]> {
    const { first, last } = await head(account)
    for (let index = last; index >= first; index--) {
      const rows = await chunk(account, index)
      if (rows.length > 0) yield rows.toReversed()
    }
  }

  return {
    pages,
    add: (what) =>
      inTurn(() => {
        const content = what.content.slice(0, MOST_CHARS)
        return append({ ...what, content, cut: content.length < what.content.length })
      }),
    async find(account, id) {
      for await (const rows of pages(account)) {
        const found = rows.find((one) => one.id === id)
        if (found !== undefined) return found
      }
      return undefined
    },
    close: (account, id, order) =>
      inTurn(() =>
        rewrite(account, id, (rows) => rows.map((one) => (one.id === id ? { ...one, order } : one))),
      ),
    forget: (account, id) =>
      inTurn(async () => {
        if (id !== null) return rewrite(account, id, (rows) => rows.filter((one) => one.id !== id))
        const { first, last } = await head(account)
        const key = keyOf(account)
        await local.remove([key, ...numbers(first, last).map((index) => `${key}:${index}`)])
      }),
  }
}

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)

/** @param swaps those that are under way may be of it */
export function signedRow(one: Signed, swaps: readonly StoredSwap[]): ActivityRow {
  const open = swaps.find(
    ({ kind, consent, status }) => kind === 'intent' && consent === one.id && status === 'open',
  )
  const order = one.order ?? (open === undefined ? null : orderOf(open, 'open', null))
  const what = { strong: one.name }
  const whom = hostOf(one.origin)
  return {
    id: `signed:${one.id}`,
    hash: one.digest,
    chainId: one.chainId,
    account: one.account,
    source: 'signature',
    from: one.account,
    to: null,
    nonce: -1,
    status: 'confirmed',
    kind: one.kind,
    moves: [],
    spam: false,
    batch: null,
    title: one.kind === 'sign-in' ? ['Signed in to ', what] : ['Signed ', what, ' for ', { strong: whom }],
    origin: one.origin,
    createdAt: one.at,
    minedAt: null,
    fee: null,
    maxFee: '0',
    error: null,
    replaces: null,
    replacedBy: null,
    stuck: null,
    ...(order === null ? {} : ofOrder(order)),
  }
}
