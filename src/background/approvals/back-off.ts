/**
 * After two rejections of the same kind within a minute a site waits 8, 16 … 60 s before it may ask that again; after
 * ten of whatever kinds, before it may ask anything. Kept in session storage: a page cannot get rid of it by stopping
 * the worker.
 */
import type { Field } from '../state/field.ts'
import type { Rejections } from '../state/schema.ts'

const WINDOW_MS = 60_000
const FIRST_MS = 8_000
const LONGEST_MS = 60_000
const MOST_KEPT = 200
/** Rejections within the minute after which a kind rests, and after which all of them do. */
const MOST_OF_KIND = 2
const MOST_OF_ALL = 10
/** Stands for all kinds. */
const ALL = '*'

export type BackOff = {
  /** One act of the person that refused these kinds of request. */
  note(origin: string, kinds: ReadonlySet<string>): Promise<void>
  isResting(origin: string, kind: string): boolean
  /** Rejections since the person last said yes to the site. */
  count(origin: string): number
  clear(origin: string): Promise<void>
}

export function createBackOff(field: Field<Record<string, Rejections>>, now: () => number): BackOff {
  const keyOf = (origin: string, kind: string) => `${origin} ${kind}`
  const isOf = (key: string, origin: string) => key.startsWith(`${origin} `)
  const find = (origin: string, kind: string) => new Map(Object.entries(field.get())).get(keyOf(origin, kind))

  function next(old: Rejections | undefined, most: number): Rejections {
    // The rest does not count as time: who is refused again right after it was as quick as before.
    const since = now() - WINDOW_MS - (old?.ms ?? 0)
    const times = [...(old?.times ?? []).filter((at) => at > since), now()]
    const ms = times.length < most ? 0 : Math.min(Math.max((old?.ms ?? 0) * 2, FIRST_MS), LONGEST_MS)
    return { times, until: now() + ms, ms, count: (old?.count ?? 0) + 1 }
  }

  return {
    async note(origin, kinds) {
      await field.update((all) => {
        const known = new Map(Object.entries(all))
        for (const kind of kinds.size > 0 ? [...kinds, ALL] : []) {
          const key = keyOf(origin, kind)
          const noted = next(known.get(key), kind === ALL ? MOST_OF_ALL : MOST_OF_KIND)
          known.delete(key)
          known.set(key, noted)
        }
        return Object.fromEntries([...known].slice(-MOST_KEPT))
      })
    },
    isResting: (origin, kind) => [kind, ALL].some((one) => now() < (find(origin, one)?.until ?? 0)),
    count: (origin) => find(origin, ALL)?.count ?? 0,
    async clear(origin) {
      await field.update((all) => {
        const rest = Object.entries(all).filter(([key]) => !isOf(key, origin))
        return rest.length === Object.keys(all).length ? all : Object.fromEntries(rest)
      })
    },
  }
}
