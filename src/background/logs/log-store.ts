/**
 * The logs of an account on a network, in chunks ordered by block, with an index that says which blocks have been
 * read. A change writes the chunks that it touches and the index in one write: a stop leaves it whole, before or after.
 */
import * as v from 'valibot'
import { type Address, type Hex, isHex } from '../../shared/hex.ts'
import type { Storage } from '../../storage/storage.ts'
import {
  type AccountLog,
  byPlace,
  fromStored,
  type LogSource,
  logKey,
  storedLogs,
  toStored,
} from './account-log.ts'
import { joined, type Range } from './ranges.ts'

const CHUNK = 100

const index = v.object({
  /** Blocks that were read. */
  covered: v.array(v.tuple([v.number(), v.number()])),
  /** The newest block of the last look. */
  tip: v.nullable(v.object({ number: v.number(), hash: v.custom<Hex>(isHex) })),
  /** Oldest first; no block is in two of them. `at` is the time of the newest row, in ms. */
  chunks: v.array(
    v.object({ id: v.number(), low: v.number(), high: v.number(), at: v.number(), count: v.number() }),
  ),
  next: v.number(),
})
export type LogIndex = v.InferOutput<typeof index>
type Chunk = LogIndex['chunks'][number]

const EMPTY: LogIndex = { covered: [], tip: null, chunks: [], next: 0 }

export type LogStore = {
  index(chainId: number, account: Address): Promise<LogIndex>
  /**
   * Puts what was found in the place of what was known of these blocks. `before` hears what was not known, while it
   * is not yet stored. @returns what was not known.
   */
  replace(
    chainId: number,
    account: Address,
    range: Range,
    found: readonly AccountLog[],
    tip: NonNullable<LogIndex['tip']>,
    before?: (fresh: readonly AccountLog[]) => Promise<void>,
  ): Promise<AccountLog[]>
  /** Newest first, chunk by chunk, made before `before` (ms). */
  pages(chainId: number, account: Address, before: number): AsyncGenerator<AccountLog[]>
  forget(chainId: number, accounts: readonly Address[]): Promise<void>
}

export const countOf = (of: LogIndex): number => of.chunks.reduce((sum, { count }) => sum + count, 0)

export function createLogStore(local: () => Storage, source: LogSource = 'network'): LogStore {
  const name = source === 'network' ? 'logs' : 'explored'
  const keyOf = (chainId: number, account: Address) => `${name}:${chainId}:${account.toLowerCase()}`

  async function readIndex(chainId: number, account: Address): Promise<LogIndex> {
    const key = keyOf(chainId, account)
    const parsed = v.safeParse(index, (await local().get([key]))[key])
    return parsed.success ? parsed.output : EMPTY
  }

  async function readChunks(
    chainId: number,
    account: Address,
    chunks: readonly Chunk[],
  ): Promise<AccountLog[]> {
    const keys = chunks.map(({ id }) => `${keyOf(chainId, account)}:${id}`)
    const stored = keys.length === 0 ? {} : await local().get(keys)
    return keys.flatMap((key) => {
      const parsed = v.safeParse(storedLogs, stored[key])
      return parsed.success ? parsed.output.map((row) => fromStored(source, chainId, account, row)) : []
    })
  }

  return {
    index: readIndex,

    async replace(chainId, account, range, found, tip, before) {
      const now = await readIndex(chainId, account)
      const [from, to] = range
      const covered = joined([...now.covered, range]).map(([low, high]): [number, number] => [low, high])
      const touched = touchedBy(now.chunks, range, found.length)
      const old = await readChunks(chainId, account, touched)
      const known = new Set(old.map(logKey))
      const fresh = found.filter((one) => !known.has(logKey(one)))
      if (fresh.length > 0) await before?.(fresh)
      const kept = old.filter(({ block }) => block < from || block > to)
      const key = keyOf(chainId, account)
      const parts = split([...kept, ...found].sort(byPlace))
      let { next } = now
      const made = parts.map((rows) => ({ chunk: outline(next++, rows), rows: rows.map(toStored) }))
      const others = now.chunks.filter((one) => !touched.includes(one))
      const chunks = [...others, ...made.map(({ chunk }) => chunk)].sort((a, b) => a.low - b.low)
      // New keys beside the old ones, which the index names until this one write.
      await local().set({
        ...Object.fromEntries(made.map(({ chunk, rows }) => [`${key}:${chunk.id}`, rows])),
        [key]: { covered, tip, chunks, next } satisfies LogIndex,
      })
      if (touched.length > 0) await local().remove(touched.map(({ id }) => `${key}:${id}`))
      return fresh
    },

    async *pages(chainId, account, before) {
      const { chunks } = await readIndex(chainId, account)
      for (const chunk of chunks.toReversed()) {
        const rows = await readChunks(chainId, account, [chunk])
        const wanted = rows.filter(({ at }) => at < before).sort((a, b) => byPlace(b, a))
        if (wanted.length > 0) yield wanted
      }
    },

    async forget(chainId, accounts) {
      for (const account of accounts) {
        const { chunks } = await readIndex(chainId, account)
        const key = keyOf(chainId, account)
        await local().remove([key, ...chunks.map(({ id }) => `${key}:${id}`)])
      }
    },
  }
}

/** Chunks with rows of these blocks; when rows come and there is none, a neighbour that has room. */
function touchedBy(chunks: readonly Chunk[], [from, to]: Range, rows: number): Chunk[] {
  const within = chunks.filter(({ low, high }) => low <= to && high >= from)
  if (within.length > 0 || rows === 0) return within
  const older = chunks.findLast(({ high }) => high < from)
  const newer = chunks.find(({ low }) => low > to)
  const room = [older, newer].find((one) => one !== undefined && one.count + rows <= CHUNK)
  return room === undefined ? [] : [room]
}

/** Rows of one block stay together. */
function split(rows: readonly AccountLog[]): AccountLog[][] {
  const parts: AccountLog[][] = []
  for (const row of rows) {
    const last = parts.at(-1)
    if (last === undefined || (last.length >= CHUNK && last.at(-1)?.block !== row.block)) parts.push([row])
    else last.push(row)
  }
  return parts
}

function outline(id: number, rows: readonly AccountLog[]): Chunk {
  const [first, last] = [rows[0], rows.at(-1)]
  return { id, low: first?.block ?? 0, high: last?.block ?? 0, at: last?.at ?? 0, count: rows.length }
}
