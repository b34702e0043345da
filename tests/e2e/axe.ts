import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { picture } from '../kit'
import { waitUntilReady } from '../kit/screens'
import { picturesFolder } from './fixtures'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  nodes: { html: string; failureSummary: string }[]
}

/** What differs between light and dark; all else is looked for once. */
const COLOURS = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }
const OPTIONS = { light: {}, dark: COLOURS }

async function violationsNow(page: Page, scheme: 'light' | 'dark'): Promise<string[]> {
  const options = JSON.stringify({ ...OPTIONS[scheme], resultTypes: ['violations'] })
  const violations = await page.evaluate<Violation[]>(
    `axe.run(${options}).then(({ violations }) => violations)`,
  )
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
  )
}

/** What was on its way from light to dark when it was found is looked at again. */
async function violationsOf(page: Page, scheme: 'light' | 'dark'): Promise<string[]> {
  const found = await violationsNow(page, scheme)
  if (found.length === 0) return found
  await page.waitForTimeout(300)
  return violationsNow(page, scheme)
}

/** Fails on anything that axe finds on the page, and keeps a picture of it, light and dark. */
export async function inspect(page: Page, name: string): Promise<void> {
  await waitUntilReady(page)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate('document.fonts.ready')
    // Colours on their way from light to dark are neither.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
    await page.evaluate('Promise.allSettled(document.getAnimations().map((animation) => animation.finished))')
    if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe)
    expect.soft(await violationsOf(page, colorScheme), `axe on ${name}, ${colorScheme}`).toEqual([])
    await picture(page, join(picturesFolder, colorScheme), name)
  }
  await page.emulateMedia({ colorScheme: null })
}
