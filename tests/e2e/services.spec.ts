/** Outside services, as a person meets them: off at first, what each learns, a key kept and removed. */
import { waitForScreen } from '../kit'
import { inspect } from './axe'
import { expect, test } from './fixtures'

// The moment it is switched on it is asked, which the guard sees and stops.
test.use({ expectedHosts: ['coins.llama.fi'] })

test('behavior: a service is off until it is switched on, and says what it learns', async ({
  readyWallet,
}) => {
  const { page } = readyWallet
  const id = (name: string) => page.getByTestId(name)
  await id('open-settings').click()
  await id('settings-services').click()
  await waitForScreen(page, 'settings-services')
  await inspect(page, 'settings-services')
  const rows = await id('service-row').all()
  expect(rows.length).toBeGreaterThan(2)
  for (const row of rows) await expect(row).toHaveAttribute('data-allowed', 'false')

  await page.locator('[data-testid="service-row"][data-id="coingecko"]').click()
  await waitForScreen(page, 'settings-service')
  await expect(id('service-learns')).toContainText('internet address')
  await id('service-key-add').click()
  await id('service-key-save').click()
  await expect(id('service-error')).toContainText('Paste')
  await id('service-key-input').fill('CG-key-of-mine-1234')
  await id('service-key-save').click()
  await expect(id('service-key')).toContainText('…1234')
  expect(await page.content()).not.toContain('CG-key-of-mine')
  await inspect(page, 'settings-service-key')
  await id('service-key-remove').click()
  await expect(id('service-key')).toHaveCount(0)
  await id('back').click()

  const llama = page.locator('[data-testid="service-row"][data-id="defillama"]')
  await llama.click()
  await id('service-allow').click()
  await expect(id('service')).toHaveAttribute('data-allowed', 'true')
  // Nobody is there to answer: the row says so, and nothing else suffers.
  await expect(id('service-problem')).toContainText('did not answer')
  await id('service-allow').click()
  await expect(id('service')).toHaveAttribute('data-allowed', 'false')
  await id('back').click()
  await expect(llama).toHaveAttribute('data-allowed', 'false')
})
