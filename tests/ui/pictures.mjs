// Takes a picture of every screen and state, light and dark, narrow and wide, and runs axe on each.
// node tests/ui/pictures.mjs [pattern of the shots' names] [pattern of sizes and themes, as popup.dark]
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { chromium } from '@playwright/test'
import { build, preview } from 'vite'
import { approvalShots } from './approval-shots.mjs'
import { shots } from './shots.mjs'
import { swapShots } from './swap-shots.mjs'

const root = resolve(import.meta.dirname, '../..')
const configFile = resolve(root, 'tests/ui/preview/vite.config.ts')
const out = resolve(root, 'test-output/preview')
const [only, where = ''] = process.argv.slice(2)
const axe = readFileSync(resolve(root, 'node_modules/axe-core/axe.min.js'), 'utf8')
const SIZES = {
  popup: { width: 360, height: 600 },
  tab: { width: 1000, height: 800 },
  small: { width: 320, height: 480 },
  /** Letters of twice the size. */
  large: { width: 360, height: 600 },
}

if (!only) rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
await build({ configFile, logLevel: 'warn' })
const server = await preview({ configFile, logLevel: 'warn', preview: { port: 0, host: '127.0.0.1' } })
const base = server.resolvedUrls.local[0]
const launch = (...more) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', ...more],
  })
const usual = await launch()
const largeLetters = await launch('--blink-settings=defaultFontSize=32')
let found = 0

for (const theme of ['light', 'dark']) {
  for (const [view, viewport] of Object.entries(SIZES)) {
    if ((view === 'small' || view === 'large') && theme === 'dark') continue
    if (!new RegExp(where).test(`${view}.${theme}`)) continue
    const browser = view === 'large' ? largeLetters : usual
    const context = await browser.newContext({
      viewport,
      colorScheme: theme,
      deviceScaleFactor: view === 'tab' ? 1 : 2,
      reducedMotion: 'reduce',
    })
    const queue = [...shots, ...approvalShots, ...swapShots].filter((shot) =>
      only ? new RegExp(only).test(shot.name) : view === 'popup' || !shot.popupOnly,
    )
    const worker = async () => {
      for (let shot = queue.shift(); shot; shot = queue.shift()) await take(shot)
    }
    const take = async (shot) => {
      const page = await context.newPage()
      const problems = []
      page.on('pageerror', (error) => problems.push(`threw: ${error.message}`))
      page.on(
        'console',
        (message) =>
          message.type() === 'error' &&
          !message.location().url.endsWith('favicon.ico') &&
          problems.push(`logged: ${message.text()}`),
      )
      try {
        await page.goto(
          `${base}?view=${view === 'small' || view === 'large' ? 'tab' : view}&scenario=${shot.scenario}#/${shot.screen}`,
        )
        await page.waitForSelector('[data-testid="app"][data-ready="true"]', { timeout: 5_000 })
        await page.waitForSelector('.screen', { timeout: 5_000 })
        await shot.act?.(page)
        await page.waitForTimeout(shot.wait ?? 250)
        if (!shot.noAxe && view !== 'tab') {
          await page.evaluate(axe)
          const { violations } = await page.evaluate(() =>
            window.axe.run(document, { resultTypes: ['violations'] }),
          )
          for (const violation of violations) {
            problems.push(
              `axe ${violation.id}: ${violation.nodes
                .map((node) => `${node.target} ${node.any[0]?.message ?? ''}`)
                .slice(0, 3)
                .join(' | ')}`,
            )
          }
        }
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (wide > 0) problems.push(`scrolls sideways by ${wide} px`)
      } catch (error) {
        problems.push(`failed: ${error.message}`)
      }
      await page.screenshot({ path: resolve(out, `${shot.name}.${view}.${theme}.png`) })
      for (const problem of problems) console.log(`${shot.name} ${view} ${theme}: ${problem}`)
      found += problems.length
      await page.close()
    }
    await Promise.all([worker(), worker(), worker()])
    await context.close()
  }
}
await usual.close()
await largeLetters.close()
await server.close()
console.log(found === 0 ? 'No problems found.' : `${found} problems.`)
process.exit(found === 0 ? 0 : 1)
