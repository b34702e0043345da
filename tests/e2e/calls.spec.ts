import type { Page } from '@playwright/test'
import { DELEGATE } from '../devnet/devnet'
import { approve, pictures, waitForApproval } from '../kit'
import { inspect } from './axe'
import { expect, shareReadyWallet, test } from './fixtures'

const first = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const second = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const shared = shareReadyWallet()

type Answer = { result?: unknown; error?: { code: number; message: string } }
const ask = (site: Page, method: string, params: unknown = []): Promise<Answer> =>
  site.evaluate(`ask(${JSON.stringify(method)}, ${JSON.stringify(params)})`)
const status = async (site: Page, id: string) => {
  const { result } = await ask(site, 'wallet_getCallsStatus', [id])
  return result as { status: number; atomic: boolean; receipts: unknown[] }
}

test('behavior: a page sends two calls as one; the account becomes a smart account, and is ended in settings', async ({
  workerDevnet,
  pages,
}) => {
  const wallet = shared()
  const site = await wallet.context.newPage()
  await site.goto(`${pages.loopback}dapp.html`)
  const connected = ask(site, 'eth_requestAccounts')
  await approve(await waitForApproval(wallet.context, 'connect'))
  await connected

  const before = await workerDevnet.client.getBalance({ address: second })
  const calls = [
    { to: second, value: '0x3' },
    { to: second, value: '0x4' },
  ]
  const request = { version: '2.0.0', id: 'one', chainId: '0x1', atomicRequired: true, calls }
  const sent = ask(site, 'wallet_sendCalls', [request])
  const window = await waitForApproval(wallet.context, 'calls')
  await expect(window.getByTestId('approval-call')).toHaveCount(2)
  await expect(
    window.getByTestId('approval-warning').and(window.locator('[data-rule="smart-account"]')),
  ).toBeVisible()
  await approve(window, { acknowledge: true })
  expect(await sent).toEqual({ result: { id: 'one', capabilities: {} } })
  await expect.poll(async () => (await status(site, 'one')).status, { timeout: 15_000 }).toBe(200)
  expect(await status(site, 'one')).toMatchObject({ atomic: true, receipts: [{ status: '0x1' }] })
  expect(await workerDevnet.client.getBalance({ address: second })).toBe(before + 7n)
  expect(await workerDevnet.client.getCode({ address: first })).toBe(
    `0xef0100${DELEGATE.slice(2).toLowerCase()}`,
  )

  const opened = wallet.context.waitForEvent('page')
  expect(await ask(site, 'wallet_showCallsStatus', ['one'])).toEqual({ result: null })
  const tab = await opened
  await expect(tab.getByText('Ran 2 steps at once')).toBeVisible()

  await tab.goto(tab.url().replace(/#.*/, '#/settings-smart-account'))
  await tab.reload()
  const row = tab.locator('[data-testid="smart-row"][data-chain-id="1"]')
  await expect(row).toHaveAttribute('data-status', 'ours')
  await inspect(tab, 'smart-account')
  // The allowances list it as well, and end it.
  await tab.goto(tab.url().replace(/#.*/, '#/allowances'))
  await tab.reload()
  const listed = tab.getByTestId('delegations').locator('[data-testid="smart-row"][data-chain-id="1"]')
  await expect(listed).toHaveAttribute('data-status', 'ours')
  await pictures(tab, 'test-output/pictures/protection', 'delegations')
  await listed.getByTestId('smart-revoke').click()
  await approve(tab)
  await expect
    .poll(() => workerDevnet.client.getCode({ address: first }), { timeout: 15_000 })
    .toBeUndefined()
  await tab.close()
  await site.close()
})
