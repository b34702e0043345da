import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core'

/** Chosen by us, so that the address of the extension's pages is known beforehand. */
const uuid = '11111111-2222-4333-8444-555555555555'

export interface FirefoxWallet {
  browser: Browser
  openWallet(): Promise<Page>
  close(): Promise<void>
}

export interface FirefoxOptions {
  extensionDir: string
  executablePath: string
  /** Milliseconds without work after which Firefox unloads the event page; its own default is 30 000. */
  idleTimeout?: number
}

/** Opens a Firefox with the unpacked extension in it, over WebDriver BiDi. */
export async function launchFirefox({
  extensionDir,
  executablePath,
  idleTimeout = 30_000,
}: FirefoxOptions): Promise<FirefoxWallet> {
  const manifest = JSON.parse(readFileSync(join(extensionDir, 'manifest.json'), 'utf8'))
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    // Without it a page of an extension cannot be navigated to.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({
        [manifest.browser_specific_settings.gecko.id]: uuid,
      }),
      'extensions.background.idle.timeout': idleTimeout,
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': 9,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': 9,
    },
  })
  await browser.installExtension(extensionDir)
  return {
    browser,
    async openWallet() {
      const page = await browser.newPage()
      // Firefox reports no load event for these pages.
      await page.goto(`moz-extension://${uuid}/popup.html?view=tab`, { waitUntil: [] })
      await page.waitForSelector('[data-testid="app"][data-ready="true"]')
      return page
    },
    close: () => browser.close(),
  }
}

export function testId(name: string): string {
  return `[data-testid="${name}"]`
}

export async function click(page: Page, name: string): Promise<void> {
  await page.locator(testId(name)).click()
}

export async function fill(page: Page, name: string, text: string): Promise<void> {
  await page.locator(testId(name)).fill(text)
}

/** Replaces what a field holds. Puppeteer's own `fill` does nothing when the new text is empty. */
export async function retype(page: Page, field: ElementHandle | undefined, text: string): Promise<void> {
  await field?.click({ count: 3 })
  await page.keyboard.press('Delete')
  await page.keyboard.type(text)
}

export async function waitForScreen(page: Page, screen: string): Promise<void> {
  await page.waitForSelector(`${testId('app')}[data-screen="${screen}"][data-ready="true"]`)
}
