/** The site in front, pages inside pages, and what becomes of a question when its page goes: in a real browser. */
import type { Page } from '@playwright/test'
import { approve, reject, waitForApproval, waitUntilReady } from '../kit'
import { expect, shareReadyWallet, test } from './fixtures'

const first = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const second = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const wallet = shareReadyWallet()

type Answer = { result?: unknown; error?: { code: number; message: string } }
type Asker = Pick<Page, 'evaluate'>
const ask = (site: Asker, method: string, params: unknown = []): Promise<Answer> =>
  site.evaluate(`ask(${JSON.stringify(method)}, ${JSON.stringify(params)})`)

async function open(url: string): Promise<Page> {
  const site = await wallet().context.newPage()
  await site.goto(url)
  return site
}

async function connect(site: Page): Promise<void> {
  await ask(site, 'wallet_revokePermissions', [{ eth_accounts: {} }])
  const asked = ask(site, 'eth_requestAccounts')
  await approve(await waitForApproval(wallet().context, 'connect'))
  expect((await asked).error).toBeUndefined()
}

/** Home as the popup shows it beside the tab of `site`. */
async function popupBeside(site: Page): Promise<Page> {
  await site.bringToFront()
  const [worker] = wallet().context.serviceWorkers()
  const tabId = await worker?.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true })
    return tab?.id
  })
  const page = await wallet().context.newPage()
  await page.setViewportSize({ width: 360, height: 600 })
  await page.goto(`chrome-extension://${wallet().extensionId}/popup.html?tab=${tabId}`)
  await waitUntilReady(page)
  return page
}

test('behavior: home shows what the page in front has, and lets the person change it', async ({ pages }) => {
  // A page that never used the wallet is not known.
  const silent = await open(`${pages.localhost}ask.js`)
  const before = await popupBeside(silent)
  await expect(before.getByTestId('total-balance')).toBeVisible()
  await before.waitForTimeout(300)
  await expect(before.getByTestId('site-bar')).toHaveCount(0)
  await before.close()

  const site = await open(`${pages.localhost}dapp.html`)
  await ask(site, 'eth_chainId')
  const popup = await popupBeside(site)
  const bar = popup.getByTestId('site-bar')
  await expect(bar).toHaveAttribute('data-state', 'none')
  await expect(bar).toHaveAttribute('data-origin', new URL(pages.localhost).origin)
  await connect(site)
  await expect(bar).toHaveAttribute('data-state', 'connected')

  await bar.click()
  const sheet = popup.getByTestId('site-sheet')
  await expect(sheet.locator(`[data-address="${first}"]`)).toBeDisabled()
  await sheet.locator(`[data-address="${second}"]`).check()
  await expect.poll(async () => (await ask(site, 'eth_accounts')).result).toHaveLength(2)
  await sheet.locator(`[data-address="${first}"]`).uncheck()
  await expect.poll(() => ask(site, 'eth_accounts')).toEqual({ result: [second.toLowerCase()] })
  await sheet.getByTestId('site-network').click()
  await popup.locator('[data-testid="option"][data-value="10"]').click()
  await expect.poll(() => ask(site, 'eth_chainId')).toEqual({ result: '0xa' })
  await sheet.getByTestId('site-disconnect').click()
  await expect(bar).toHaveAttribute('data-state', 'none')
  await expect.poll(() => site.evaluate('events.at(-1)')).toEqual(['accountsChanged', []])

  await sheet.getByTestId('site-block').click()
  await expect(bar).toHaveAttribute('data-state', 'blocked')
  expect(await ask(site, 'eth_requestAccounts')).toMatchObject({ error: { code: 4100 } })
  await sheet.getByTestId('site-unblock').click()
  await expect(bar).toHaveAttribute('data-state', 'none')
})

test('behavior: a page inside another is refused until the person allows that pair', async ({ pages }) => {
  const site = await open(`${pages.localhost}frames.html?other=${pages.loopback}`)
  const frame = await expect
    .poll(() => site.frame('cross')?.url())
    .toBe(`${pages.loopback}dapp.html`)
    .then(() => site.frame('cross'))
  if (!frame) throw new Error('no frame')
  await frame.waitForLoadState()
  expect(await ask(frame, 'eth_requestAccounts')).toMatchObject({ error: { code: 4100 } })
  const popup = await popupBeside(site)
  await popup.getByTestId('site-bar').click()
  const row = popup.getByTestId('frame-row')
  await expect(row).toHaveAttribute('data-frame', new URL(pages.loopback).origin)
  await expect(row).toHaveAttribute('data-top', new URL(pages.localhost).origin)
  await row.getByTestId('frame-allow').click()
  await expect(row).toHaveAttribute('data-allowed', 'true')

  const asked = ask(frame, 'eth_requestAccounts')
  const window = await waitForApproval(wallet().context, 'connect')
  await expect(window.getByTestId('approval')).toHaveAttribute('data-origin', new URL(pages.loopback).origin)
  await expect(window.getByTestId('approval-inside')).toHaveAttribute(
    'data-origin',
    new URL(pages.localhost).origin,
  )
  await approve(window)
  expect(await asked).toEqual({ result: [first.toLowerCase()] })
  expect(await ask(site, 'eth_accounts')).toEqual({ result: [] })

  await row.getByTestId('frame-revoke').click()
  await expect.poll(() => frame.evaluate('events.at(-1)')).toEqual(['accountsChanged', []])
  expect(await ask(frame, 'eth_requestAccounts')).toMatchObject({ error: { code: 4100 } })
  const alone = await open(`${pages.loopback}dapp.html`)
  expect(await ask(alone, 'eth_accounts')).toEqual({ result: [first.toLowerCase()] })
  await ask(alone, 'wallet_revokePermissions', [{ eth_accounts: {} }])
})

const badge = async (): Promise<string | undefined> => {
  const [worker] = wallet().context.serviceWorkers()
  return worker?.evaluate(() => chrome.action.getBadgeText({}))
}

for (const [how, go] of [
  ['reloads', (site: Page) => site.reload()],
  ['goes elsewhere in its tab', (site: Page, other: string) => site.goto(`${other}dapp.html`)],
  ['goes to a page without a script of ours', (site: Page) => site.goto('about:blank')],
  ['is closed', (site: Page) => site.close()],
] as const) {
  test(`behavior: a page that ${how} withdraws its questions, and the window closes`, async ({ pages }) => {
    const site = await open(`${pages.localhost}dapp.html`)
    await connect(site)
    for (let i = 0; i < 3; i++)
      void ask(site, 'personal_sign', ['0x48656c6c6f', first]).catch(() => undefined)
    const window = await waitForApproval(wallet().context, 'message')
    await expect.poll(badge).toBe('3')
    await expect(window.getByTestId('approval-count')).toHaveText('1 of 3')
    await go(site, pages.loopback)
    await expect.poll(badge).toBe('')
    await expect.poll(() => window.isClosed()).toBe(true)
    const next = await open(`${pages.localhost}dapp.html`)
    await ask(next, 'wallet_revokePermissions', [{ eth_accounts: {} }])
  })
}

test('behavior: the window stands in the corner of the window that asks; the popup shows what waits', async ({
  pages,
}) => {
  const site = await open(`${pages.localhost}dapp.html`)
  await site.bringToFront()
  const asked = ask(site, 'eth_requestAccounts')
  const window = await waitForApproval(wallet().context, 'connect')
  const [worker] = wallet().context.serviceWorkers()
  const bounds = await worker?.evaluate(async () => {
    const all = await chrome.windows.getAll({ windowTypes: ['normal', 'popup'] })
    return {
      normal: all.find(({ type }) => type === 'normal'),
      popup: all.find(({ type }) => type === 'popup'),
    }
  })
  const { normal, popup } = bounds ?? {}
  const rightEdge = (one: chrome.windows.Window | undefined) => (one?.left ?? 0) + (one?.width ?? 0)
  expect(rightEdge(popup)).toBeLessThanOrEqual(rightEdge(normal))
  expect(rightEdge(popup)).toBeGreaterThan(rightEdge(normal) - 60)
  expect((popup?.top ?? 0) - (normal?.top ?? 0)).toBeLessThan(60)

  const opened = await wallet().openWallet('popup')
  await expect(opened.getByTestId('approval')).toHaveAttribute('data-kind', 'connect')
  await reject(window)
  expect(await asked).toMatchObject({ error: { code: 4001 } })
  await expect(opened.getByTestId('total-balance')).toBeVisible()
})
