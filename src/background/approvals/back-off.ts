/** After two rejections of the same kind within a minute a site waits 8, 16 … 60 s before it may ask that again. */
const WINDOW_MS = 60_000
const FIRST_MS = 8_000
const LONGEST_MS = 60_000

export type BackOff = {
  note(origin: string, kind: string): void
  isResting(origin: string, kind: string): boolean
  clear(origin: string): void
}

export function createBackOff(now: () => number): BackOff {
  const rejections = new Map<string, { times: number[]; until: number; ms: number }>()
  const keyOf = (origin: string, kind: string) => `${origin} ${kind}`

  return {
    note(origin, kind) {
      const key = keyOf(origin, kind)
      const old = rejections.get(key)
      const times = [...(old?.times ?? []).filter((at) => now() - at < WINDOW_MS), now()]
      const ms = times.length < 2 ? 0 : Math.min(Math.max((old?.ms ?? 0) * 2, FIRST_MS), LONGEST_MS)
      rejections.set(key, { times, until: now() + ms, ms })
    },
    isResting: (origin, kind) => now() < (rejections.get(keyOf(origin, kind))?.until ?? 0),
    clear(origin) {
      for (const key of rejections.keys()) if (key.startsWith(`${origin} `)) rejections.delete(key)
    },
  }
}
