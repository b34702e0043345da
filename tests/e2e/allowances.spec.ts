import { encodeFunctionData, erc20Abi, maxUint256 } from 'viem'
import { approve, backTo, waitForApproval } from '../kit'
import { inspect } from './axe'
import { expect, shareReadyWallet, test } from './fixtures'

const ME = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const SPENDER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const shared = shareReadyWallet()

test('behavior: an amount that a site asks for is set lower, signed so, listed, and taken back', async ({
  pages,
  devnet,
}) => {
  const { context, page } = shared()
  const allowed = () =>
    devnet.client.readContract({
      address: USDC,
      abi: erc20Abi,
      functionName: 'allowance',
      args: [ME, SPENDER],
    })
  const site = await context.newPage()
  await site.goto(`${pages.loopback}dapp.html`)
  const ask = (method: string, params: unknown = []): Promise<unknown> =>
    site.evaluate(`ask(${JSON.stringify(method)}, ${JSON.stringify(params)})`)
  const connected = ask('eth_requestAccounts')
  await approve(await waitForApproval(context, 'connect'))
  await connected

  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [SPENDER, maxUint256] })
  const sent = ask('eth_sendTransaction', [{ from: ME, to: USDC, data }])
  const window = await waitForApproval(context, 'transaction')
  const id = (name: string) => window.getByTestId(name)
  await expect(id('approval-warning').and(window.locator('[data-rule="unlimited-allowance"]'))).toBeVisible()
  await inspect(window, 'allowance-asked')

  // While a field stands open the yes waits: it would be to the amount of before.
  await id('approval-allowance-edit').click()
  await id('approval-allowance-amount').fill('12.5')
  await id('approval-acknowledge').check()
  await expect(id('approval-status')).toContainText('Set the amount first')
  await expect(id('approval-approve')).toBeDisabled()
  await inspect(window, 'allowance-edit')
  await id('approval-allowance-set').click()
  await expect(id('approval-allowance')).toHaveAttribute('data-amount', '12500000')
  await expect(id('approval-summary').first()).toContainText('12.5 USDC')
  await expect(window.locator('[data-rule="unlimited-allowance"]')).toHaveCount(0)
  await expect(window.getByTestId('approval-right')).toHaveAttribute('data-amount', '12500000')
  await inspect(window, 'allowance-set')
  await approve(window)
  expect(await sent).toMatchObject({ result: expect.stringMatching(/^0x/) })
  await expect.poll(allowed).toBe(12_500_000n)

  await backTo(page, 'home')
  await page.getByTestId('open-settings').click()
  await page.getByTestId('settings-allowances').click()
  const row = page.locator(`[data-testid="allowance-row"][data-token="${USDC}"][data-spender="${SPENDER}"]`)
  await expect(row).toHaveAttribute('data-amount', '12500000')
  await inspect(page, 'allowances-one')
  await row.getByTestId('allowance-revoke').click()
  await approve(page)
  await expect.poll(allowed).toBe(0n)
})
