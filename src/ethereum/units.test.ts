import { formatUnits, parseUnits } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatAmount, parseAmount } from './units.ts'

const S = '\u202F'
const uint = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })
const places = fc.integer({ min: 0, max: 36 })

describe('parseAmount', () => {
  it('behavior: reads what people type', () => {
    expect(parseAmount('1.5', 18)).toBe(1_500_000_000_000_000_000n)
    expect(parseAmount(' .5 ', 1)).toBe(5n)
    expect(parseAmount('5.', 6)).toBe(5_000_000n)
    expect(parseAmount('0', 0)).toBe(0n)
    expect(parseAmount('007', 0)).toBe(7n)
    expect(parseAmount(`3${S}120.22`, 2)).toBe(312_022n)
    expect(parseAmount('3 120 000', 0)).toBe(3_120_000n)
  })
  it('behavior: zeros past the decimals are nothing, other digits are refused', () => {
    expect(parseAmount('1.5000000000', 6)).toBe(1_500_000n)
    expect(() => parseAmount('1.0000001', 6)).toThrow(expect.objectContaining({ problem: 'decimals' }))
    expect(() => parseAmount('1.5', 0)).toThrow(expect.objectContaining({ problem: 'decimals' }))
    expect(() => parseAmount('1.55', 1)).toThrow('1 decimal place.')
  })
  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['-1', 'negative'],
    ['\u22121', 'negative'],
    ['1,5', 'malformed'],
    ['1,000.00', 'malformed'],
    ['.', 'malformed'],
    ['1e18', 'malformed'],
    ['0x10', 'malformed'],
    ['+1', 'malformed'],
    ['1.2.3', 'malformed'],
    ['1 5', 'malformed'],
    ['12 34', 'malformed'],
    ['٣', 'malformed'],
    ['1'.repeat(121), 'malformed'],
    [(2n ** 256n).toString(), 'malformed'],
  ])('error: %s is %s', (text, problem) => {
    expect(() => parseAmount(text, 0)).toThrow(expect.objectContaining({ problem, code: -32602 }))
  })
  it('behavior: agrees with ethers', () => {
    fc.assert(
      fc.property(uint, places, (value, decimals) => {
        const text = formatUnits(value, decimals)
        expect(parseAmount(text, decimals)).toBe(parseUnits(text, decimals))
      }),
    )
  })
})

describe('formatAmount', () => {
  it('behavior: groups thousands and drops zeros', () => {
    expect(formatAmount(312_022n, 2)).toBe(`3${S}120.22`)
    expect(formatAmount(1_000_000n, 0)).toBe(`1${S}000${S}000`)
    expect(formatAmount(10n ** 18n, 18)).toBe('1')
    expect(formatAmount(1n, 18)).toBe('0.000000000000000001')
    expect(formatAmount(0n, 18)).toBe('0')
    expect(formatAmount(-1_500n, 3)).toBe('-1.5')
  })
  it('behavior: never rounds up, and shows a rest as a rest', () => {
    expect(formatAmount(1_999_999n, 6, { maxFraction: 2 })).toBe('1.99')
    expect(formatAmount(1n, 18, { maxFraction: 6 })).toBe('<0.000001')
    expect(formatAmount(-1n, 18, { maxFraction: 6 })).toBe('>-0.000001')
    expect(formatAmount(5n, 1, { maxFraction: 0 })).toBe('<1')
    expect(formatAmount(0n, 18, { maxFraction: 6 })).toBe('0')
  })
  it('behavior: what is shown can be typed again', () => {
    fc.assert(
      fc.property(uint, places, (value, decimals) => {
        expect(parseAmount(formatAmount(value, decimals), decimals)).toBe(value)
      }),
    )
  })
  it('security: a cut amount is never more than the amount', () => {
    fc.assert(
      fc.property(uint, places, fc.integer({ min: 0, max: 8 }), (value, decimals, maxFraction) => {
        const text = formatAmount(value, decimals, { maxFraction })
        if (!text.startsWith('<')) expect(parseAmount(text, decimals) <= value).toBe(true)
      }),
    )
  })
})
