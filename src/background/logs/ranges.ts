/** Which blocks have been read, as ranges of block numbers, both ends included. */
export type Range = readonly [from: number, to: number]

/** Ordered, without overlaps; neighbours are one. */
export function joined(ranges: readonly Range[]): Range[] {
  const result: Range[] = []
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1)
    if (last !== undefined && from <= last[1] + 1)
      result[result.length - 1] = [last[0], Math.max(last[1], to)]
    else result.push([from, to])
  }
  return result
}

/** What of the ranges is at `top` or below. */
export const upTo = (ranges: readonly Range[], top: number): Range[] =>
  ranges.flatMap(([from, to]): Range[] => (from > top ? [] : [[from, Math.min(to, top)]]))

/** The highest blocks up to `top` that are not covered; null when all are. */
export function newestGap(covered: readonly Range[], top: number): Range | null {
  const below = joined(upTo(covered, top))
  const last = below.at(-1)
  if (last === undefined || last[1] < top) return [last === undefined ? 0 : last[1] + 1, top]
  if (last[0] === 0) return null
  const before = below.at(-2)
  return [before === undefined ? 0 : before[1] + 1, last[0] - 1]
}
