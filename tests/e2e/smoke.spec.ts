import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { approvalOn, launchWallet, restoreWallet } from '../kit'
import { expect, extensionDir, password, phrase, shot, test } from './fixtures'

test('behavior: a fresh install shows the welcome screen and asks no host for anything', async ({
  wallet,
}) => {
  const page = await wallet.openWallet()
  await expect(page.getByTestId('app')).toHaveAttribute('data-screen', 'welcome')
  await expect(page.getByTestId('onboarding-create')).toBeVisible()
  await expect(page.getByTestId('onboarding-restore')).toBeVisible()
  await expect(approvalOn(page)).toHaveCount(0)
  // Whatever it might ask for at its start has had the time; the fixture fails the test if it asked.
  await page.waitForTimeout(2000)
  await shot(page, 'welcome')
})

test('behavior: a page finds the wallet by EIP-6963 and at window.ethereum', async ({ wallet, pages }) => {
  const page = await wallet.context.newPage()
  for (const origin of [pages.localhost, pages.loopback]) {
    await page.goto(`${origin}dapp.html`)
    await expect.poll(() => page.evaluate('window.announced.length')).toBe(1)
    expect(await page.evaluate('window.announced[0].info.name')).toBe('Candor')
    expect(await page.evaluate('window.early')).toBe('object')
  }
})

test('behavior: our pages load one script before they draw, and ask early for fonts and for the screen of a question', () => {
  const page = readFileSync(join(extensionDir, 'popup.html'), 'utf8')
  const first = /<script type="module"[^>]* src="([^"]+)"/.exec(page)?.[1] ?? ''
  const script = readFileSync(join(extensionDir, first), 'utf8')
  expect(script.match(/(?:from|import)\s*"\.\/[^"]+"/g), 'it waits for another script').toBeNull()
  expect(page).toMatch(/rel="preload" as="font"/)
  const question = /data-approval="([^"]+)"/.exec(page)?.[1]?.split(' ') ?? []
  expect(question).toContain('assets/approval-screen.js')
  expect(question.filter((file) => !existsSync(join(extensionDir, file)))).toEqual([])
})

test('behavior: the worker can be stopped and the wallet opens again', async ({ wallet }) => {
  await (await wallet.openWallet()).close()
  await wallet.killWorker()
  const page = await wallet.openWallet()
  await expect(page.getByTestId('onboarding-create')).toBeVisible()
})

test('behavior: a stopped worker answers pages out of its first file, and reads the second once it is used', async ({
  readyWallet: wallet,
  pages,
}) => {
  const second = () => wallet.context.serviceWorkers()[0]?.evaluate('typeof candorRest')
  const page = await wallet.context.newPage()
  await page.goto(`${pages.localhost}dapp.html`)
  const ask = (method: string) => page.evaluate(`ethereum.request({ method: '${method}' })`)
  await ask('eth_chainId')
  await wallet.page.close()
  await wallet.killWorker()
  expect(await ask('eth_chainId')).toBe('0x1')
  expect(await ask('eth_accounts')).toEqual([])
  expect(await second(), 'a start read what it does not need').toBe('undefined')
  await wallet.openWallet()
  await expect.poll(second).toBe('function')
})

test('behavior: the second file is there after the browser was closed and opened again', async ({
  guard,
}, info) => {
  const options = { extensionDir, userDataDir: info.outputPath('profile'), args: [guard.switch] }
  const first = await launchWallet(options)
  await first.openWallet()
  await first.close()
  const again = await launchWallet(options)
  await restoreWallet(await again.openWallet(), { password, phrase })
  await again.close()
})
