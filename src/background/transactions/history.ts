/**
 * Finished transactions, by account, in chunks of 50: a change writes one chunk, and reading the newest page reads
 * one. Nothing is linear in the length of the history.
 */
import * as v from 'valibot'
import type { Address, Hex } from '../../shared/hex.ts'
import type { Storage } from '../../storage/storage.ts'
import { type StoredTransaction, storedTransaction } from '../state/schema.ts'

const CHUNK = 50

export type History = {
  add(transaction: StoredTransaction): Promise<void>
  /** Newest first, made before `before` (ms), some at a time. */
  pages(address: Address, before: number): AsyncGenerator<StoredTransaction[]>
  /** Which of these an account of this wallet sent, by `address hash` in lower case. */
  sent(addresses: readonly Address[], hashes: readonly Hex[]): Promise<Set<string>>
  /** Among the newest, fifty at least. */
  find(
    address: Address,
    match: (transaction: StoredTransaction) => boolean,
  ): Promise<StoredTransaction | undefined>
}

const chunkOf = v.array(storedTransaction)
const hashesOf = v.array(v.string())

export function createHistory(local: Storage): History {
  let queue: Promise<unknown> = Promise.resolve()
  const headKey = (address: Address) => `history:${address.toLowerCase()}`
  const chunkKey = (address: Address, index: number) => `${headKey(address)}:${index}`

  /** The hashes are kept by their first two digits too: whether one is ours is asked without reading all. */
  const hashKey = (address: Address, hash: Hex) =>
    `sent:${address.toLowerCase()}:${hash.slice(2, 4).toLowerCase()}`
  async function withHash(address: Address, hash: Hex): Promise<Record<string, string[]>> {
    const key = hashKey(address, hash)
    const parsed = v.safeParse(hashesOf, (await local.get([key]))[key])
    return { [key]: [...(parsed.success ? parsed.output : []), hash.toLowerCase()] }
  }

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
    const hashes = await withHash(from, transaction.hash)
    if (rows.length < CHUNK) await local.set({ [chunkKey(from, newest)]: [...rows, transaction], ...hashes })
    else
      await local.set({ [chunkKey(from, newest + 1)]: [transaction], [headKey(from)]: newest + 1, ...hashes })
  }

  return {
    add(transaction) {
      const done = queue.then(() => append(transaction))
      queue = done.catch(() => undefined)
      return done
    },
    async *pages(address, before) {
      // They are kept in the order of their ends: a chunk is held back until the one before it was looked at.
      let held: StoredTransaction[] = []
      for (let index = await head(address); index >= 0; index--) {
        const rows = (await chunk(address, index)).filter((row) => row.createdAt < before)
        const all = [...held, ...rows].sort((a, b) => b.createdAt - a.createdAt)
        const ready = all.slice(0, Math.max(0, all.length - CHUNK))
        held = all.slice(ready.length)
        if (ready.length > 0) yield ready
      }
      if (held.length > 0) yield held
    },
    async sent(addresses, hashes) {
      const keys = addresses.flatMap((address) => hashes.map((hash) => hashKey(address, hash)))
      const stored = keys.length === 0 ? {} : await local.get([...new Set(keys)])
      const found = new Set<string>()
      for (const address of addresses)
        for (const hash of hashes) {
          const parsed = v.safeParse(hashesOf, stored[hashKey(address, hash)])
          if (parsed.success && parsed.output.includes(hash.toLowerCase()))
            found.add(`${address.toLowerCase()} ${hash.toLowerCase()}`)
        }
      return found
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
