import { expect, test } from 'vitest'
import type { Row } from './measure'
import { kept, printed } from './table'

const row = (section: string, figure: string, wallet: number, floor: number | null = null): Row => ({
  section,
  figure,
  floor,
  wallet,
  unit: 'ms',
  goal: 2,
})
const cellsOf = (table: string) =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))

test('behavior: a run of a section renews its rows and leaves those of others', () => {
  const first = kept(
    '',
    [row('popup', 'paint', 1), row('popup', 'old', 1), row('page', 'heap', 3, 1)],
    'day 1',
  )
  const second = kept(`# Results\n\nwords\n\n${first}`, [row('popup', 'paint', 4, 1)], 'day 2')
  const rows = cellsOf(second).slice(2)
  expect(rows.map((cells) => [cells[1], cells[2], cells[5], cells[7], cells[8]])).toEqual([
    ['popup', 'paint', '4.00 ×', 'no', 'day 2'],
    ['page', 'heap', '3.00 ×', 'no', 'day 1'],
  ])
})

test('behavior: what one run measures twice stands once', () => {
  expect(cellsOf(kept('', [row('page', 'heap', 1), row('page', 'heap', 2)], 'day')).slice(2)).toHaveLength(1)
})

test('behavior: columns stand under each other', () => {
  const lines = printed([row('page', 'heap', 1), row('popup', 'a longer figure', 1)]).split('\n')
  expect(new Set(lines.map((line) => line.length)).size).toBe(1)
})
