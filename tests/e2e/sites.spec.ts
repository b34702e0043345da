import type { Page } from '@playwright/test'
import addresses from '../devnet/artifacts/addresses.json' with { type: 'json' }
import { startDevnet } from '../devnet/devnet'
import { approve, backTo, reject, selectedAddress, waitForApproval } from '../kit'
import { expect, type ReadyWallet, shareReadyWallet, test } from './fixtures'

const first = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const second = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

const shared = shareReadyWallet()

type Answer = { result?: unknown; error?: { code: number; message: string } }
const ask = (site: Page, method: string, params: unknown = []): Promise<Answer> =>
  site.evaluate(`ask(${JSON.stringify(method)}, ${JSON.stringify(params)})`)

async function open(wallet: ReadyWallet, origin: string): Promise<Page> {
  const site = await wallet.context.newPage()
  await site.goto(`${origin}dapp.html`)
  return site
}

async function disconnect(site: Page): Promise<void> {
  expect(await ask(site, 'wallet_revokePermissions', [{ eth_accounts: {} }])).toEqual({ result: null })
}

/** With a fresh grant, whatever was before. */
async function connect(wallet: ReadyWallet, site: Page, account?: string, chainId?: number): Promise<void> {
  await disconnect(site)
  const asked = ask(site, 'eth_requestAccounts')
  const window = await waitForApproval(wallet.context, 'connect')
  if (account !== undefined) {
    for (const box of await window.getByTestId('approval-account').all()) {
      const wanted = (await box.getAttribute('data-address'))?.toLowerCase() === account.toLowerCase()
      const input = box
        .locator('input[type=checkbox]')
        .or(box.and(window.locator('input[type=checkbox]')))
        .first()
      if ((await input.isChecked()) !== wanted) await input.setChecked(wanted)
    }
  }
  if (chainId !== undefined) {
    await window.getByTestId('approval-network').click()
    await window.locator(`[data-testid="option"][data-value="${chainId}"]`).click()
  }
  await approve(window)
  expect((await asked).error).toBeUndefined()
}

test('behavior: two sites hold different accounts and networks, and are disconnected one by one', async ({
  pages,
}) => {
  const readyWallet = shared()
  const one = await open(readyWallet, pages.localhost)
  const two = await open(readyWallet, pages.loopback)
  await connect(readyWallet, one)
  await connect(readyWallet, two, second, 10)
  expect(await ask(one, 'eth_accounts')).toEqual({ result: [first.toLowerCase()] })
  expect(await ask(two, 'eth_accounts')).toEqual({ result: [second.toLowerCase()] })
  expect(await ask(one, 'eth_chainId')).toEqual({ result: '0x1' })
  expect(await ask(two, 'eth_chainId')).toEqual({ result: '0xa' })

  const { page } = readyWallet
  await page.bringToFront()
  await page.getByTestId('open-settings').click()
  await page.getByTestId('settings-sites').click()
  await expect(page.getByTestId('site-row')).toHaveCount(2)
  const row = page.locator(`[data-testid="site-row"][data-origin="${new URL(pages.loopback).origin}"]`)
  await row
    .getByTestId('site-disconnect')
    .or(row.locator('xpath=..').getByTestId('site-disconnect'))
    .first()
    .click()
  await expect(page.getByTestId('site-row')).toHaveCount(1)
  await expect.poll(() => two.evaluate('JSON.stringify(events.at(-1))')).toBe('["accountsChanged",[]]')
  expect(await ask(two, 'eth_accounts')).toEqual({ result: [] })
  expect(await ask(one, 'eth_accounts')).toEqual({ result: [first.toLowerCase()] })
  await backTo(page, 'home')
})

test('behavior: the events of accounts and networks reach the pages that they are for', async ({ pages }) => {
  const readyWallet = shared()
  const site = await open(readyWallet, pages.localhost)
  await disconnect(site)
  await site.reload()
  const bystander = await open(readyWallet, pages.loopback)
  await connect(readyWallet, bystander)
  await connect(readyWallet, site)
  const quiet = await bystander.evaluate<number>('events.length')
  const asked = ask(site, 'wallet_switchEthereumChain', [{ chainId: '0xa' }])
  await approve(await waitForApproval(readyWallet.context, 'switch-network'))
  expect(await asked).toEqual({ result: null })
  await disconnect(site)
  const heard = () => site.evaluate<unknown[]>('events')
  await expect.poll(async () => (await heard()).at(-1)).toEqual(['accountsChanged', []])
  expect(await heard()).toEqual([
    ['connect', { chainId: '0x1' }],
    ['accountsChanged', [first.toLowerCase()]],
    ['chainChanged', '0xa'],
    ['accountsChanged', []],
  ])
  expect(await bystander.evaluate('events.length')).toBe(quiet)
})

test('behavior: eth_subscribe brings new heads as events, also after the worker was stopped', async ({
  pages,
  devnet,
}) => {
  const readyWallet = shared()
  const site = await open(readyWallet, pages.localhost)
  const bystander = await open(readyWallet, pages.localhost)
  await ask(bystander, 'eth_chainId')
  const { result: id } = await ask(site, 'eth_subscribe', ['newHeads'])
  const start = Number(await devnet.client.getBlockNumber())
  const heard = () =>
    site.evaluate<number[]>(
      `events.filter(([name, { type, data }]) => name === 'message' && type === 'eth_subscription' &&
        data.subscription === ${JSON.stringify(id)}).map(([, { data }]) => Number(data.result.number))`,
    )
  await devnet.client.mine({ blocks: 2 })
  await expect.poll(heard, { timeout: 15_000 }).toEqual([start + 1, start + 2])
  await readyWallet.killWorker()
  await devnet.client.mine({ blocks: 1 })
  // Any use of the wallet starts it again; else an alarm does, within half a minute.
  await ask(bystander, 'eth_chainId')
  await expect.poll(heard, { timeout: 15_000 }).toEqual([start + 1, start + 2, start + 3])
  expect(await bystander.evaluate("events.filter(([name]) => name === 'message').length")).toBe(0)
  expect(await ask(site, 'eth_unsubscribe', [id])).toEqual({ result: true })
})

test('behavior: wallet_watchAsset answers at once; the question waits for the person, and goes with the page', async ({
  pages,
}) => {
  const readyWallet = shared()
  const site = await open(readyWallet, pages.localhost)
  const asset = {
    type: 'ERC20',
    options: { address: addresses.vault, symbol: 'tvUSDC' },
  }
  expect(await ask(site, 'wallet_watchAsset', asset)).toEqual({ result: true })
  const window = await waitForApproval(readyWallet.context, 'watch-asset')
  // The page's port closes when nothing is outstanding: that is not the page going away.
  await site.waitForTimeout(1500)
  await expect(window.getByTestId('approval')).toBeVisible()
  await approve(window)
  const row = readyWallet.page.locator('[data-testid="asset-row"][data-symbol="tvUSDC"]')
  await expect(row).toBeVisible()
  expect(await ask(site, 'wallet_watchAsset', asset)).toEqual({ result: true })
  const again = await waitForApproval(readyWallet.context, 'watch-asset')
  // Something is outstanding: only then the wallet hears at once that the page went away.
  void ask(site, 'eth_requestAccounts').catch(() => undefined)
  await site.goto(`${pages.loopback}dapp.html`)
  await expect.poll(() => again.isClosed()).toBe(true)
})

test('error: reject is 4001 everywhere, and so is closing the window', async ({ pages }) => {
  const readyWallet = shared()
  const other = await startDevnet({ chainId: 777_123 })
  try {
    const site = await open(readyWallet, pages.localhost)
    const refuse = async (method: string, params: unknown) => {
      const asked = ask(site, method, params)
      await reject(await waitForApproval(readyWallet.context))
      expect(await asked, method).toMatchObject({ error: { code: 4001 } })
    }
    await disconnect(site)
    await refuse('eth_requestAccounts', [])
    await connect(readyWallet, site)
    await refuse('wallet_requestPermissions', [{ eth_accounts: {} }])
    await refuse('personal_sign', ['0x48656c6c6f', first])
    const typed = {
      types: { A: [{ name: 'a', type: 'string' }] },
      primaryType: 'A',
      domain: {},
      message: { a: 'b' },
    }
    await refuse('eth_signTypedData_v4', [first, typed])
    await refuse('eth_sendTransaction', [{ from: first, to: second, value: '0x1' }])
    await refuse('wallet_switchEthereumChain', [{ chainId: '0xa' }])
    await refuse('wallet_addEthereumChain', [{ chainId: '0xbdba3', chainName: 'Own', rpcUrls: [other.url] }])
    const asked = ask(site, 'personal_sign', ['0x48656c6c6f', first])
    await (await waitForApproval(readyWallet.context, 'message')).close()
    expect(await asked).toMatchObject({ error: { code: 4001 } })
  } finally {
    await other.stop()
  }
})

test('behavior: the worker may die while an approval is open, and right after the yes', async ({
  pages,
  devnet,
}) => {
  const readyWallet = shared()
  const site = await open(readyWallet, pages.localhost)
  await connect(readyWallet, site)
  const signing = ask(site, 'personal_sign', ['0x48656c6c6f', first])
  const message = await waitForApproval(readyWallet.context, 'message')
  await readyWallet.killWorker()
  await approve(message)
  expect((await signing).result).toMatch(/^0x[0-9a-f]{130}$/)

  const before = await devnet.client.getBalance({ address: second })
  const sent = await devnet.client.getTransactionCount({ address: first })
  const sending = ask(site, 'eth_sendTransaction', [{ from: first, to: second, value: '0x5' }])
  const window = await waitForApproval(readyWallet.context, 'transaction')
  await window.bringToFront()
  await expect(window.getByTestId('approval-approve')).toBeEnabled()
  await window.getByTestId('approval-approve').click()
  await readyWallet.killWorker()
  expect((await sending).result).toMatch(/^0x[0-9a-f]{64}$/)
  await expect.poll(() => devnet.client.getBalance({ address: second })).toBe(before + 5n)
  expect(await devnet.client.getTransactionCount({ address: first })).toBe(sent + 1)
  expect(await selectedAddress(readyWallet.page)).toBe(first)
  // Nobody asks again for what was answered: not after the next start either.
  await readyWallet.killWorker()
  expect(await ask(site, 'eth_chainId')).toEqual({ result: '0x1' })
  await new Promise((done) => setTimeout(done, 500))
  expect(await devnet.client.getTransactionCount({ address: first })).toBe(sent + 1)
})

// The last one: the extension does not come back.
test('behavior: when the wallet goes away for good, the page hears disconnect', async ({ pages }) => {
  const readyWallet = shared()
  const site = await open(readyWallet, pages.localhost)
  expect(await ask(site, 'eth_chainId')).toEqual({ result: '0x1' })
  const [worker] = readyWallet.context.serviceWorkers()
  await worker?.evaluate('chrome.runtime.reload()').catch(() => undefined)
  await expect.poll(async () => (await ask(site, 'eth_chainId')).error?.code).toBe(4900)
  await expect.poll(() => site.evaluate('events.at(-1)[0]')).toBe('disconnect')
})
