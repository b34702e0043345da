/** A site on a list of thieves: a page of our own in the place of its question, and the lists in the settings. */
import { approve, backTo, pictures, reject, waitForApproval } from '../kit'
import { inspect } from './axe'
import { expect, shareReadyWallet, test } from './fixtures'

const shared = shareReadyWallet(['mint.azukishop.live'])
/** Of the list that comes with the wallet. */
const BAD = 'https://mint.azukishop.live'

test('security: a listed site is left, or let through by a typed word, which can be taken back', async () => {
  const { context, page } = shared()
  const body = '<!doctype html><title>Free mint</title><h1>Free mint</h1>'
  await context.route(`${BAD}/**`, (route) => route.fulfill({ contentType: 'text/html', body }))
  const site = await context.newPage()
  await site.goto(`${BAD}/`)
  const connect = () =>
    site.evaluate(
      "window.ethereum.request({ method: 'eth_requestAccounts' }).then((result) => ({ result }), ({ code }) => ({ code }))",
    )

  const first = connect()
  const left = await waitForApproval(context, 'connect')
  await expect(left.locator('[data-listed="azukishop.live"]')).toBeVisible()
  await expect(left.getByTestId('listed-why')).toContainText('eth-phishing-detect, as of May 2022')
  await expect(left.getByTestId('approval-approve')).toHaveCount(0)
  await inspect(left, 'listed-site')
  await left.setViewportSize({ width: 360, height: 600 })
  await pictures(left, 'test-output/pictures/protection', 'listed')
  await reject(left)
  expect(await first).toEqual({ code: 4001 })

  const second = connect()
  const window = await waitForApproval(context, 'connect')
  await window.getByTestId('listed-go-on').click()
  await expect(window.getByTestId('listed-confirm')).toBeDisabled()
  await window.getByTestId('listed-word').fill('risk')
  await window.setViewportSize({ width: 360, height: 600 })
  await pictures(window, 'test-output/pictures/protection', 'listed-word')
  await window.getByTestId('listed-confirm').click()
  await expect(window.getByTestId('approval-approve')).toBeVisible()
  await expect(window.locator('[data-rule="site-listed"][data-severity="warning"]')).toBeVisible()
  await approve(window)
  expect(await second).toHaveProperty('result')

  await page.bringToFront()
  await page.getByTestId('open-settings').click()
  await page.getByTestId('settings-protection').click()
  const exception = page.locator('[data-testid="allowed-site-row"][data-value="mint.azukishop.live"]')
  await expect(exception).toBeVisible()
  await page.getByTestId('blocked-site-new').fill('not a site')
  await page.getByTestId('blocked-site-add').click()
  await expect(page.getByTestId('blocked-site-error')).toContainText('no address of a site')
  await page.getByTestId('blocked-site-new').fill('https://unwanted.example/page')
  await page.getByTestId('blocked-site-add').click()
  await expect(page.locator('[data-testid="blocked-site-row"][data-value="unwanted.example"]')).toBeVisible()
  await page.getByTestId('blocked-address-new').fill('0x70997970C51812dc3A010C7d01b50e0d17dc79C8')
  await page.getByTestId('blocked-address-add').click()
  await expect(page.getByTestId('blocked-address-row')).toHaveCount(1)
  await inspect(page, 'settings-protection')
  await page.setViewportSize({ width: 360, height: 600 })
  await pictures(page, 'test-output/pictures/protection', 'settings')
  await page.getByTestId('blocked-address-remove').click()
  await expect(page.getByTestId('blocked-address-row')).toHaveCount(0)
  await exception.getByTestId('allowed-site-remove').click()
  await expect(exception).toHaveCount(0)

  // Connected as it is, every question of it is a danger again.
  const asked = site.evaluate(
    "window.ethereum.request({ method: 'personal_sign', params: ['0x68656c6c6f', window.ethereum.selectedAddress] }).catch(({ code }) => code)",
  )
  const message = await waitForApproval(context, 'message')
  await expect(message.locator('[data-rule="site-listed"][data-severity="danger"]')).toBeVisible()
  await expect(message.getByTestId('approval-acknowledge')).toBeVisible()
  await reject(message)
  expect(await asked).toBe(4001)
  await site.evaluate(
    "window.ethereum.request({ method: 'wallet_revokePermissions', params: [{ eth_accounts: {} }] })",
  )
  await backTo(page, 'home')
})
