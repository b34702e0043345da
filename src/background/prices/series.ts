/**
 * What this wallet saw itself, over time. Times in seconds, values in dollars with eight digits that count: a series
 * of years stays small. The older, the fewer points.
 */
import * as v from 'valibot'

export const series = v.array(v.tuple([v.number(), v.string()]))
export type Series = v.InferOutput<typeof series>

const MINUTE = 60
const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Up to which age how far apart, in seconds. */
export type Grain = readonly (readonly [age: number, step: number])[]
/** Of a total. */
export const FINE: Grain = [
  [DAY, 5 * MINUTE],
  [31 * DAY, HOUR],
  [5 * 366 * DAY, DAY],
]
/** Of one of many assets. */
export const COARSE: Grain = [
  [DAY, 30 * MINUTE],
  [31 * DAY, 6 * HOUR],
  [366 * DAY, DAY],
]

const stepAt = (grain: Grain, age: number): number | null =>
  grain.find(([oldest]) => age <= oldest)?.[1] ?? null

/** Keeps the last point of each step; what is too old, or from a clock that ran ahead, goes. */
export function thin(points: Series, grain: Grain, now: number): Series {
  const kept: Series = []
  let place = ''
  for (const point of points) {
    const step = stepAt(grain, now - point[0])
    if (step === null || point[0] > now) continue
    const here = `${step}:${Math.floor(point[0] / step)}`
    if (here === place) kept.pop()
    kept.push(point)
    place = here
  }
  return kept
}

/** Whether a point at `now` would only take the place of the one at `last`. */
export const isSameStep = (grain: Grain, last: number, now: number): boolean => {
  const step = grain[0]?.[1] ?? 1
  return Math.floor(last / step) === Math.floor(now / step)
}

const DIGITS = 8

/** A decimal number with at most eight digits that count, cut and not rounded. */
export function shorten(value: string): string {
  const match = /^(-?\d+)\.(0*)(\d*)$/.exec(value)
  if (match === null) return value
  const [, whole = '', zeros = '', rest = ''] = match
  const places = /^-?0+$/.test(whole) ? DIGITS : Math.max(0, DIGITS - whole.length - zeros.length)
  const fraction = (zeros + rest.slice(0, places)).replace(/0+$/, '')
  return fraction === '' ? whole : `${whole}.${fraction}`
}

/** The value of the point nearest to `at`, unless it is further away than `most`. */
export function nearest(points: Series, at: number, most: number): string | null {
  let best: Series[number] | null = null
  for (const point of points)
    if (best === null || Math.abs(point[0] - at) < Math.abs(best[0] - at)) best = point
  return best !== null && Math.abs(best[0] - at) <= most ? best[1] : null
}
