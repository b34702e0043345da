/** Mulberry32: the same numbers in every run of one seed. */
export type Random = {
  /** From 0 to below it. */
  below(limit: number): number
  pick<T>(list: readonly T[]): T
  /** One time in so many. */
  once(times: number): boolean
  /** A number of up to so many bits, not 0. */
  bits(most: number): bigint
  bytes(count: number): `0x${string}`
}

export function createRandom(seed: number): Random {
  let state = seed
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * limit)
  }
  const bytes = (count: number): `0x${string}` =>
    `0x${Array.from({ length: count }, () => below(256).toString(16).padStart(2, '0')).join('')}`
  return {
    below,
    bytes,
    once: (times) => below(times) === 0,
    pick<T>(list: readonly T[]): T {
      const found = list[below(list.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
    bits: (most) => (BigInt(bytes(32)) >> BigInt(256 - most)) | 1n,
  }
}
