import type { Page } from '@playwright/test'
import { type CountingEndpoint, countingEndpoint } from '../devnet/counting-endpoint'
import { type Devnet, devnetAddresses, etchBrokenTokens, etchMulticall3, startDevnet } from '../devnet/devnet'
import { balanceOfMany, tokenCode } from '../devnet/many-tokens'
import { addToken, assetRow, backTo, chooseOption, reject, send, setEndpoint } from '../kit'
import { expect, shareReadyWallet, shot, test } from './fixtures'

const ME = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const YOU = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const OP_USDC = '0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85'

const ready = shareReadyWallet()
let optimism: Devnet | undefined
let first: CountingEndpoint
let second: CountingEndpoint

test.beforeAll(async ({ workerDevnet }) => {
  optimism = await startDevnet({ chainId: 10 })
  await etchMulticall3(optimism)
  await optimism.client.setCode({ address: OP_USDC, bytecode: tokenCode(60_000) })
  first = await countingEndpoint(workerDevnet.url)
  second = await countingEndpoint(optimism.url)
  const { page } = ready()
  await setEndpoint(page, 1, first.url)
  await setEndpoint(page, 10, second.url)
  await page.getByTestId('network-menu').click()
  await chooseOption(page, 10)
  await page.getByTestId('network-menu').click()
  await chooseOption(page, 'all')
  await expect(group(page, 'USDC')).toBeVisible({ timeout: 20_000 })
})
test.afterAll(async () => {
  await Promise.all([first?.close(), second?.close()])
  await optimism?.stop()
})

const storage = (page: Page, area: 'local' | 'session', items: unknown) =>
  page.evaluate(`chrome.storage.${area}.set(${JSON.stringify(items)})`)
const total = (page: Page) => page.getByTestId('total-balance')
const group = (page: Page, symbol: string) =>
  page.locator(`[data-testid="asset-group"][data-symbol="${symbol}"]`)
async function openAsset(page: Page, token: string): Promise<void> {
  await assetRow(page, token).first().click()
  await expect(page.getByTestId('asset-balance')).toBeVisible()
}

test('behavior: the popup paints what is stored while no network answers, then what is new', async ({
  workerDevnet,
}) => {
  const dai = assetRow(ready().page, devnetAddresses.dai)
  await expect(dai).toBeVisible()
  const before = await total(ready().page).textContent()
  first.hold()
  second.hold()
  const popup = await ready().openWallet('popup')
  await expect(assetRow(popup, devnetAddresses.dai)).toHaveAttribute(
    'data-balance',
    String(10_000n * 10n ** 18n),
  )
  await expect(total(popup)).toHaveText(before ?? '')
  await workerDevnet.client.setBalance({ address: ME, value: 123n * 10n ** 18n })
  first.release()
  second.release()
  await group(popup, 'ETH').click()
  const coin = popup.locator('[data-testid="asset-row"][data-token="native"][data-chain-id="1"]')
  await expect(coin).toHaveAttribute('data-balance', String(123n * 10n ** 18n), { timeout: 30_000 })
  await popup.close()
})

test('behavior: one asset on two networks is one row that unfolds to them, and is summed by network', async () => {
  const { page } = ready()
  const usdc = group(page, 'USDC')
  await expect(usdc).toHaveAttribute('aria-expanded', 'false')
  await expect(assetRow(page, OP_USDC)).toHaveCount(0)
  await usdc.click()
  await expect(assetRow(page, OP_USDC)).toHaveAttribute('data-balance', String(balanceOfMany(ME, 59_999)))
  await expect(assetRow(page, devnetAddresses.usdc)).toHaveAttribute('data-chain-id', '1')
  await usdc.click()
  await expect(assetRow(page, OP_USDC)).toHaveCount(0)
  await page.getByTestId('open-portfolio').click()
  await expect(page.getByTestId('holdings-network')).toHaveCount(2)
  await expect(page.getByTestId('holdings-account').first()).toBeVisible()
  await backTo(page, 'home')
})

test('behavior: pinned stands first, hidden leaves list and total, small is folded, each is taken back', async () => {
  const { page } = ready()
  const order = () =>
    page
      .locator('[data-testid="asset-row"],[data-testid="asset-group"]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-symbol')))
  await openAsset(page, devnetAddresses.usdt)
  await page.getByTestId('asset-pin').click()
  await expect(page.getByTestId('asset-pin')).toHaveText(/Unpin/)
  await backTo(page, 'home')
  expect((await order())[0]).toBe('USDT')
  const whole = await total(page).textContent()
  await openAsset(page, devnetAddresses.dai)
  await page.getByTestId('asset-hide').click()
  await expect(page.getByTestId('assets-hidden')).toBeVisible()
  await expect(assetRow(page, devnetAddresses.dai)).toHaveCount(0)
  await expect(total(page)).not.toHaveText(whole ?? '')
  await page.getByTestId('assets-hidden').click()
  await openAsset(page, devnetAddresses.dai)
  await page.getByTestId('asset-hide').click()
  await expect(page.getByTestId('asset-hide')).toHaveText('Hide')
  await backTo(page, 'home')
  await expect(total(page)).toHaveText(whole ?? '')
  await openAsset(page, devnetAddresses.usdt)
  await page.getByTestId('asset-pin').click()
  await backTo(page, 'home')
  await page.getByTestId('hide-small').click()
  // Nothing of it is small, and nothing is lost from sight.
  await expect(assetRow(page, devnetAddresses.dai)).toBeVisible()
  await page.getByTestId('hide-small').click()
})

test('behavior: the privacy eye blanks every amount, over a reload too; the currency can be another', async () => {
  const { page } = ready()
  await page.getByTestId('privacy-eye').click()
  await expect(total(page)).toContainText('•••••')
  await page.reload()
  await expect(total(page)).toContainText('•••••')
  const rows = page.locator('[data-testid="asset-row"] .amount, [data-testid="asset-row"] .money')
  for (const text of await rows.allTextContents()) expect(text).not.toMatch(/\d/)
  await page.getByTestId('open-portfolio').click()
  await expect(page.getByTestId('portfolio-total')).toContainText('•••••')
  for (const text of await page.getByTestId('holdings-network').allTextContents())
    expect(text.replace(/Updated.*?ago/, '')).not.toMatch(/\d[\d.,\u202f]{2}/)
  await backTo(page, 'home')
  await page.getByTestId('privacy-eye').click()
  await expect(total(page)).toContainText('$')
  await page.getByTestId('open-settings').click()
  await page.getByTestId('settings-currency').click()
  await chooseOption(page, 'ETH')
  await backTo(page, 'home')
  await expect(total(page)).toContainText('ETH')
  await expect(total(page)).not.toContainText('$')
  await page.getByTestId('open-settings').click()
  await page.getByTestId('settings-currency').click()
  await chooseOption(page, 'USD')
  await backTo(page, 'home')
  await expect(total(page)).toContainText('$')
})

test('behavior: the chart says when too little is known, and draws each range once there is enough', async () => {
  const { page } = ready()
  const now = Math.floor(Date.now() / 1000)
  const key = `history:total:${ME.toLowerCase()}`
  await page.evaluate(`chrome.storage.local.remove(${JSON.stringify(key)})`)
  await page.reload()
  await page.getByTestId('open-portfolio').click()
  const chart = page.getByTestId('chart')
  await expect(chart).toHaveAttribute('data-points', /^[01]$/)
  await expect(chart).toContainText('Not enough is known yet')
  const points = Array.from({ length: 300 }, (_, i) => [now - (300 - i) * 86_400, String(100_000 + i * 37)])
  const late = Array.from({ length: 40 }, (_, i) => [now - 3_600 * (40 - i) * 0.5, String(120_000 + i)])
  await storage(page, 'local', { [key]: [...points.slice(0, -1), ...late] })
  await page.reload()
  for (const [range, least] of [
    ['day', 20],
    ['week', 7],
    ['month', 20],
    ['year', 200],
  ] as const) {
    await page.getByTestId(`range-${range}`).check({ force: true })
    await expect
      .poll(async () => Number(await chart.getAttribute('data-points')), { message: range })
      .toBeGreaterThanOrEqual(least)
    await expect(chart.locator('canvas')).toBeVisible()
  }
  await shot(page, 'portfolio-year')
  await backTo(page, 'home')
  // Each asset's own line, of the last day: of one network, and of several together.
  const prices = late.map(([at], i) => [at, String(3000 + i)])
  await storage(page, 'local', {
    'history:price:1:native': prices,
    'history:price:10:native': prices,
    [`history:price:1:${devnetAddresses.dai.toLowerCase()}`]: prices,
  })
  await page.reload()
  const drawn = /^M[\d.]+ [\d.]+(?:L[\d.]+ [\d.]+){30,}$/
  const lineOf = (symbol: string) => page.locator(`[data-symbol="${symbol}"] .sparkline path`).first()
  await expect(lineOf('ETH')).toHaveAttribute('d', drawn)
  await expect(lineOf('DAI')).toHaveAttribute('d', drawn)
  await shot(page, 'home-lines')
})

test('security: broken tokens: unknown is not zero, what is kept of a transfer is said, spam is folded and worth nothing', async ({
  workerDevnet,
}) => {
  const { page } = ready()
  const at = await etchBrokenTokens(workerDevnet, ME)
  await page.getByTestId('network-menu').click()
  await chooseOption(page, 1)
  await addToken(page, at.mute)
  await expect(assetRow(page, at.mute)).toContainText('does not tell the balance')
  await addToken(page, at.old)
  await expect(assetRow(page, at.old)).toHaveAttribute('data-symbol', 'OLD')
  await expect(assetRow(page, at.old)).not.toContainText('$')
  await page.getByTestId('token-add').click()
  await page.getByTestId('token-address').fill(at.huge)
  await page.getByTestId('token-submit').click()
  await expect(page.getByText('255 decimals')).toBeVisible()
  await backTo(page, 'home')
  await addToken(page, at.fee)
  await expect(assetRow(page, at.fee)).toBeVisible()
  await send(page, { to: YOU, amount: '100', asset: at.fee })
  const warning = page.locator('[data-testid="approval-warning"][data-rule="transfer-fee"]')
  await expect(warning).toContainText('Of 100 TAX, 97 TAX would arrive')
  await shot(page, 'send-fee-token')
  await reject(page)
  await backTo(page, 'home')
  const whole = await total(page).textContent()
  const found = [
    { chainId: 1, address: at.spam, symbol: 'USDC', name: 'Visit claim-usdc.example', decimals: 6 },
  ]
  await storage(page, 'local', { found })
  await page.goto('about:blank')
  await ready().killWorker()
  await page.goto(`chrome-extension://${ready().extensionId}/popup.html?view=tab`)
  const folded = page.getByTestId('assets-found')
  await expect(folded).toBeVisible({ timeout: 20_000 })
  await expect(assetRow(page, at.spam)).toHaveCount(0)
  await folded.click()
  await expect(assetRow(page, at.spam)).toContainText('5')
  await expect(assetRow(page, at.spam)).not.toContainText('$')
  await expect(total(page)).toHaveText(whole ?? '')
})

test('security: the picture of an open wallet is not painted once its time to lock has passed', async () => {
  const { context, extensionId } = ready()
  const painted = async (later: number) => {
    const page = await context.newPage()
    // A background that never answers: all that stands is what was stored.
    await page.addInitScript(`
      const now = Date.now
      Date.now = () => now() + ${later}
      const silent = { addListener() {}, removeListener() {} }
      chrome.runtime.connect = () => ({ postMessage() {}, disconnect() {}, onMessage: silent, onDisconnect: silent })`)
    await page.goto(`chrome-extension://${extensionId}/popup.html`)
    await page.evaluate('new Promise((done) => setTimeout(done, 500))')
    const screen = await page.getByTestId('app').getAttribute('data-screen')
    await page.close()
    return screen
  }
  expect(await painted(0)).toBe('home')
  expect(await painted(61 * 60_000)).toBeNull()
})

test('behavior: with the popup closed and nothing pending, ten minutes pass without a request', async () => {
  const { context, page, killWorker } = ready()
  const url = page.url()
  await page.goto('about:blank')
  const [worker] = context.serviceWorkers()
  if (!worker) throw new Error('There is no worker')
  await expect
    .poll(
      async () => {
        const before = first.count() + second.count()
        await page.waitForTimeout(400)
        return first.count() + second.count() - before
      },
      { message: 'what was under way has ended' },
    )
    .toBe(0)
  first.forget()
  second.forget()
  // The clock of the worker goes on by ten minutes, and whatever it has set for that time comes.
  const alarms = await worker.evaluate<string[]>(`(async () => {
    const now = Date.now
    Date.now = () => now() + 600_000
    const due = (await chrome.alarms.getAll()).filter((one) => one.scheduledTime <= Date.now())
    for (const { name } of due) chrome.alarms.create(name, { when: now() + 1 })
    return due.map(({ name }) => name)
  })()`)
  await page.waitForTimeout(1500)
  expect(alarms).toEqual([])
  expect(first.count() + second.count()).toBe(0)
  // Nor does one that the browser has stopped come back for anything.
  await killWorker()
  await page.waitForTimeout(500)
  expect(first.count() + second.count()).toBe(0)
  await page.goto(url)
  await expect.poll(() => first.count(), { message: 'an open page does ask' }).toBeGreaterThan(0)
})
