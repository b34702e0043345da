import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page } from '@playwright/test'
import { waitUntilReady } from '../kit/screens'
import { shot } from './fixtures'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  nodes: { html: string; failureSummary: string }[]
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
    await page.waitForTimeout(200)
    await page.evaluate(axe)
    const violations = await page.evaluate<Violation[]>('axe.run().then((result) => result.violations)')
    const found = violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
    )
    expect.soft(found, `axe on ${name}, ${colorScheme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: null })
  await shot(page, name)
}
