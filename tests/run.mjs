// `npm test`: everything that a change has to pass. The last line is `N passed, N failed, N skipped`.
// `npm test -- static unit` runs some of the steps only; `--soak` runs the long tests too.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { ensure } from './tools/ensure.mjs'

const root = resolve(import.meta.dirname, '..')
const reports = join(root, 'test-output/reports')
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const totals = { passed: 0, failed: 0, skipped: 0 }
/** What failed, a line each: told again before the count, where it is found in a long output. */
const failures = []

function wants(step) {
  return wanted.length === 0 || wanted.includes(step)
}

function count({ passed = 0, failed = 0, skipped = 0 }) {
  totals.passed += passed
  totals.failed += failed
  totals.skipped += skipped
}

const environment = { ...process.env, CI: process.env.CI ?? '1' }
if (process.argv.includes('--soak')) environment.SOAK = '1'

const minute = 60_000
const limits = { check: 5 * minute, suite: (environment.SOAK ? 240 : 30) * minute }
const running = new Set()
let interrupted = false

/** Ends a step with everything that it started: at first kindly, so that it can close its browsers. */
function end(child) {
  child.kill('SIGTERM')
  const timer = setTimeout(() => {
    if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'])
    else process.kill(-child.pid, 'SIGKILL')
  }, 10_000)
  child.once('close', () => clearTimeout(timer))
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    interrupted = true
    for (const child of running) end(child)
  })
}

/** Runs a program of node_modules. A streamed one shows its output as it comes, another answers it. */
function runTool(script, args, { stream = false, env = {}, limit = limits.check } = {}) {
  if (interrupted) throw new Error('Interrupted')
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    env: { ...environment, ...env },
    stdio: ['ignore', stream ? 'inherit' : 'pipe', stream ? 'inherit' : 'pipe'],
    // A group of its own, so that a runner's workers can be ended with it.
    detached: process.platform !== 'win32',
  })
  running.add(child)
  let output = ''
  for (const source of [child.stdout, child.stderr]) {
    source?.on('data', (chunk) => {
      output += chunk
    })
  }
  const timer = setTimeout(() => {
    console.log(`${script} was stopped: it ran for more than ${limit / minute} minutes`)
    end(child)
  }, limit)
  return new Promise((done) => {
    const settle = (result) => {
      clearTimeout(timer)
      running.delete(child)
      done(result)
    }
    child.once('error', (error) => settle({ code: 1, output: String(error) }))
    child.once('close', (code) => settle({ code: code ?? 1, output }))
  })
}

function report(name, started, result) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  const { passed = 0, failed = 0, skipped = 0 } = result
  const counts =
    passed + failed + skipped === 1 ? '' : `: ${passed} passed, ${failed} failed, ${skipped} skipped`
  console.log(`${failed > 0 ? '✗' : '✓'} ${name}${counts} (${seconds} s)`)
  count(result)
}

/** A check that passes or fails as a whole: its output matters only when it fails. */
async function check(name, script, args) {
  const started = Date.now()
  const { code, output } = await runTool(script, args)
  if (code !== 0) {
    console.log(output.trimEnd())
    failures.push(name)
  }
  report(name, started, code === 0 ? { passed: 1 } : { failed: 1 })
  return code === 0
}

/** A runner that counts for itself and writes a report, out of which `read` makes numbers. */
async function suite(name, script, args, { env, file, read }) {
  const started = Date.now()
  const path = join(reports, file)
  rmSync(path, { force: true })
  const { code } = await runTool(script, args, { stream: true, env, limit: limits.suite })
  let result
  try {
    result = read(JSON.parse(readFileSync(path, 'utf8')))
    failures.push(...result.names)
  } catch {
    console.log(`${name}: the runner left no report`)
    result = { failed: 1 }
  }
  if (result.passed + result.failed + result.skipped === 0) {
    console.log(`${name}: no test ran`)
    result.failed = 1
  }
  if (code !== 0 && result.failed === 0) {
    console.log(`${name}: the runner failed outside of its tests (exit code ${code})`)
    result.failed = 1
  }
  report(name, started, result)
}

/** A file that cannot even be loaded has no tests in the report, and is a failure of its own. */
function readVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
    names: [
      ...broken.map(({ name, message }) => line(name, 'cannot be loaded', message)),
      ...testResults.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter((test) => test.status === 'failed')
          .map((test) => line(name, test.fullName, test.failureMessages[0])),
      ),
    ],
  }
}

function line(file, test, message = '') {
  const [reason] = stripVTControlCharacters(message).trim().split('\n')
  return `${relative(root, file)} › ${test}: ${reason.slice(0, 300)}`
}

/** The tests of a suite and of what stands within it, of which the last try failed. */
function brokenSpecs({ specs = [], suites = [] }) {
  const own = specs
    .filter((spec) => !spec.ok)
    .map((spec) =>
      line(resolve(root, 'tests/e2e', spec.file), spec.title, spec.tests[0]?.results.at(-1)?.error?.message),
    )
  return [...own, ...suites.flatMap(brokenSpecs)]
}

function readPlaywright({ stats, errors, suites }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
    skipped: stats.skipped,
    names: brokenSpecs({ suites }),
  }
}

function vitest(name, project) {
  const file = `${project}.json`
  const outputs = ['--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, file)}`]
  return suite(name, 'vitest/vitest.mjs', ['run', '--project', project, ...outputs], {
    file,
    read: readVitest,
  })
}

function playwright() {
  return suite('End to end, Chromium', '@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'e2e.json') },
    file: 'e2e.json',
    read: readPlaywright,
  })
}

async function staticChecks() {
  await check('Format and lint', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])
  await check('Types', 'typescript/bin/tsc', [])
}

async function main() {
  const started = Date.now()
  const browsers = await ensure({ firefox: wants('firefox') })
  environment.CHROMIUM_PATH = browsers.chromium
  mkdirSync(reports, { recursive: true })

  const needsBuild = wants('e2e') || wants('firefox')
  let built = false
  async function checksThenBuild() {
    if (wants('static')) await staticChecks()
    if (needsBuild) built = await check('Build', 'vite/bin/vite.js', ['build'])
  }
  await Promise.all([checksThenBuild(), wants('unit') && vitest('Unit and integration', 'unit')])

  if (built && wants('e2e')) await playwright()
  if (built && wants('firefox')) {
    if (browsers.firefox) {
      environment.FIREFOX_PATH = browsers.firefox
      await vitest('Firefox', 'firefox')
    } else {
      console.log('- Firefox: skipped, none is installed')
      count({ skipped: 1 })
    }
  }
  console.log(`Took ${((Date.now() - started) / 1000).toFixed(0)} s`)
}

try {
  await main()
} catch (error) {
  console.log(error instanceof Error ? error.message : error)
  count({ failed: 1 })
}
for (const failure of failures) console.log(`✗ ${failure}`)
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0
