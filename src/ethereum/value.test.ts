import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimalOf, formatPlain, parseValue, worthOf } from './value.ts'

describe('value', () => {
  it('behavior: an amount times a price', () => {
    expect(formatPlain(worthOf(1_500_000_000_000_000_000n, 18, '3120.5') ?? 0n)).toBe('4680.75')
    expect(formatPlain(worthOf(1n, 6, '1') ?? 0n)).toBe('0.000001')
    expect(formatPlain(worthOf(5n, 0, '0.00000000000001') ?? 0n)).toBe('0.00000000000005')
    expect(worthOf(1n, 18, 'NaN')).toBeNull()
  })

  it('param: what a source sends as a JSON number', () => {
    expect(decimalOf(1e-7)).toBe('0.0000001')
    expect(decimalOf(1.25e-9)).toBe('0.00000000125')
    expect(decimalOf(1e21)).toBe('1000000000000000000000')
    expect(decimalOf(1.5e22)).toBe('15000000000000000000000')
    expect(decimalOf(-2.5)).toBe('-2.5')
    expect(decimalOf(Number.NaN)).toBeNull()
    expect(decimalOf(Number.POSITIVE_INFINITY)).toBeNull()
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(decimalOf(value))).toBe(value === 0 ? Number(String(value)) : value)
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
