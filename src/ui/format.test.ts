import { describe, expect, test } from 'vitest'
import {
  exactUnits,
  fieldOf,
  fold,
  formatUnits,
  groupedUnits,
  hostOf,
  listWords,
  messageOf,
  shortAddress,
  shortUnits,
  timeAgo,
  waitWords,
} from './format.ts'

const plain = (text: string) => text.replaceAll('\u202f', ' ')

describe('amounts', () => {
  test.each([
    ['0', 18, '0'],
    ['1', 18, '0.000000000000000001'],
    ['1500000000000000000', 18, '1.5'],
    ['-1500000000000000000', 18, '-1.5'],
    ['42', 0, '42'],
    ['100', 2, '1'],
  ])('behavior: every digit of %s at %i decimals is %s', (value, decimals, text) => {
    expect(exactUnits(value, decimals)).toBe(text)
  })

  test.each([
    ['123456', 0, '123 456'],
    ['1234567891', 3, '1 234 567'],
    ['999999999999', 3, '999 999 999'],
    ['123456789012', 0, '123.45B'],
    ['-123456789012345', 0, '−123.45T'],
    ['999999999999999', 0, '999.99T'],
    ['1234567890123456', 0, '1.23 × 10¹⁵'],
    ['1000000000000000000000000000', 18, '1B'],
  ])('behavior: in a row, %s at %i decimals is %s', (value, decimals, text) => {
    expect(plain(shortUnits(value, decimals))).toBe(text)
  })

  test.each([
    ['123456789012345678901234', 18, '123 456.789012345678901234'],
    ['-1234', 0, '−1 234'],
    ['-123', 0, '−123'],
    ['999', 0, '999'],
    ['0', 18, '0'],
  ])('behavior: every digit of %s at %i decimals stands apart as %s', (value, decimals, text) => {
    expect(plain(groupedUnits(value, decimals))).toBe(text)
  })

  test.each([
    ['0', 18, '0'],
    ['3104220000', 6, '3 104.22'],
    ['999', 2, '9.99'],
    // Cut, never rounded up: what is shown is always there.
    ['1999999999999999999', 18, '1.999999'],
    ['1', 18, '< 0.000001'],
    ['-1', 18, '< −0.000001'],
    ['-1500000000000000000', 18, '−1.5'],
    ['123456789012345678901234567890', 18, '123 456 789 012.34'],
    ['115792089237316195423570985008687907853269984665640564039457584007913129639935', 18, '1.15 × 10⁵⁹'],
  ])('behavior: %s at %i decimals is read as %s', (value, decimals, text) => {
    expect(plain(formatUnits(value, decimals))).toBe(text)
  })
})

describe('words', () => {
  test('behavior: times are told in words, then as a date', () => {
    const now = Date.UTC(2026, 0, 31)
    expect(timeAgo(now, now)).toBe('just now')
    expect(timeAgo(now + 5_000, now)).toBe('just now')
    expect(timeAgo(now - 30_000, now)).toBe('30 seconds ago')
    expect(timeAgo(now - 60_000, now)).toBe('1 minute ago')
    expect(timeAgo(now - 7_200_000, now)).toBe('2 hours ago')
    expect(timeAgo(now - 3 * 86_400_000, now)).toBe('3 days ago')
    expect(timeAgo(Date.UTC(2025, 0, 2, 12), now)).toBe('2 January 2025')
  })

  test('behavior: long names fold in the middle', () => {
    expect(fold('short', 10)).toBe('short')
    expect(fold('abcdefghijklmnop', 9)).toBe('abcd…mnop')
  })

  test('behavior: lists, hosts and addresses', () => {
    expect([listWords([]), listWords(['a']), listWords(['a', 'b']), listWords(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ])
    expect(hostOf('https://rpc.example:8545/key')).toBe('rpc.example:8545')
    expect(hostOf('nonsense')).toBe('nonsense')
    expect(shortAddress('0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045')).toBe('0xd8dA…6045')
  })

  test('behavior: a failure without words still says what is safe', () => {
    expect(messageOf(new Error('Because.'))).toBe('Because.')
    expect(messageOf('x')).toContain('Nothing was signed or sent')
    expect(fieldOf(Object.assign(new Error('No.'), { data: { field: 'endpoint' } }))).toEqual({
      field: 'endpoint',
      text: 'No.',
    })
    expect(fieldOf(new Error('No.')).field).toBeNull()
  })
})

test.each([
  [1, '1 second'],
  [119, '119 seconds'],
  [121, '3 minutes'],
  [3_540, '59 minutes'],
  [3_541, '1 hour'],
  [7_201, '3 hours'],
])('behavior: %i seconds are waited for as %s, never as less', (seconds, words) => {
  expect(waitWords(seconds)).toBe(words)
})
