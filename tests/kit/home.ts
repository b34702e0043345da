import { expect, type Locator, type Page } from '@playwright/test'
import { backTo, chooseOption, currentScreen, textOf, waitForScreen } from './screens'

export interface SendOptions {
  /** An address or a name. */
  to: string
  /** In the asset's own unit, as a person types it: '0.5'. */
  amount?: string
  /** Everything there is, in place of an amount. */
  max?: boolean
  /** A token's address; the network's own coin unless told. */
  asset?: string
}

/**
 * Points a network at an endpoint of yours, and at no other. Works from home and, before there is a wallet, from
 * welcome; ends where it began. The wallet asks the endpoint for its chain id: the chain has to run.
 */
export async function setEndpoint(page: Page, chainId: number, url: string): Promise<void> {
  const start = await waitForScreen(page, 'welcome', 'home')
  if (start === 'welcome') {
    await page.getByTestId('onboarding-networks').click()
  } else {
    await page.getByTestId('open-settings').click()
    await page.getByTestId('settings-networks').click()
  }
  await waitForScreen(page, 'networks')
  await page.locator(`[data-testid="network-row"][data-chain-id="${chainId}"]`).click()
  await waitForScreen(page, 'network')
  const endpoints = page.getByTestId('network-endpoint')
  await expect(endpoints.first()).toBeVisible()
  await endpoints.first().fill(url)
  for (const further of (await endpoints.all()).slice(1)) await further.fill('')
  await page.getByTestId('network-save').click()
  const error = page.getByTestId('network-error')
  const saved = page.locator('[data-testid="app"][data-screen="networks"]')
  await expect(saved.or(error).first()).toBeVisible({ timeout: 15_000 })
  if (await error.isVisible()) throw new Error(`The endpoint was refused: ${await textOf(error)}`)
  await backTo(page, start)
}

export async function selectNetwork(page: Page, chainId: number): Promise<void> {
  const menu = page.getByTestId('network-menu')
  if ((await menu.getAttribute('data-chain-id')) === String(chainId)) return
  await menu.click()
  await chooseOption(page, chainId)
  await expect(menu).toHaveAttribute('data-chain-id', String(chainId))
}

export async function selectAccount(page: Page, address: string): Promise<void> {
  const menu = page.locator(`[data-testid="account-menu"][data-address="${address}" i]`)
  if (await menu.isVisible()) return
  await page.getByTestId('account-menu').click()
  const row = page.locator(`[data-testid="account-row"][data-address="${address}" i]`)
  const option = page.locator(`[data-testid="option"][data-value="${address}" i]`)
  await row.or(option).first().click()
  if ((await currentScreen(page)) === 'accounts') await backTo(page, 'home')
  await expect(menu).toBeVisible()
}

/** The selected account's address, checksummed. */
export async function selectedAddress(page: Page): Promise<string> {
  return (await page.getByTestId('account-menu').getAttribute('data-address')) ?? ''
}

/** A row of the assets: `token` is an address or 'native'. Its `data-balance` is in base units. */
export function assetRow(page: Page, token: string): Locator {
  return page.locator(`[data-testid="asset-row"][data-token="${token}" i]`)
}

/** Waits until an asset shows a balance, in base units. */
export async function expectBalance(page: Page, token: string, balance: bigint): Promise<void> {
  await expect(assetRow(page, token)).toHaveAttribute('data-balance', String(balance), { timeout: 20_000 })
}

/** From home through the form to the review, which is an approval on the same page: go on with `approve`. */
export async function send(page: Page, { to, amount, max = false, asset }: SendOptions): Promise<void> {
  await page.getByTestId('action-send').click()
  await waitForScreen(page, 'send')
  if (asset !== undefined) {
    await page.getByTestId('send-asset').click()
    await chooseOption(page, asset)
  }
  await page.getByTestId('send-recipient').fill(to)
  if (max) await page.getByTestId('send-max').click()
  else await page.getByTestId('send-amount').fill(amount ?? '0')
  await page.getByTestId('send-review').click()
  await expect(page.getByTestId('approval')).toBeVisible({ timeout: 15_000 })
}

/** Adds a token by its address, from home. */
export async function addToken(page: Page, address: string): Promise<void> {
  await page.getByTestId('token-add').click()
  await waitForScreen(page, 'token')
  await page.getByTestId('token-address').fill(address)
  await page.getByTestId('token-submit').click()
  await waitForScreen(page, 'home')
}

/** The account's address as the receive screen shows it; ends at home. */
export async function receiveAddress(page: Page): Promise<string> {
  await page.getByTestId('action-receive').click()
  await waitForScreen(page, 'receive')
  const address = (await textOf(page.getByTestId('receive-address'))).replace(/\s/g, '')
  await backTo(page, 'home')
  return address
}

/** Waits until a transaction stands in the activity with a status. Answers its row. */
export async function expectActivity(page: Page, hash: string, status: string): Promise<Locator> {
  await page.getByTestId('tab-activity').click()
  const row = page.locator(`[data-testid="activity-row"][data-hash="${hash}" i]`)
  await expect(row).toHaveAttribute('data-status', status, { timeout: 20_000 })
  return row
}
