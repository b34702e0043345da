/** The value below which `share` (0 to 1) of the values lie. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}

/** NaN without values. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length === 0) return Number.NaN
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

/** Runs `once` so many times, one after the other; answers the medians of the fields that it answers. */
export async function medianOf(times, once) {
  const rows = []
  for (let i = 0; i < times; i++) rows.push(await once(i))
  return mediansOfFields(rows)
}

export function mediansOfFields(rows) {
  const names = new Set(rows.flatMap((row) => Object.keys(row)))
  const values = (name) => rows.map((row) => row[name]).filter((value) => Number.isFinite(value))
  return Object.fromEntries([...names].map((name) => [name, median(values(name))]))
}
