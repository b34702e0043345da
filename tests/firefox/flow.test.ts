import { resolve } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { parseEther, verifyMessage } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Devnet, devnetMnemonic, startDevnet } from '../devnet/devnet'
import { type PagesServer, serveFolder } from '../e2e/pages-server'
import { approve, byId, click, launchFirefox, open, openWallet, type, waitForScreen } from './firefox'

const root = resolve(import.meta.dirname, '../..')
const first = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const recipient = '0x000000000000000000000000000000000000bEEF'
const password = 'correct horse battery staple'
const idleTimeout = 3000

let browser: Browser
let devnet: Devnet
let pages: PagesServer
let site: Page

beforeAll(async () => {
  devnet = await startDevnet()
  pages = await serveFolder(resolve(root, 'tests/e2e/pages'))
  browser = await launchFirefox({
    extensionDir: resolve(process.env.EXTENSION_DIR ?? resolve(root, 'dist')),
    executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr',
    idleTimeout,
  })
})

afterAll(async () => {
  await browser?.close()
  await pages?.close()
  await devnet?.stop()
})

/** Asks from the page; the answer is waited for by name, because a pending evaluation would hold the driver up. */
async function ask(name: string, method: string, params: unknown[] = []): Promise<() => Promise<unknown>> {
  const call = `ask(${JSON.stringify(method)}, ${JSON.stringify(params)})`
  await site.evaluate(`void ${call}.then((answer) => { window.${name} = answer })`)
  return async () => {
    await site.bringToFront()
    await site.waitForFunction(`window.${name}`, { timeout: 15_000 })
    return site.evaluate(`window.${name}`)
  }
}

test('behavior: a wallet is restored and shows its balance', async () => {
  const page = await openWallet(browser)
  await click(page, byId('onboarding-networks'))
  await click(page, `${byId('network-row')}[data-chain-id="1"]`)
  await waitForScreen(page, 'network')
  const fields = await page.$$(byId('network-endpoint'))
  for (const [index, field] of fields.entries()) {
    await field.click({ count: 3 })
    await field.press('Backspace')
    if (index === 0) await field.type(devnet.url)
  }
  await click(page, byId('network-save'))
  await waitForScreen(page, 'networks')
  await click(page, byId('back'))
  await click(page, byId('onboarding-restore'))
  await type(page, byId('restore-phrase'), devnetMnemonic)
  await click(page, byId('restore-submit'))
  await type(page, byId('password-new'), password)
  await type(page, byId('password-repeat'), password)
  await click(page, byId('password-submit'))
  await waitForScreen(page, 'home')
  const balance = parseEther('10000')
  await page.waitForSelector(`${byId('asset-row')}[data-token="native"][data-balance="${balance}"]`, {
    timeout: 20_000,
  })
  await page.close()
})

test('behavior: ether is sent and arrives', async () => {
  const page = await openWallet(browser)
  await click(page, byId('action-send'))
  await waitForScreen(page, 'send')
  await type(page, byId('send-recipient'), recipient)
  await type(page, byId('send-amount'), '0.5')
  await click(page, byId('send-review'))
  await click(page, byId('approval-approve'))
  const { client } = devnet
  await expect
    .poll(() => client.getBalance({ address: recipient }), { timeout: 20_000 })
    .toBe(parseEther('0.5'))
  await page.close()
})

test('behavior: a site connects and has a message signed', async () => {
  site = await open(browser, `${pages.localhost}dapp.html`)
  await site.waitForFunction('window.ethereum && document.readyState === "complete"')
  const connected = await ask('connected', 'eth_requestAccounts')
  await approve(browser, 'connect')
  expect(await connected()).toEqual({ result: [first.toLowerCase()] })

  const signed = await ask('signed', 'personal_sign', ['0x48656c6c6f', first])
  await approve(browser, 'message')
  const { result } = (await signed()) as { result: `0x${string}` }
  expect(await verifyMessage({ address: first, message: 'Hello', signature: result })).toBe(true)
})

test('behavior: after the event page was unloaded, the wallet is still unlocked and the site connected', async () => {
  // Open windows of the wallet would keep the background alive.
  for (const page of await browser.pages()) if (page !== site) await page.close()
  await new Promise((done) => setTimeout(done, idleTimeout + 2000))
  const accounts = await ask('accounts', 'eth_accounts')
  expect(await accounts()).toEqual({ result: [first.toLowerCase()] })
  const signed = await ask('signedAgain', 'personal_sign', ['0x48656c6c6f', first])
  await approve(browser, 'message')
  expect(await signed()).toMatchObject({ result: expect.stringMatching(/^0x[0-9a-f]{130}$/) })
})

test('behavior: a choice about window.ethereum reaches pages without a question of the browser', async () => {
  const found = async () => {
    const page = await open(browser, `${pages.loopback}dapp.html`)
    await page.waitForFunction('window.early && document.readyState === "complete"')
    const result = await page.evaluate(
      '[early, announced.map(({ info, provider }) => [info.name, provider.isMetaMask]), window.ethereum?.isMetaMask]',
    )
    await page.close()
    return result
  }
  const settings = await openWallet(browser)
  await click(settings, byId('open-settings'))
  await click(settings, byId('settings-provider'))
  await click(settings, byId('as-metamask'))
  await settings.waitForSelector(`${byId('provider-effect')}[data-allowed="true"]`, { timeout: 10_000 })
  await expect.poll(found, { timeout: 10_000 }).toEqual(['object', [['Candor', undefined]], true])
  await settings.bringToFront()
  await click(settings, byId('ethereum-none'))
  await expect.poll(found, { timeout: 10_000 }).toEqual(['undefined', [['Candor', undefined]], undefined])
  await settings.bringToFront()
  await click(settings, byId('ethereum-shared'))
  await click(settings, byId('as-metamask'))
  // Our page scripts go on running: what Firefox gave at install is not given back.
  await expect.poll(found, { timeout: 10_000 }).toEqual(['object', [['Candor', undefined]], undefined])
})
