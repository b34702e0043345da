// `npm run bench`: what the wallet costs, beside an extension that only relays (the floor), in one run. Ratios, not
// times: absolute times mean little on a shared machine. `npm run bench -- NAME` runs one section, `--runs N` the
// number of rounds (5); with fewer than five nothing is kept.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ensure } from '../tools/ensure.mjs'

const root = resolve(import.meta.dirname, '../..')
process.chdir(root)
const words = process.argv.slice(2)
const runsAt = words.indexOf('--runs')
const runs = runsAt < 0 ? 5 : Number(words[runsAt + 1])
const only = words.find((word, i) => !word.startsWith('-') && (runsAt < 0 || i !== runsAt + 1))

const { chromium } = await ensure({ firefox: false })
process.env.CHROMIUM_PATH = chromium
const { createBuilder, runnerImport } = await import('vite')
await (await createBuilder({ root, logLevel: 'error' })).buildApp()
const load = async (file) => (await runnerImport(resolve(root, file), { root, logLevel: 'error' })).module
const [module, table] = [await load('tests/bench/sections.ts'), await load('tests/bench/table.ts')]

const folder = mkdtempSync(join(tmpdir(), 'candor-bench-'))
try {
  cpSync(join(root, 'dist'), join(folder, 'wallet'), { recursive: true })
  cpSync(join(root, 'tests/bench/floor'), join(folder, 'floor'), { recursive: true })
  const rows = await module.measure({ folder, runs, only })
  console.log(table.printed(rows))
  // Fewer rounds are for a look at something.
  if (runs >= 5) {
    const machine = `${cpus().length} × ${cpus()[0].model.trim()}, Node ${process.version}, ${await module.browserVersion(folder)}`
    const head = `# Results\n\nMedians of ${runs} on ${machine}. \`npm run bench\` makes this table, \`npm run bench -- NAME\` renews the rows of a section.\n\n`
    const file = join(root, 'tests/bench/RESULTS.md')
    const before = existsSync(file) ? readFileSync(file, 'utf8') : ''
    writeFileSync(file, head + table.kept(before, rows, new Date().toISOString().slice(0, 10)))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)
