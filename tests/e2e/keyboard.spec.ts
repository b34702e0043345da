import type { Page } from '@playwright/test'
import { parseEther } from 'viem'
import { setEndpoint, waitForApproval, waitForScreen } from '../kit'
import { expect, password, phrase, test } from './fixtures'

const second = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

/** Presses Tab until the element with the test id has the focus, and that focus can be seen. */
async function tabTo(page: Page, testId: string): Promise<void> {
  const focused = () =>
    page.evaluate<string | null>(`document.activeElement?.closest('[data-testid]')?.dataset.testid ?? null`)
  for (let presses = 0; presses < 80; presses++) {
    if ((await focused()) === testId) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never came to ${testId}`)
}

test('behavior: restore, send and connect with the keyboard alone', async ({ wallet, devnet, pages }) => {
  const page = await wallet.openWallet()
  await setEndpoint(page, 1, devnet.url)

  await tabTo(page, 'onboarding-restore')
  await page.keyboard.press('Enter')
  await waitForScreen(page, 'restore')
  await tabTo(page, 'restore-phrase')
  await page.keyboard.type(phrase)
  await page.keyboard.press('Enter')
  await waitForScreen(page, 'password')
  await tabTo(page, 'password-new')
  await page.keyboard.type(password)
  await tabTo(page, 'password-repeat')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await waitForScreen(page, 'home')

  await tabTo(page, 'action-send')
  await page.keyboard.press('Enter')
  await waitForScreen(page, 'send')
  await tabTo(page, 'send-recipient')
  await page.keyboard.type(second)
  await tabTo(page, 'send-amount')
  await page.keyboard.type('0.25')
  await tabTo(page, 'send-review')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('approval')).toBeVisible()
  await expect(page.getByTestId('approval-approve')).toBeEnabled()
  const before = await devnet.client.getBalance({ address: second })
  await tabTo(page, 'approval-approve')
  // Enter never approves; Space is a deliberate press.
  await page.keyboard.press('Enter')
  await page.waitForTimeout(500)
  expect(await devnet.client.getBalance({ address: second })).toBe(before)
  await page.keyboard.press('Space')
  await expect.poll(() => devnet.client.getBalance({ address: second })).toBe(before + parseEther('0.25'))

  const site = await wallet.context.newPage()
  await site.goto(`${pages.localhost}dapp.html`)
  const asked = site.evaluate(`ask('eth_requestAccounts')`)
  const window = await waitForApproval(wallet.context, 'connect')
  await window.bringToFront()
  await expect(window.getByTestId('approval-approve')).toBeEnabled()
  await tabTo(window, 'approval-approve')
  await window.keyboard.press('Space')
  expect(await asked).toMatchObject({ result: [expect.stringMatching(/^0x/)] })
  expect(await page.evaluate('document.activeElement !== null')).toBe(true)

  const again = site.evaluate(
    `ask('personal_sign', ['0x00', '${await site.evaluate<string>('ethereum.selectedAddress')}'])`,
  )
  const message = await waitForApproval(wallet.context, 'message')
  await message.bringToFront()
  await message.keyboard.press('Escape')
  await expect(message.getByText('Escape again').or(message.getByText('Esc again')).first()).toBeVisible()
  // The window closes under the key.
  await message.keyboard.press('Escape').catch(() => undefined)
  expect(await again).toMatchObject({ error: { code: 4001 } })
})
