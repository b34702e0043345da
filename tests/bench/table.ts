/** The table of the bench: as it is printed, and as it is kept, where a run of a section renews the rows of that. */
import type { Row } from './measure'

const HEAD = ['section', 'figure', 'floor', 'wallet', 'ratio', 'goal', 'met']

const show = (value: number) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)

function cells(row: Row): string[] {
  const ratio = row.floor === null ? null : row.wallet / row.floor
  const held = ratio ?? row.wallet
  const met = row.least ? held >= row.goal : held <= row.goal
  const goal = `${row.least ? '≥' : '≤'} ${show(row.goal)}${ratio === null ? ` ${row.unit}` : ' ×'}`
  const floor = row.floor === null ? '' : `${show(row.floor)} ${row.unit}`
  return [
    row.section,
    row.figure,
    floor,
    `${show(row.wallet)} ${row.unit}`,
    ratio === null ? '' : `${show(ratio)} ×`,
    goal,
    met ? 'yes' : 'no',
  ]
}

function aligned(all: readonly string[][]): string[][] {
  const widths = all[0]?.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0))) ?? []
  return all.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)))
}

export const printed = (rows: readonly Row[]): string =>
  aligned([HEAD, ...rows.map(cells)])
    .map((row) => row.join('  '))
    .join('\n')

/** @param before the kept table; @param day of this run */
export function kept(before: string, rows: readonly Row[], day: string): string {
  const lines = before.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| -'))
  const old = lines.slice(1).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  const fresh = rows.map((row) => [...cells(row), day])
  const sectionsOf = (some: readonly string[][]) => some.map(([section]) => section)
  const renewed = new Set(sectionsOf(fresh))
  const all = [...new Set(sectionsOf([...old, ...fresh]))].flatMap((section) =>
    (renewed.has(section) ? fresh : old).filter((row) => row[0] === section),
  )
  // A section may come twice in one run: its last figures stand.
  const last = new Map(all.map((row) => [`${row[0]} ${row[1]}`, row]))
  const [top = [], ...rest] = aligned([[...HEAD, 'day'], ...last.values()])
  const rule = top.map((cell) => '-'.repeat(cell.length))
  return `${[top, rule, ...rest].map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`
}
