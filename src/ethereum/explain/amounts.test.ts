import { describe, expect, it } from 'vitest'
import { timeRow, timeText, untilWords } from './amounts.ts'

describe('dates', () => {
  it.each([
    [4_102_444_800n, '1 January 2100'],
    [4_102_444_801n, '1 January 2100, 00:00:01 UTC'],
    [1_790_000_000n, '21 September 2026, 14:13:20 UTC'],
    [1_795_869_000n, '28 November 2026, 12:30 UTC'],
    [0n, '1 January 1970'],
    [253_402_300_799n, '31 December 9999, 23:59:59 UTC'],
    [253_402_300_800n, '253402300800 (beyond any date)'],
    [-1n, '-1 (beyond any date)'],
  ])('behavior: %s seconds are %s', (seconds, text) => expect(timeText(seconds)).toBe(text))

  it('behavior: in a row a date has its digits too', () => {
    expect(timeRow(1_795_869_000n)).toBe('28 November 2026, 12:30 UTC (2026-11-28 12:30:00Z)')
    expect(timeRow(-1n)).toBe('-1 (beyond any date)')
    expect(timeRow(253_402_300_800n)).toBe('253402300800 (beyond any date)')
  })

  it('behavior: the end of a right is a day, or none', () => {
    expect(untilWords(4_102_444_800n)).toBe('until 1 January 2100')
    expect(untilWords(2n ** 256n - 1n)).toBe('for ever')
  })
})
