import { type CountingEndpoint, countingEndpoint } from '../devnet/counting-endpoint'
import { type Devnet, startDevnet } from '../devnet/devnet'
import { backTo } from '../kit'
import { expect, shareReadyWallet, shot, test } from './fixtures'

/** Of the list that comes with the wallet. */
const UBIQ = 8
const ready = shareReadyWallet()
let ahead: Devnet
let behind: Devnet
let local: Devnet
let endpoint: CountingEndpoint
test.beforeAll(async () => {
  ;[ahead, behind, local] = await Promise.all([
    startDevnet({ chainId: UBIQ }),
    startDevnet({ chainId: UBIQ }),
    startDevnet({ chainId: 31_338, port: 9545 }),
  ])
  await ahead.client.mine({ blocks: 12 })
  endpoint = await countingEndpoint(ahead.url)
})
test.afterAll(async () => {
  await Promise.all([ahead, behind, local].map((devnet) => devnet?.stop()))
})

test('behavior: a network of the known ones is found, added, edited, given a second endpoint, and removed', async () => {
  const { page } = ready()
  const id = (name: string) => page.getByTestId(name)
  const row = (chainId: number) => page.locator(`[data-testid="network-row"][data-chain-id="${chainId}"]`)
  const toNetworks = async () => {
    await backTo(page, 'home')
    await id('open-settings').click()
    await id('settings-networks').click()
  }
  await toNetworks()

  // Test networks behind a switch.
  await expect(row(1)).toBeVisible()
  await expect(row(11_155_111)).toHaveCount(0)
  await id('networks-testnets').click()
  await expect(row(11_155_111)).toBeVisible()
  await id('networks-testnets').click()
  await expect(row(11_155_111)).toHaveCount(0)

  // Several hundred, by name, coin or number; searching asks nobody.
  await id('network-add').click()
  const count = /among (\d+) known/.exec((await page.locator('.screen-body').textContent()) ?? '')?.[1]
  expect(Number(count)).toBeGreaterThan(300)
  for (const words of ['ubiq', 'UBQ', String(UBIQ)]) {
    await id('network-find').fill(words)
    await expect(page.locator(`[data-testid="option"][data-value="${UBIQ}"]`)).toBeVisible()
  }
  await id('network-find').fill('no such network')
  await expect(id('option')).toHaveCount(0)
  await id('network-find').fill('ubiq')
  await shot(page, 'network-known')
  await page.locator(`[data-testid="option"][data-value="${UBIQ}"]`).click()
  await expect(id('network-name')).toHaveValue('Ubiq Mainnet')
  await expect(id('network-symbol')).toHaveValue('UBQ')
  await expect(id('network-endpoint')).toHaveValue(/^https:/)
  await id('network-endpoint').fill('http://example.com')
  await id('network-save').click()
  await expect(id('network-error')).toContainText('https://')
  await id('network-endpoint').fill(behind.url)
  await id('network-save').click()
  await expect(row(UBIQ)).toBeVisible()

  // Its facts.
  await row(UBIQ).click()
  await id('network-edit').click()
  await id('network-edit-name').fill('My Ubiq')
  await id('network-edit-save').click()
  await expect(id('network-edit-save')).toHaveCount(0)

  // A second endpoint, put first; how each does, and how far one lags.
  await id('network-endpoint-add').click()
  await id('network-endpoint').nth(1).fill(endpoint.url)
  await id('network-endpoint-up').click()
  await expect(id('network-endpoint').first()).toHaveValue(endpoint.url)
  await id('network-save').click()
  await expect(row(UBIQ)).toContainText('My Ubiq')
  await row(UBIQ).click()
  await expect(id('network-endpoint').first()).toHaveValue(endpoint.url)
  await id('network-check').click()
  await expect(id('network-health').first()).toHaveText(/^\d+ ms, block 12$/)
  await expect(id('network-health').nth(1)).toHaveText(/^\d+ ms, 12 blocks behind the others$/)
  await shot(page, 'network-health')
  await endpoint.close()
  await id('network-check').click()
  await expect(id('network-health').first()).not.toHaveText(/^\d+ ms/)
  await expect(id('network-health').nth(1)).toHaveText(/^\d+ ms, block 0$/)

  await id('network-remove').click()
  await expect(id('network-add')).toBeVisible()
  await expect(row(UBIQ)).toHaveCount(0)
  // Presets stay.
  await row(10).click()
  await expect(id('network-endpoint').first()).toBeVisible()
  await expect(id('network-remove')).toHaveCount(0)
})

test('behavior: a chain on this computer is found by itself, and added', async () => {
  const { page } = ready()
  const id = (name: string) => page.getByTestId(name)
  await backTo(page, 'home')
  await id('open-settings').click()
  await id('settings-networks').click()
  await expect(id('network-local').filter({ hasText: '9545' })).toContainText('31338')
  await id('network-local').filter({ hasText: '9545' }).getByTestId('network-local-add').click()
  await expect(id('network-endpoint')).toHaveValue('http://127.0.0.1:9545')
  await id('network-save').click()
  await expect(page.locator('[data-testid="network-row"][data-chain-id="31338"]')).toBeVisible()
  await expect(id('network-local').filter({ hasText: '9545' })).toHaveCount(0)
})
