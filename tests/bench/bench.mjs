// `npm run bench`: what the wallet costs, beside an extension that only relays (the floor), in one run. Ratios, not
// times: absolute times mean little on a shared machine. `npm run bench -- NAME` runs one section, `--runs N` the
// number of rounds (5).
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
const { module } = await runnerImport(resolve(root, 'tests/bench/sections.ts'), { root, logLevel: 'error' })

const folder = mkdtempSync(join(tmpdir(), 'candor-bench-'))
try {
  cpSync(join(root, 'dist'), join(folder, 'wallet'), { recursive: true })
  cpSync(join(root, 'tests/bench/floor'), join(folder, 'floor'), { recursive: true })
  const rows = await module.measure({ folder, runs, only })
  const { table, markdown } = module.print(rows)
  console.log(table)
  if (only === undefined) {
    const machine = `${cpus().length} × ${cpus()[0].model.trim()}, Node ${process.version}, ${await module.browserVersion(folder)}`
    const head = `# Results\n\nLast run: ${new Date().toISOString().slice(0, 10)}, ${machine}, medians of ${runs}. \`npm run bench\` makes this file.\n\n`
    writeFileSync(join(root, 'tests/bench/RESULTS.md'), head + markdown)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)
