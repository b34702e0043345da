import { cpus, loadavg, release, totalmem, type } from 'node:os'

const columns = ['Figure', 'Floor', 'Wallet', 'Ratio', 'Goal', 'Met']

function shown(value, { unit, digits = 1 }) {
  return Number.isFinite(value) ? `${value.toFixed(digits)} ${unit}` : '–'
}

function isMet(goal, floor, wallet) {
  if (!Number.isFinite(wallet)) return 'not measured'
  return goal.holds(floor, wallet) ? 'yes' : 'NO'
}

function row(figure, floor, wallet) {
  const { goal, name, unit } = figure
  const ratio = wallet / floor
  const absolute = goal && !goal.text.includes('×')
  return [
    name,
    shown(floor, figure),
    shown(wallet, figure),
    Number.isFinite(ratio) ? ratio.toFixed(2) : '–',
    goal ? `${goal.text}${absolute ? ` ${unit}` : ''}` : '',
    goal ? isMet(goal, floor, wallet) : '',
  ]
}

/** One row for each figure of the sections; `medians` by section, subject and figure. */
export function table(sections, medians) {
  const rows = sections.flatMap(({ name, figures }) =>
    figures.map((figure) => {
      const { none, floor, wallet } = medians[name]
      const base = figure.overNone ? none[figure.id] : 0
      return row(figure, floor?.[figure.id] - base, wallet?.[figure.id] - base)
    }),
  )
  const widths = columns.map((column, i) => Math.max(column.length, ...rows.map((cells) => cells[i].length)))
  const line = (cells) => `| ${cells.map((cell, i) => pad(cell, widths[i], i)).join(' | ')} |`
  const rule = `| ${widths.map((width, i) => (isNumber(i) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`
  return [line(columns), rule, ...rows.map(line)].join('\n')
}

const isNumber = (column) => column >= 1 && column <= 3
const pad = (cell, width, column) => (isNumber(column) ? cell.padStart(width) : cell.padEnd(width))

export function machine() {
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} × ${cpu.model.trim()}, ${memory} GB, ${type()} ${release()}, Node ${process.versions.node}`
}

export function results({ sections, medians, runs, chromium, loadBefore }) {
  const load = (values) => values.map((value) => value.toFixed(1)).join(' ')
  return `# Results

- Date: ${new Date().toISOString().slice(0, 10)}
- Machine: ${machine()}
- Browser: Chromium ${chromium}, headless
- Runs: ${runs}, medians; load of the machine before and after (1, 5, 15 min): ${load(loadBefore)}; ${load(loadavg())}

The floor is an extension that relays a request and does nothing else (\`tests/bench/floor\`). kB are 1000 bytes.
Written by \`npm run bench\`; what each figure means stands in \`tests/bench/README.md\`.

${table(sections, medians)}
`
}
