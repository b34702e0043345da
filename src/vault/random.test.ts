import { describe, expect, test } from 'vitest'
import { checkRandomness, randomBytes } from './random.ts'

test('security: 100 000 draws, none twice', () => {
  const draws = new Set(Array.from({ length: 100_000 }, () => randomBytes(16).join()))
  expect(draws.size).toBe(100_000)
})

describe('checkRandomness', () => {
  let n = 0
  test.each([
    ['a constant', (length: number) => new Uint8Array(length).fill(0x55)],
    ['a counter', (length: number) => new Uint8Array(length).fill(n++)],
    ['a generator that is stuck low', (length: number) => randomBytes(length).map((byte) => byte & 0xb7)],
    ['a generator that is stuck high', (length: number) => randomBytes(length).map((byte) => byte | 0x48)],
  ])('security: refuses %s', (_, source) => {
    expect(() => checkRandomness(source)).toThrow('no good random numbers')
  })

  test('behavior: accepts the platform, every time', () => {
    for (let i = 0; i < 200; i++) checkRandomness(randomBytes)
  })
})
