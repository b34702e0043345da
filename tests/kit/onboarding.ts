import { expect, type Page } from '@playwright/test'
import { textOf, waitForScreen, waitUntilReady } from './screens'

export interface CreateOptions {
  password: string
  /** Put the check of the recovery phrase off. */
  skipBackup?: boolean
}

export interface RestoreOptions {
  password: string
  phrase: string
  /** The optional BIP-39 passphrase. */
  passphrase?: string
}

async function setPassword(page: Page, password: string): Promise<void> {
  await page.getByTestId('password-new').fill(password)
  await page.getByTestId('password-repeat').fill(password)
  await page.getByTestId('password-submit').click()
}

/** Shows the words of the backup screen, reads them and passes the check; answers the recovery phrase. */
export async function backUp(page: Page): Promise<string> {
  await page.getByTestId('seed-reveal').click()
  const words = page.locator('[data-testid^="seed-word-"]')
  // Until the password has been checked, masks stand in the places of the words.
  await expect(words.first()).toHaveText(/^[a-z]+$/)
  const phrase: string[] = []
  for (let number = 1; number <= (await words.count()); number++) {
    phrase.push(await textOf(page.getByTestId(`seed-word-${number}`)))
  }
  await page.getByTestId('seed-next').click()
  const checks = page.locator('[data-testid^="seed-check-"]')
  await expect(checks.first()).toBeVisible()
  for (const check of await checks.all()) {
    const number = Number((await check.getAttribute('data-testid'))?.slice('seed-check-'.length))
    await check.fill(phrase[number - 1] ?? '')
  }
  await page.getByTestId('seed-submit').click()
  return phrase.join(' ')
}

/** From the welcome screen to home with a new recovery phrase, which it answers ('' when the backup is put off). */
export async function createWallet(
  page: Page,
  { password, skipBackup = false }: CreateOptions,
): Promise<string> {
  await waitForScreen(page, 'welcome')
  await page.getByTestId('onboarding-create').click()
  await waitForScreen(page, 'password')
  await setPassword(page, password)
  await waitForScreen(page, 'backup')
  let phrase = ''
  if (skipBackup) await page.getByTestId('seed-skip').click()
  else phrase = await backUp(page)
  await waitForScreen(page, 'home')
  return phrase
}

/** From the welcome screen to home with a recovery phrase that exists. */
export async function restoreWallet(page: Page, options: RestoreOptions): Promise<void> {
  await waitForScreen(page, 'welcome')
  await page.getByTestId('onboarding-restore').click()
  let screen = await waitForScreen(page, 'restore', 'password')
  // The phrase and the password are asked for in whichever order the wallet finds best.
  for (let steps = 0; steps < 2; steps++) {
    if (screen === 'restore') {
      await page.getByTestId('restore-phrase').fill(options.phrase)
      if (options.passphrase) await page.getByTestId('restore-passphrase').fill(options.passphrase)
      await page.getByTestId('restore-submit').click()
      screen = await waitForScreen(page, 'password', 'home')
    } else if (screen === 'password') {
      await setPassword(page, options.password)
      screen = await waitForScreen(page, 'restore', 'home')
    }
  }
  await waitForScreen(page, 'home')
}

export async function unlock(page: Page, password: string): Promise<void> {
  await waitForScreen(page, 'unlock')
  await page.getByTestId('unlock-password').fill(password)
  await page.getByTestId('unlock-submit').click()
  await expect(page.getByTestId('app')).not.toHaveAttribute('data-screen', 'unlock', { timeout: 15_000 })
  await waitUntilReady(page)
}

export async function lock(page: Page): Promise<void> {
  await page.getByTestId('lock').click()
  await waitForScreen(page, 'unlock')
}
