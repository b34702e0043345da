import { expect, test } from 'vitest'
import { formatChange, formatMoney } from './money.ts'

const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ')

test.each([
  ['1234.567', 'USD', 'total', '$1 234.56'],
  ['0.999999', 'EUR', 'row', '€0.99'],
  ['1234.9', 'JPY', 'row', '¥1 234'],
  ['0', 'USD', 'row', '$0.00'],
  ['0.009', 'USD', 'row', '< $0.01'],
  ['0.000000000000000001', 'BTC', 'row', '< 0.00001 BTC'],
  ['0.5', 'JPY', 'row', '< ¥1'],
  ['-12.345', 'USD', 'row', '−$12.34'],
  ['1.234567891', 'ETH', 'total', '1.23456 ETH'],
  ['0.00012345678', 'USD', 'price', '$0.000123456'],
  ['9007199254740993.01', 'USD', 'row', '$9.00 × 10¹⁵'],
  ['900719925474099.31', 'USD', 'total', '$900 719 925 474 099.31'],
  ['1234567890', 'USD', 'row', '$1.23B'],
  ['not a number', 'USD', 'row', '–'],
] as const)('behavior: %s %s as %s is written %s', (value, currency, style, written) => {
  expect(plain(formatMoney(value, currency, style))).toBe(written)
})

test.each([
  ['1.259', '+1.25 %', 'up'],
  ['-0.5', '−0.50 %', 'down'],
  ['0.001', '0.00 %', 'same'],
  ['-0.001', '0.00 %', 'same'],
  ['30498975', '> +9999 %', 'up'],
] as const)('behavior: a change of %s is written %s', (percent, text, way) => {
  const change = formatChange(percent)
  expect([plain(change?.text ?? ''), change?.way]).toEqual([text, way])
})
