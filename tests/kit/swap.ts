import { expect, type Locator, type Page } from '@playwright/test'
import { approve } from './approvals'
import { chooseOption, waitForScreen } from './screens'

export interface SwapOptions {
  /** Addresses, or 'native'. What is not told stays as it stands in the form. */
  sell?: string
  buy?: string
  /** In whole units: how much is sold, or how much is received. */
  amount?: { sell: string } | { buy: string } | 'max'
}

/** From home to the form. */
export async function openSwap(page: Page): Promise<void> {
  await page.getByTestId('action-swap').click()
  await waitForScreen(page, 'swap')
}

/** Chooses what is sold or received from the list of tokens. */
export async function chooseSwapAsset(page: Page, side: 'sell' | 'buy', token: string): Promise<void> {
  const button = page.getByTestId(`swap-${side}-asset`)
  await button.click()
  await page.getByTestId('swap-search').fill(token === 'native' ? '' : token)
  await chooseOption(page, token)
  await expect(button).toHaveAttribute('data-value', new RegExp(`^${token}$`, 'i'))
}

/** Fills the form, which stands; answers the best offer, once it can be reviewed. */
export async function fillSwap(page: Page, { sell, buy, amount }: SwapOptions): Promise<Locator> {
  if (sell !== undefined) await chooseSwapAsset(page, 'sell', sell)
  if (buy !== undefined) await chooseSwapAsset(page, 'buy', buy)
  if (amount === 'max') await page.getByTestId('swap-max').click()
  else if (amount !== undefined) {
    const [side, text] = 'sell' in amount ? ['sell', amount.sell] : ['buy', amount.buy]
    await page.getByTestId(`swap-${side}-amount`).fill(text ?? '')
  }
  return swapQuote(page)
}

/** The offer that would be carried out: `data-source`, `data-amount-in`, `data-amount-out` in base units. */
export async function swapQuote(page: Page): Promise<Locator> {
  const quote = page.getByTestId('swap-quote')
  await expect(quote).toBeVisible({ timeout: 15_000 })
  return quote
}

/** Reviews the offer and says yes to all that it takes. Ends where its status is shown. */
export async function beginSwap(page: Page): Promise<Locator> {
  await page.getByTestId('swap-review').click()
  await expect(page.getByTestId('approval')).toBeVisible({ timeout: 15_000 })
  await approve(page)
  // A signature may come first, with the transaction's own question after it.
  const status = page.getByTestId('swap-status')
  const next = page.getByTestId('approval')
  await expect(status.or(next).first()).toBeVisible({ timeout: 15_000 })
  if (await next.isVisible()) await approve(page)
  await expect(status).toBeVisible()
  return status
}

/** Reviews the offer, says yes, and waits until it is confirmed: what truly arrived, in base units. Ends at home. */
export async function carryOutSwap(page: Page): Promise<bigint> {
  const status = await beginSwap(page)
  await expect(status).toHaveAttribute('data-status', 'confirmed', { timeout: 20_000 })
  const received = await page.getByTestId('swap-received').getAttribute('data-amount')
  await page.getByTestId('swap-done').click()
  await waitForScreen(page, 'home')
  return BigInt(received ?? 0)
}
