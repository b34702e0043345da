import { expect, test } from 'vitest'
import { COARSE, DAY, FINE, nearest, type Series, shorten, thin } from './series'

const NOW = 1_800_000_000

test('behavior: five minutes apart for a day, an hour for a month, a day for years', () => {
  const everyMinute: Series = []
  for (let at = NOW - 40 * DAY; at <= NOW; at += 60) everyMinute.push([at, String(at)])
  const kept = thin(everyMinute, FINE, NOW)
  const within = (from: number, to: number) => kept.filter(([at]) => at > NOW - to && at <= NOW - from)
  expect(within(0, DAY).length).toBeGreaterThanOrEqual(288)
  expect(within(0, DAY).length).toBeLessThanOrEqual(289)
  expect(Math.abs(within(DAY, 31 * DAY).length - 720)).toBeLessThanOrEqual(2)
  expect(Math.abs(within(31 * DAY, 40 * DAY).length - 9)).toBeLessThanOrEqual(1)
  expect(kept.at(-1)?.[0]).toBe(NOW)
  // Thinning what is thin changes nothing.
  expect(thin(kept, FINE, NOW)).toEqual(kept)
})

test('behavior: what is too old or from a clock that ran ahead goes', () => {
  expect(
    thin(
      [
        [NOW - 400 * DAY, '1'],
        [NOW - 60, '2'],
        [NOW + 600, '3'],
      ],
      COARSE,
      NOW,
    ),
  ).toEqual([[NOW - 60, '2']])
})

test.each([
  ['1234.567890123', '1234.5678'],
  ['0.000000123456789012', '0.00000012345678'],
  ['0.5', '0.5'],
  ['123456789.5', '123456789'],
  ['3000', '3000'],
  ['0.10000000', '0.1'],
  ['10.000000001', '10'],
])('param: %s is kept as %s', (given, kept) => {
  expect(shorten(given)).toBe(kept)
})

test('behavior: the nearest point counts, unless it is too far away', () => {
  const points: Series = [
    [100, 'a'],
    [200, 'b'],
  ]
  expect(nearest(points, 140, 50)).toBe('a')
  expect(nearest(points, 170, 50)).toBe('b')
  expect(nearest(points, 300, 50)).toBe(null)
  expect(nearest([], 300, 50)).toBe(null)
})
