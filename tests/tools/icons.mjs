#!/usr/bin/env node
/** Draws public/icons from src/shared/mark.ts, in a browser and without a background: `node tests/tools/icons.mjs`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium } from '@playwright/test'

const root = resolve(import.meta.dirname, '../..')
const out = join(root, 'public/icons')
const source = readFileSync(join(root, 'src/shared/mark.ts'), 'utf8')
const path = /MARK_PATH = '([^']+)'/.exec(source)?.[1]
const mark = /MARK = `([^`]+)`/.exec(source)?.[1]?.replace(`\${MARK_PATH}`, path)
if (!path || !mark) throw new Error('mark.ts no longer holds MARK_PATH and MARK as literals')

/** The toolbar's, while the wallet is locked: the same mark without its colour. */
const locked = mark.replace('#2B4BF2', '#8A8F98')
const files = [
  ...[16, 32, 48, 128].map((size) => ({ name: `icon-${size}.png`, svg: mark, size })),
  ...[16, 32].map((size) => ({ name: `icon-locked-${size}.png`, svg: locked, size })),
]

mkdirSync(out, { recursive: true })
writeFileSync(join(out, 'mark.svg'), `${mark}\n`)
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
const page = await browser.newPage()
for (const { name, svg, size } of files) {
  await page.setViewportSize({ width: size, height: size })
  const sized = svg.replace('width="96" height="96"', `width="${size}" height="${size}"`)
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${sized}`)
  await page.screenshot({ path: join(out, name), omitBackground: true })
}
await browser.close()
