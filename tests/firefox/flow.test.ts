import { resolve } from 'node:path'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { verifyMessage } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import manifest from '../../manifest.json' with { type: 'json' }
import { type Devnet, devnetMnemonic, startDevnet } from '../devnet/devnet'
import { type PagesServer, serveFolder } from '../e2e/pages-server'

const root = resolve(import.meta.dirname, '../..')
const uuid = '11111111-2222-4333-8444-555555555555'
const wallet = `moz-extension://${uuid}/popup.html`
const first = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const password = 'correct horse battery staple'

let browser: Browser
let devnet: Devnet
let pages: PagesServer

beforeAll(async () => {
  devnet = await startDevnet()
  pages = await serveFolder(resolve(root, 'tests/e2e/pages'))
  browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr',
    headless: true,
    // Without it navigation to moz-extension:// is refused.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      // A fixed id, so that the address of the wallet's pages is known.
      'extensions.webextensions.uuids': JSON.stringify({
        [manifest.browser_specific_settings.gecko.id]: uuid,
      }),
      'focusmanager.testmode': true,
    },
  })
  await browser.installExtension(process.env.EXTENSION_DIR ?? resolve(root, 'dist'))
})
afterAll(async () => {
  await browser?.close()
  await pages?.close()
  await devnet?.stop()
})

const t = (id: string) => `[data-testid="${id}"]`

async function open(url: string): Promise<Page> {
  const page = await browser.newPage()
  // 'load' never comes for a page of an extension, although the page is there.
  await page.goto(url, { waitUntil: [] })
  return page
}
async function click(page: Page, selector: string): Promise<void> {
  const element = await page.waitForSelector(`${selector}:not(:disabled)`, { timeout: 15_000 })
  await element?.click()
}
async function type(page: Page, selector: string, text: string): Promise<void> {
  const element = await page.waitForSelector(selector, { timeout: 15_000 })
  await element?.click({ count: 3 })
  await element?.type(text)
}
const screen = (page: Page, name: string) =>
  page.waitForSelector(`${t('app')}[data-screen="${name}"][data-ready="true"]`, { timeout: 20_000 })

async function approve(kind: string): Promise<void> {
  // The window that the wallet opens is none of the driver's pages: the same approval is shown by this one.
  const page = await open(`${wallet}?view=approval`)
  await page.bringToFront()
  await page.waitForSelector(`${t('approval')}[data-kind="${kind}"]`, { timeout: 15_000 })
  await click(page, t('approval-approve'))
}

test('behavior: in Firefox a wallet is restored, connects and signs', async () => {
  const page = await open(`${wallet}?view=tab`)
  await click(page, t('onboarding-networks'))
  await click(page, `${t('network-row')}[data-chain-id="1"]`)
  await screen(page, 'network')
  for (const [index, field] of (await page.$$(t('network-endpoint'))).entries()) {
    await field.click({ count: 3 })
    await field.press('Backspace')
    if (index === 0) await field.type(devnet.url)
  }
  await click(page, t('network-save'))
  await screen(page, 'networks')
  await click(page, t('back'))
  await click(page, t('onboarding-restore'))
  await type(page, t('restore-phrase'), devnetMnemonic)
  await click(page, t('restore-submit'))
  await type(page, t('password-new'), password)
  await type(page, t('password-repeat'), password)
  await click(page, t('password-submit'))
  await screen(page, 'home')

  const site = await open(`${pages.localhost}dapp.html`)
  await site.waitForFunction('window.ethereum && document.readyState === "complete"')
  await site.evaluate(`void ask('eth_requestAccounts').then((answer) => { window.connected = answer })`)
  await approve('connect')
  await site.bringToFront()
  await site.waitForFunction('window.connected', { timeout: 15_000 })
  expect(await site.evaluate('window.connected')).toEqual({ result: [first.toLowerCase()] })

  await site.evaluate(
    `void ask('personal_sign', ['0x48656c6c6f', '${first}']).then((answer) => { window.signed = answer })`,
  )
  await approve('message')
  await site.bringToFront()
  await site.waitForFunction('window.signed', { timeout: 15_000 })
  const signed = (await site.evaluate('window.signed')) as { result: `0x${string}` }
  expect(await verifyMessage({ address: first, message: 'Hello', signature: signed.result })).toBe(true)
})
