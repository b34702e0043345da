import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** Writes a picture of the page as it is into `folder`. */
export async function picture(page: Page, folder: string, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}

/** Writes a picture of the page in light and in dark: `folder`/light/`name`.png and `folder`/dark/`name`.png. */
export async function pictures(page: Page, folder: string, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await picture(page, join(folder, colorScheme), name)
  }
  await page.emulateMedia({ colorScheme: null })
}
