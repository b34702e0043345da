import { expect, test } from 'vitest'
import { weightOf } from './weight'

test.each([
  ['text', 'x'.repeat(1000), 1000],
  ['text beyond ASCII', 'é'.repeat(1000), 2000],
  ['text of the widest kind', '中'.repeat(1000), 3000],
  ['many small things', Array.from({ length: 1000 }, () => 0), 40_000],
  ['the names of members', { [`k${'x'.repeat(999)}`]: null }, 1000],
  ['what lies deep', [[[{ a: 'x'.repeat(500), b: ['y'.repeat(500)] }]]], 1000],
])('security: %s weigh no less than the browser counts', (_, value, least) => {
  expect(weightOf(value)).toBeGreaterThanOrEqual(least)
  expect(weightOf(value)).toBeLessThan(2 * least + 1000)
})

test('behavior: a value weighs the same however often it is asked', () => {
  const value = { a: ['x'.repeat(100)] }
  expect(weightOf(value)).toBe(weightOf(value))
})
