import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'

/** Chosen by us, so that the address of the extension's pages is known beforehand. */
const uuid = '11111111-2222-4333-8444-555555555555'
const timeout = 20_000

export interface FirefoxOptions {
  extensionDir: string
  executablePath: string
  /** Milliseconds without work after which Firefox unloads the event page. */
  idleTimeout: number
}

/** Opens a Firefox with the unpacked extension in it, over WebDriver BiDi. */
export async function launchFirefox(options: FirefoxOptions): Promise<Browser> {
  const manifest = JSON.parse(readFileSync(join(options.extensionDir, 'manifest.json'), 'utf8'))
  const { id } = manifest.browser_specific_settings.gecko
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: options.executablePath,
    headless: true,
    // Without it a page of an extension cannot be navigated to.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [id]: uuid }),
      'extensions.background.idle.timeout': options.idleTimeout,
      'focusmanager.testmode': true,
      // Nothing leaves the machine: what is not the loopback goes to a port where nobody listens.
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': 9,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': 9,
    },
  })
  await browser.installExtension(options.extensionDir)
  return browser
}

export async function open(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage()
  // 'load' never comes for a page of an extension, although the page is there.
  await page.goto(url, { waitUntil: [] })
  return page
}

export async function openWallet(browser: Browser, view: 'tab' | 'approval' = 'tab'): Promise<Page> {
  const page = await open(browser, `moz-extension://${uuid}/popup.html?view=${view}`)
  await page.waitForSelector(`${byId('app')}[data-ready="true"]`, { timeout })
  return page
}

export function byId(name: string): string {
  return `[data-testid="${name}"]`
}

export async function click(page: Page, selector: string): Promise<void> {
  const element = await page.waitForSelector(`${selector}:not(:disabled)`, { timeout })
  await element?.click()
}

/** Replaces what a field holds. */
export async function type(page: Page, selector: string, text: string): Promise<void> {
  const element = await page.waitForSelector(selector, { timeout })
  await element?.click({ count: 3 })
  await element?.press('Backspace')
  await element?.type(text)
}

export async function waitForScreen(page: Page, name: string): Promise<void> {
  await page.waitForSelector(`${byId('app')}[data-screen="${name}"][data-ready="true"]`, { timeout })
}

/** The window that the wallet opens is none of the driver's pages: the same approval is shown by a new one. */
export async function approve(browser: Browser, kind: string): Promise<void> {
  const page = await openWallet(browser, 'approval')
  await page.bringToFront()
  await page.waitForSelector(`${byId('approval')}[data-kind="${kind}"]`, { timeout })
  await click(page, byId('approval-approve'))
}
