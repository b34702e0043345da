/**
 * Random requests of every kind: nothing throws, nothing takes long, and every amount that is said is the one that an
 * independent reading (ethers, and the corpus' own words) finds in that place. `npm run soak` makes 100 000 of them
 * and holds each to 50 ms; SEED and RUNS choose others.
 */
import { describe, expect, test } from 'vitest'
import type { Kind } from './fuzz/asked.ts'
import { meddled } from './fuzz/broken.ts'
import { measure } from './fuzz/measure.ts'
import { alone, batch, nested, reach } from './fuzz/of-corpus.ts'
import { createRandom } from './fuzz/random.ts'

const isSoak = process.env.SOAK === '1'
const RUNS = Number(process.env.RUNS ?? (isSoak ? 100_000 : 1000))
const SEED = Number(process.env.SEED ?? 7702)

/** `share`: of all runs, in hundredths. `held`: of these, how many at least have every amount held. */
const KINDS: { name: string; kind: Kind; share: number; held: number }[] = [
  { name: 'the corpus with other values', kind: alone, share: 30, held: 100 },
  { name: 'several of them in a batch', kind: batch, share: 10, held: 100 },
  { name: 'several of them inside of one call', kind: nested, share: 5, held: 100 },
  { name: 'the corpus with what nobody meant', kind: meddled, share: 25, held: 60 },
]

describe('security: no throw, within bounds, no wrong amount', { timeout: 7_200_000 }, () => {
  test.each(KINDS)('$name', ({ name, kind, share, held }) => {
    const runs = Math.ceil((RUNS * share) / 100)
    const { wrong, times, held: found } = measure(kind, runs, createRandom(SEED), isSoak)
    times.sort((a, b) => a - b)
    const at = (part: number) => (times[Math.floor((times.length - 1) * part)] ?? 0).toFixed(1)
    if (isSoak)
      console.log(
        `${name}: ${runs} of seed ${SEED}, ${found} with all amounts held, ${wrong.length} wrong; ` +
          `ms: p50 ${at(0.5)}, p99 ${at(0.99)}, p99.9 ${at(0.999)}, max ${at(1)}`,
      )
    expect(wrong.slice(0, 20)).toEqual([])
    expect((100 * found) / runs).toBeGreaterThanOrEqual(held)
  })
})

test('param: most of the corpus is held with other values, in batches and inside of calls', () => {
  const { alone, batch, nested } = reach()
  expect(alone).toBeGreaterThan(350)
  expect(batch).toBeGreaterThan(170)
  expect(nested).toBeGreaterThan(130)
})
