/**
 * A long list of names in local storage: 256 small keys, of which a question reads the few that it needs, so that
 * neither a start nor the memory pays for the list. Of each name 56 bits of a hash are kept: of a list of 400 000
 * one name in two hundred thousand million is taken for another, which a person can put right by allowing it.
 */
import type { Storage } from '../../storage/storage.ts'

export type ListStore = {
  replace(names: readonly string[]): Promise<void>
  /** Those of the names that are on the list. */
  find(names: readonly string[]): Promise<Set<string>>
}

const BUCKETS = 256
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const WIDTH = 8

export function createListStore(local: () => Storage, name: string): ListStore {
  const keyOf = (bucket: number) => `list:${name}:${bucket.toString(16).padStart(2, '0')}`
  return {
    async replace(names) {
      const buckets = Array.from({ length: BUCKETS }, (): string[] => [])
      for (const one of names) {
        const { bucket, mark } = placeOf(one)
        buckets[bucket]?.push(mark)
      }
      // One write: half of one list and half of another would be neither.
      await local().set(Object.fromEntries(buckets.map((marks, i) => [keyOf(i), marks.sort().join('')])))
    },
    async find(names) {
      const places = names.map((one) => ({ one, ...placeOf(one) }))
      const stored = await local().get([...new Set(places.map(({ bucket }) => keyOf(bucket)))])
      const isIn = (text: unknown, mark: string): boolean => {
        if (typeof text !== 'string') return false
        for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1))
          if (at % WIDTH === 0) return true
        return false
      }
      return new Set(
        places.flatMap(({ one, bucket, mark }) => (isIn(stored[keyOf(bucket)], mark) ? one : [])),
      )
    },
  }
}

/** FNV-1a twice from different starts, each stirred once more at the end. */
function placeOf(name: string): { bucket: number; mark: string } {
  let [a, b] = [0x811c9dc5, 0x9747b28c]
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 15)
  }
  const [first, second] = [stirred(a ^ name.length), stirred(b)]
  return { bucket: first & 0xff, mark: lettersOf(first >>> 8) + lettersOf(second >>> 8) }
}

function stirred(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** 24 bits. */
const lettersOf = (bits: number): string =>
  [18, 12, 6, 0].map((shift) => LETTERS[(bits >>> shift) & 63]).join('')
