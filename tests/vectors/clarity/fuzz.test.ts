/**
 * Random requests of every kind: nothing throws, nothing takes long, and every amount that is said is the one that an
 * independent reading (ethers, and the corpus' own words) finds in that place. `npm run soak` makes 100 000 of them
 * and holds each to 50 ms; SEED and RUNS choose others.
 */
import { describe, expect, test } from 'vitest'
import type { Kind } from './fuzz/asked.ts'
import { meddled } from './fuzz/broken.ts'
import { DESCRIBED, described, dueOfCall } from './fuzz/described.ts'
import { measure } from './fuzz/measure.ts'
import { alone, batch, nested, reach } from './fuzz/of-corpus.ts'
import { createRandom } from './fuzz/random.ts'
import { signed } from './fuzz/signed.ts'
import { bulked, routed } from './fuzz/steps.ts'
import { noise, stranger } from './fuzz/strangers.ts'
import { typed } from './fuzz/typed.ts'

const isSoak = process.env.SOAK === '1'
const RUNS = Number(process.env.RUNS ?? (isSoak ? 100_000 : 500))
const SEED = Number(process.env.SEED ?? 7702)

/** `share`: of all runs, in hundredths. `held`: of these, how many at least have every amount held. */
const KINDS: { name: string; kind: Kind; share: number; held: number }[] = [
  { name: 'the corpus with other values', kind: alone, share: 25, held: 100 },
  { name: 'several of them in a batch', kind: batch, share: 5, held: 100 },
  { name: 'several of them inside of one call', kind: nested, share: 5, held: 100 },
  { name: 'the corpus with what nobody meant', kind: meddled, share: 20, held: 60 },
  { name: 'calls that a descriptor is for', kind: described, share: 15, held: 85 },
  { name: 'steps of a router', kind: routed, share: 4, held: 75 },
  { name: 'steps of a bulker', kind: bulked, share: 1, held: 90 },
  { name: 'typed data that a descriptor is for', kind: signed, share: 5, held: 90 },
  { name: 'calls of any function', kind: stranger, share: 8, held: 0 },
  { name: 'bytes that are no arguments', kind: noise, share: 6, held: 0 },
  { name: 'typed data of any types', kind: typed, share: 6, held: 100 },
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

test('param: every value in the sentence of a descriptor is of a field that it shows', () => {
  const random = createRandom(SEED)
  for (const one of DESCRIBED) expect(() => dueOfCall(one, '$dapp', random)).not.toThrow()
})
