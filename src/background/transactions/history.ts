/**
 * Finished transactions, by account, in chunks of 50: a change writes one chunk, and reading the newest page reads
 * one. Nothing is linear in the length of the history.
 */
import * as v from 'valibot'
import type { Address } from '../../shared/hex.ts'
import type { Storage } from '../../storage/storage.ts'
import { type StoredTransaction, storedTransaction } from '../state/schema.ts'

const CHUNK = 50

export type History = {
  add(transaction: StoredTransaction): Promise<void>
  /** Newest first, made before `before` (ms). */
  page(address: Address, before: number, limit: number): Promise<StoredTransaction[]>
  /** Among the newest, fifty at least. */
  find(
    address: Address,
    match: (transaction: StoredTransaction) => boolean,
  ): Promise<StoredTransaction | undefined>
}

const chunkOf = v.array(storedTransaction)

export function createHistory(local: Storage): History {
  let queue: Promise<unknown> = Promise.resolve()
  const headKey = (address: Address) => `history:${address.toLowerCase()}`
  const chunkKey = (address: Address, index: number) => `${headKey(address)}:${index}`

  /** Number of the newest chunk. */
  async function head(address: Address): Promise<number> {
    const key = headKey(address)
    const { [key]: stored } = await local.get([key])
    return typeof stored === 'number' ? stored : 0
  }
  async function chunk(address: Address, index: number): Promise<StoredTransaction[]> {
    const key = chunkKey(address, index)
    const { [key]: stored } = await local.get([key])
    const parsed = v.safeParse(chunkOf, stored)
    return parsed.success ? parsed.output : []
  }
  async function append(transaction: StoredTransaction): Promise<void> {
    const { from } = transaction
    const newest = await head(from)
    const rows = await chunk(from, newest)
    // A restart adds what is there already, and a block that went away makes another end possible.
    for (const index of await newestTwo(from)) {
      const old = await chunk(from, index)
      if (!old.some((row) => row.id === transaction.id)) continue
      const anew = old.map((row) => (row.id === transaction.id ? transaction : row))
      await local.set({ [chunkKey(from, index)]: anew })
      return
    }
    if (rows.length < CHUNK) await local.set({ [chunkKey(from, newest)]: [...rows, transaction] })
    else await local.set({ [chunkKey(from, newest + 1)]: [transaction], [headKey(from)]: newest + 1 })
  }

  return {
    add(transaction) {
      const done = queue.then(() => append(transaction))
      queue = done.catch(() => undefined)
      return done
    },
    async page(address, before, limit) {
      const found: StoredTransaction[] = []
      for (let index = await head(address); index >= 0 && found.length < limit; index--) {
        const rows = await chunk(address, index)
        found.push(...rows.filter((row) => row.createdAt < before))
      }
      return found.sort((a, b) => b.createdAt - a.createdAt).slice(0, limit)
    },
    async find(address, match) {
      for (const index of await newestTwo(address)) {
        const found = (await chunk(address, index)).find(match)
        if (found !== undefined) return found
      }
      return undefined
    },
  }

  async function newestTwo(address: Address): Promise<number[]> {
    const newest = await head(address)
    return newest > 0 ? [newest, newest - 1] : [newest]
  }
}
