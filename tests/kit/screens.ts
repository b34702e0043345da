import { expect, type Locator, type Page } from '@playwright/test'

/** Screens stand by their names in the automation contract. */
export type Screen =
  | 'welcome'
  | 'password'
  | 'backup'
  | 'restore'
  | 'unlock'
  | 'home'
  | 'accounts'
  | 'contacts'
  | 'contact'
  | 'networks'
  | 'network'
  | 'send'
  | 'receive'
  | 'token'
  | 'swap'
  | 'swap-status'
  | 'earn'
  | 'sites'
  | 'allowances'
  | 'settings'
  | 'settings-protection'
  | 'settings-services'
  | 'settings-service'

function app(page: Page): Locator {
  return page.getByTestId('app')
}

/** Waits until the wallet's page can be used. */
export async function waitUntilReady(page: Page): Promise<void> {
  await expect(app(page)).toHaveAttribute('data-ready', 'true', { timeout: 15_000 })
}

export async function currentScreen(page: Page): Promise<string> {
  await waitUntilReady(page)
  return (await app(page).getAttribute('data-screen')) ?? ''
}

/** Waits for one of the screens; answers which one stands. */
export async function waitForScreen(page: Page, ...screens: Screen[]): Promise<Screen> {
  await expect(app(page)).toHaveAttribute('data-screen', new RegExp(`^(${screens.join('|')})$`), {
    timeout: 15_000,
  })
  const current = await currentScreen(page)
  return screens.find((screen) => screen === current) ?? waitForScreen(page, ...screens)
}

/** Presses `back` until a screen is reached. */
export async function backTo(page: Page, screen: Screen): Promise<void> {
  for (let steps = 0; steps < 8; steps++) {
    const current = await currentScreen(page)
    if (current === screen) return
    await page.getByTestId('back').click()
    await expect(app(page)).not.toHaveAttribute('data-screen', current)
  }
  throw new Error(`There is no way back to ${screen}`)
}

/** Picks an option of the list that is open. */
export async function chooseOption(page: Page, value: string | number): Promise<void> {
  await page.locator(`[data-testid="option"][data-value="${value}" i]`).first().click()
}

export async function textOf(locator: Locator): Promise<string> {
  return ((await locator.textContent()) ?? '').trim()
}
