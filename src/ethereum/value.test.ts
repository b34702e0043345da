import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPlain, parseValue, plainNumber, worthOf } from './value.ts'

describe('value', () => {
  it('behavior: an amount times a price', () => {
    expect(formatPlain(worthOf(1_500_000_000_000_000_000n, 18, '3120.5') ?? 0n)).toBe('4680.75')
    expect(formatPlain(worthOf(1n, 6, '1') ?? 0n)).toBe('0.000001')
    expect(formatPlain(worthOf(5n, 0, '0.00000000000001') ?? 0n)).toBe('0.00000000000005')
    expect(worthOf(1n, 18, 'NaN')).toBeNull()
  })

  it('param: what a source sends as a JSON number', () => {
    expect(plainNumber('1e-7')).toBe('0.0000001')
    expect(plainNumber('1.25e-9')).toBe('0.00000000125')
    expect(plainNumber('1E+21')).toBe('1000000000000000000000')
    expect(plainNumber('1.5e1')).toBe('15')
    expect(plainNumber('12.345e1')).toBe('123.45')
    expect(plainNumber('-2.5')).toBe('-2.5')
    expect(plainNumber('0.12345678901234567890123')).toBe('0.12345678901234567890123')
    for (const none of ['NaN', 'Infinity', '', ' 1', '1e', '.5', '0x10', '1e9999', '1'.repeat(61)])
      expect(plainNumber(none), none).toBeNull()
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(plainNumber(String(value)))).toBe(value === 0 ? 0 : value)
      }),
    )
  })

  it('behavior: read and written back it is the same', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), (value) => {
        expect(parseValue(formatPlain(value))).toBe(value)
      }),
    )
    for (const text of ['', '1.', '.5', '1e5', '0x1', ' 1', '1,5', 'Infinity'])
      expect(parseValue(text)).toBeNull()
  })
})
