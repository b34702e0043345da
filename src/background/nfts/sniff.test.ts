import { describe, expect, test } from 'vitest'
import { looksLikeSvg, sniffRaster } from './sniff.ts'

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)),
  )
const u32 = (value: number) => [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]
const png = (width: number, height: number) =>
  bytes('\x89PNG\r\n\x1a\n', u32(13), 'IHDR', u32(width), u32(height), [8, 6, 0, 0, 0])
const gif = bytes('GIF89a', [0x0a, 0, 0x14, 0])
const jpeg = bytes('\xff\xd8\xff\xe0', [0, 4, 1, 2], '\xff\xc0', [0, 11, 8, 0, 20, 0, 10, 1, 0, 0, 0, 0])
const webpX = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0], [9, 0, 0], [19, 0, 0])
const webpL = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [5, 0, 0, 0, 0x2f], [9 | 0, 0xc0, 4, 0])
const webp = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 10, 0, 20, 0])
const avif = bytes(
  u32(24),
  'ftypavif',
  u32(0),
  'mif1',
  u32(20),
  'ispe',
  u32(0),
  u32(10),
  u32(20),
  u32(0),
  u32(0),
  u32(0),
)

describe('a picture by its bytes', () => {
  test.each([
    ['image/png', png(10, 20)],
    ['image/gif', gif],
    ['image/jpeg', jpeg],
    ['image/webp', webpX],
    ['image/webp', webpL],
    ['image/webp', webp],
    ['image/avif', avif],
  ])('param: %s', (type, given) => expect(sniffRaster(given)).toEqual({ type, width: 10, height: 20 }))

  test('security: more pixels than memory should hold, none, or too few bytes to tell', () => {
    expect(sniffRaster(png(6000, 6000))).not.toBeNull()
    expect(sniffRaster(png(60_000, 60_000))).toBeNull()
    expect(sniffRaster(png(16_385, 1))).toBeNull()
    expect(sniffRaster(png(0, 10))).toBeNull()
    for (const whole of [png(1, 1), gif, jpeg, webpX, webpL, webp, avif])
      for (let length = 0; length < whole.length; length++)
        expect(() => sniffRaster(whole.subarray(0, length))).not.toThrow()
  })

  test.each(['<html><img src=x>', '%PDF-1.7', 'MZ', '', '\0\0\0\x18ftypmp42'])(
    'security: %s is none',
    (given) => expect(sniffRaster(bytes(given))).toBeNull(),
  )
})

test.each([
  ['<svg/>', true],
  ['\uFEFF <?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE svg PUBLIC "a" "b">\n<svg xmlns="x">', true],
  ['<!DOCTYPE svg [<!ENTITY a "b">]><svg>', false],
  ['<html><svg/></html>', false],
  ['text <svg/>', false],
  ['<svgx/>', false],
])('param: %s', (given, is) => expect(looksLikeSvg(given)).toBe(is))
