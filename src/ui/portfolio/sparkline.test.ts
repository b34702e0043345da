import { expect, test } from 'vitest'
import { linePath } from './sparkline.tsx'

test('behavior: a rising price is drawn from the bottom left to the top right, a steady one in the middle', () => {
  expect(
    linePath([
      [0, '1'],
      [10, '2'],
      [20, '3'],
    ]),
  ).toBe('M1.5 18.5L22.0 10.0L42.5 1.5')
  expect(
    linePath([
      [0, '5'],
      [20, '5'],
    ]),
  ).toBe('M1.5 10.0L42.5 10.0')
})
