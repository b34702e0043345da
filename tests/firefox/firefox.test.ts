import { join, resolve } from 'node:path'
import { parseEther } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Devnet, devnetMnemonic, startDevnet } from '../devnet/devnet'
import { type PagesServer, serveFolder } from '../e2e/pages-server'
import { click, type FirefoxWallet, fill, launchFirefox, retype, testId, waitForScreen } from './firefox'

const root = resolve(import.meta.dirname, '../..')
const executablePath = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr'
const password = 'correct horse battery staple'
const account = mnemonicToAccount(devnetMnemonic).address
const recipient = '0x000000000000000000000000000000000000bEEF'

describe('the same build in Firefox', () => {
  let devnet: Devnet
  let pages: PagesServer
  let firefox: FirefoxWallet

  beforeAll(async () => {
    devnet = await startDevnet()
    pages = await serveFolder(join(root, 'tests/e2e/pages'))
    firefox = await launchFirefox({ extensionDir: join(root, 'dist'), executablePath, idleTimeout: 3000 })
  })

  afterAll(async () => {
    await firefox?.close()
    await pages?.close()
    await devnet?.stop()
  })

  test('behavior: restore, read the balance, send', async () => {
    const page = await firefox.openWallet()
    await click(page, 'onboarding-networks')
    await page.locator(`${testId('network-row')}[data-chain-id="1"]`).click()
    await waitForScreen(page, 'network')
    const [first, ...others] = await page.$$(testId('network-endpoint'))
    await retype(page, first, devnet.url)
    for (const other of others) await retype(page, other, '')
    await click(page, 'network-save')
    await waitForScreen(page, 'networks')
    await click(page, 'back')
    await waitForScreen(page, 'welcome')
    await click(page, 'onboarding-restore')
    await waitForScreen(page, 'restore')
    await fill(page, 'restore-phrase', devnetMnemonic)
    await click(page, 'restore-submit')
    await waitForScreen(page, 'password')
    await fill(page, 'password-new', password)
    await fill(page, 'password-repeat', password)
    await click(page, 'password-submit')
    await waitForScreen(page, 'home')
    await page.waitForSelector(`${testId('account-menu')}[data-address="${account}"]`)
    await page.waitForSelector(
      `${testId('asset-row')}[data-token="native"][data-balance="${parseEther('10000')}"]`,
    )

    await click(page, 'action-send')
    await waitForScreen(page, 'send')
    await fill(page, 'send-recipient', recipient)
    await fill(page, 'send-amount', '0.5')
    await click(page, 'send-review')
    await page.waitForSelector(testId('approval'))
    await click(page, 'approval-approve')
    await expect
      .poll(() => devnet.client.getBalance({ address: recipient }), { timeout: 20_000 })
      .toBe(parseEther('0.5'))
    await page.close()
  })

  test('behavior: after the event page was unloaded, a site connects', async () => {
    // Longer than Firefox waits for: the background is gone, and the request wakes it.
    await new Promise((done) => setTimeout(done, 5000))
    const site = await firefox.browser.newPage()
    await site.goto(`${pages.localhost}dapp.html`)
    expect(await site.evaluate('window.announced[0].info.name')).toBe('Candor')
    expect(await site.evaluate(`ask('eth_chainId')`)).toEqual({ result: '0x1' })
    const asked = site.evaluate(`ask('eth_requestAccounts')`)
    const page = await firefox.openWallet()
    await page.waitForSelector(`${testId('approval')}[data-kind="connect"]`)
    await click(page, 'approval-approve')
    expect(await asked).toEqual({ result: [account.toLowerCase()] })
  })
})
