import { approvalOn } from '../kit'
import { expect, shot, test } from './fixtures'

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

test('behavior: the worker can be stopped and the wallet opens again', async ({ wallet }) => {
  await (await wallet.openWallet()).close()
  await wallet.killWorker()
  const page = await wallet.openWallet()
  await expect(page.getByTestId('onboarding-create')).toBeVisible()
})
