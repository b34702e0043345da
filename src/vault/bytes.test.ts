import { describe, expect, test } from 'vitest'
import { equalBytes, fromBase64, fromUtf8, present, toBase64, toUtf8, wipe } from './bytes.ts'

describe('base64', () => {
  test('behavior: round trip, with the length checked', () => {
    const bytes = Uint8Array.of(0, 1, 254, 255)
    expect(fromBase64(toBase64(bytes))).toEqual(bytes)
    expect(fromBase64(toBase64(bytes), 4)).toEqual(bytes)
    expect(fromBase64(toBase64(bytes), 5)).toBeNull()
  })

  test.each([undefined, 1, 'AAE', 'AAE=\n', ' AAE=', 'A_8=', '!!!!', 'AAF='])(
    'security: %j is not canonical base64',
    (text) => {
      expect(fromBase64(text)).toBeNull()
    },
  )
})

test('behavior: UTF-8 keeps a byte-order mark and refuses what is not UTF-8', () => {
  expect(fromUtf8(toUtf8('\ufeffñ'))).toBe('\ufeffñ')
  expect(fromUtf8(Uint8Array.of(0xc3))).toBeNull()
})

test('behavior: bytes are equal when every byte is', () => {
  expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true)
  expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false)
  expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1))).toBe(false)
})

test('behavior: wiped bytes are zeros', () => {
  const [a, b] = [Uint8Array.of(1, 2), Uint8Array.of(3)]
  wipe(a, b)
  expect([...a, ...b]).toEqual([0, 0, 0])
})

test('error: what must be there is', () => {
  expect(present(0)).toBe(0)
  expect(() => present(null)).toThrow('Internal error')
  expect(() => present(undefined)).toThrow('Internal error')
})
