import type { Page } from '@playwright/test'
import { encodeFunctionData, erc20Abi, maxUint256, multicall3Abi, parseAbi } from 'viem'
import { approve, waitForApproval } from '../kit'
import { inspect } from './axe'
import { expect, shareReadyWallet, test } from './fixtures'

const ME = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const SPENDER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const AAVE = '0x87870Bca3F3fD6335C3F4ce8392D69350B4fA4E2'
const MULTICALL3 = '0xcA11bde05977b3631167028862bE2a173976CA11'
const shared = shareReadyWallet()

const ask = (site: Page, method: string, params: unknown = []): Promise<unknown> =>
  site.evaluate(`ask(${JSON.stringify(method)}, ${JSON.stringify(params)})`)

test('behavior: calls and calls in calls are told from the files of the extension, with their rows in the details', async ({
  pages,
}) => {
  const wallet = shared()
  const site = await wallet.context.newPage()
  await site.goto(`${pages.loopback}dapp.html`)
  const connected = ask(site, 'eth_requestAccounts')
  await approve(await waitForApproval(wallet.context, 'connect'))
  await connected

  const supply = encodeFunctionData({
    abi: parseAbi(['function supply(address asset,uint256 amount,address onBehalfOf,uint16 referralCode)']),
    args: [USDC, 100_500_000n, ME, 0],
  })
  const sent = ask(site, 'eth_sendTransaction', [{ from: ME, to: AAVE, data: supply }])
  const window = await waitForApproval(wallet.context, 'transaction')
  await expect(window.getByTestId('approval-summary').first()).toContainText('Supply 100.5 USDC')
  await window.getByTestId('approval-details').locator('summary').click()
  await expect(window.getByTestId('approval-details')).toContainText('Calldata Digest')
  await window.getByTestId('approval-reject').click()
  await sent

  const allow = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [SPENDER, maxUint256] })
  const wrapped = encodeFunctionData({
    abi: multicall3Abi,
    functionName: 'aggregate3',
    args: [
      [
        { target: USDC, allowFailure: false, callData: allow },
        { target: AAVE, allowFailure: true, callData: supply },
      ],
    ],
  })
  const again = ask(site, 'eth_sendTransaction', [{ from: ME, to: MULTICALL3, data: wrapped }])
  const second = await waitForApproval(wallet.context, 'transaction')
  await expect(
    second.getByTestId('approval-summary').filter({ hasText: 'spend unlimited USDC' }),
  ).toBeVisible()
  await expect(second.locator('[data-rule="unlimited-allowance"][data-severity="danger"]')).toBeVisible()
  await inspect(second, 'explained-calls')
  await second.getByTestId('approval-details').locator('summary').click()
  await expect(second.getByTestId('approval-details').locator('.ap-depth-1').first()).toBeVisible()
  await second.getByTestId('approval-details').locator('.ap-depth-1').last().scrollIntoViewIfNeeded()
  await inspect(second, 'explained-details')
  await second.getByTestId('approval-reject').click()
  await again
  await site.close()
})
