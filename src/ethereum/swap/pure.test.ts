import { expect, test } from 'vitest'
import { autoSlippage, limitOf } from './slippage.ts'
import { bestChoice, type Curve } from './split.ts'
import { feesOf, type Route, routesOf, type Venue } from './venue.ts'
import { whyFailed } from './why-failed.ts'

const [A, B, C] = ['a', 'b', 'c'].map((c) => `0x${c.repeat(40)}` as const) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
]
const venue = (more: Partial<Venue> = {}): Venue => ({
  id: 'v3',
  name: 'V3',
  kind: 'v3',
  style: 'router02',
  quoter: A,
  router: C,
  fees: [500, 3000],
  ...more,
})
const curve = (fee: number, at: [number, bigint][], cost = 0n, more: Partial<Venue> = {}): Curve => ({
  route: { venue: venue(more), tokens: [A, B], fees: [fee] } satisfies Route,
  at: new Map(at),
  cost,
})

test('behavior: automatic slippage grows with what the route moved and with its impact, within bounds', () => {
  const calm = { fees: [100], movedBps: 0, impactBps: 0 }
  expect(autoSlippage(calm)).toBe(10)
  expect(autoSlippage({ ...calm, fees: [100, 3000] })).toBe(30)
  expect(autoSlippage({ ...calm, movedBps: 20 })).toBe(50)
  expect(autoSlippage({ ...calm, impactBps: 33 })).toBe(45)
  expect(autoSlippage({ fees: [3000], movedBps: null, impactBps: null })).toBe(60)
  expect(autoSlippage({ fees: [3000], movedBps: 4000, impactBps: 4000 })).toBe(300)
  expect(autoSlippage({ ...calm, impactBps: -50 })).toBe(10)
})

test('behavior: limits are rounded in favour of the person', () => {
  expect(limitOf('in', 999n, 50)).toBe(995n)
  expect(limitOf('out', 999n, 50)).toBe(1003n)
})

test('behavior: two routes where they give more than the second one costs, else one', () => {
  const one = curve(500, [
    [5, 55n],
    [10, 100n],
  ])
  const two = curve(3000, [
    [5, 54n],
    [10, 98n],
  ])
  const both = bestChoice('in', [one, two], 10)
  expect(both?.shares.map(({ part, amount }) => [part, amount])).toEqual([
    [5, 55n],
    [5, 54n],
  ])
  const dear = bestChoice(
    'in',
    [
      one,
      curve(
        3000,
        [
          [5, 54n],
          [10, 98n],
        ],
        10n,
      ),
    ],
    10,
  )
  expect(dear?.shares).toHaveLength(1)
  const least = bestChoice('out', [one, two], 10)
  expect(least).toMatchObject({ net: -98n })
})

test('security: no pool is passed twice at once, and only one router is called', () => {
  const at: [number, bigint][] = [
    [5, 60n],
    [10, 100n],
  ]
  expect(bestChoice('in', [curve(500, at), curve(500, at)], 10)?.shares).toHaveLength(1)
  expect(bestChoice('in', [curve(500, at), curve(3000, at, 0n, { router: B })], 10)?.shares).toHaveLength(1)
  const old = { style: 'v2' } as const
  expect(bestChoice('in', [curve(500, at, 0n, old), curve(3000, at, 0n, old)], 10)?.shares).toHaveLength(1)
  expect(bestChoice('in', [], 10)).toBeNull()
})

test('behavior: every way of one or two hops, and none through the ends themselves', () => {
  const market = {
    wrapped: A,
    bases: [A, B, C],
    venues: [venue(), venue({ id: 'v2', kind: 'v2', fees: [3000] })],
  }
  // v3: two fees straight, four over the one token between; v2: one of each.
  expect(routesOf(market, A, B, 'in')).toHaveLength(2 + 4 + 1 + 1)
  const curves = { ...market, venues: [venue({ kind: 'solidly' })] }
  expect(routesOf(curves, A, B, 'out')).toEqual([])
})

test('behavior: pools that are told apart by their ticks count as usual ones, but for the closest', () => {
  const fees = [1, 100]
  const spaced = { venue: venue({ spacings: true }), tokens: [A, B, C], fees }
  expect(feesOf(spaced)).toEqual([100, 3000])
  expect(feesOf({ ...spaced, venue: venue() })).toEqual(fees)
})

test('behavior: why it failed, in words', () => {
  expect(whyFailed('It failed: Too little received.', false)).toMatch(/^The price moved/)
  expect(whyFailed('It failed: UniswapV2Router: INSUFFICIENT_OUTPUT_AMOUNT.', false)).toMatch(
    /^The price moved/,
  )
  expect(whyFailed('It failed: Transaction too old.', false)).toMatch(/^Its deadline/)
  expect(whyFailed('The contract refused it.', true)).toMatch(/^Its deadline/)
  expect(whyFailed('It ran out of gas: its limit was 5', false)).toBe(
    'It ran out of gas: its limit was 5. Nothing was swapped.',
  )
})
