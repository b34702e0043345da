import { expect, test } from 'vitest'
import { placeIn } from './place.ts'

const size = { width: 376 }

test('behavior: within the top right corner of the window that asks', () => {
  expect(placeIn({ left: 100, top: 50, width: 1200 }, size)).toEqual({ left: 912, top: 62 })
  expect(placeIn({ left: -1600.4, top: -10, width: 1600 }, size)).toEqual({ left: -388, top: 2 })
})

test('behavior: never left of a window that is narrower', () => {
  expect(placeIn({ left: 30, top: 0, width: 300 }, size)).toEqual({ left: 30, top: 12 })
})

test('behavior: nowhere in particular where the bounds are not told', () => {
  for (const bounds of [{}, { left: 1, top: 1 }, { left: 1, width: 1 }, { top: 1, width: 1 }])
    expect(placeIn(bounds, size)).toEqual({})
})
