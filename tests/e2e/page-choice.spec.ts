/**
 * The choice about `window.ethereum`, from the settings screen to the pages. Chrome asks the person about the host
 * permission in a dialog that no driver can reach: where a test needs the answer yes, the same build has that
 * permission among the given ones. Everything else is as it ships.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { launchWallet, restoreWallet, setEndpoint, type WalletBrowser } from '../kit'
import { expect, extensionDir, password, phrase, test } from './fixtures'

const folder = mkdtempSync(join(tmpdir(), 'candor-choice-'))
const allowedDir = join(folder, 'extension')

test.beforeAll(() => {
  cpSync(extensionDir, allowedDir, { recursive: true })
  const file = join(allowedDir, 'manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  manifest.host_permissions = manifest.content_scripts[0].matches
  writeFileSync(file, JSON.stringify(manifest))
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a page finds, from its very first script on. */
const LOOK = `({
  there: 'ethereum' in window,
  isCandor: window.ethereum?.isCandor,
  isMetaMask: window.ethereum?.isMetaMask,
  announced: (() => {
    const told = []
    const hear = ({ detail }) => told.push([detail.info.name, 'isMetaMask' in detail.provider])
    addEventListener('eip6963:announceProvider', hear)
    dispatchEvent(new Event('eip6963:requestProvider'))
    removeEventListener('eip6963:announceProvider', hear)
    return told
  })(),
})`

/** Opens a page of the site, and one in a frame; both must have found the same. */
async function look(wallet: WalletBrowser, url: string): Promise<unknown> {
  const page = await wallet.context.newPage()
  await page.route('**/choice*', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><script>window.found = ${LOOK}</script>${route.request().url().endsWith('?top') ? '<iframe src="choice"></iframe>' : ''}`,
    }),
  )
  await page.goto(`${url}choice?top`)
  const found = await Promise.all(page.frames().map((frame) => frame.evaluate('window.found')))
  await page.close()
  expect(found).toHaveLength(2)
  expect(found[1]).toEqual(found[0])
  return found[0]
}

async function openChoice(wallet: WalletBrowser): Promise<Page> {
  const page = await wallet.openWallet()
  await page.getByTestId('open-settings').click()
  await page.getByTestId('settings-provider').click()
  await expect(page.getByTestId('app')).toHaveAttribute('data-screen', 'settings-provider')
  return page
}

const USUAL = { there: true, isCandor: true, announced: [['Candor', false]] }
const registered = (page: Page) =>
  page.evaluate(async () => {
    if (!(await chrome.permissions.contains({ permissions: ['scripting'] }))) return 'no permission'
    return (await chrome.scripting.getRegisteredContentScripts()).flatMap(({ js }) => js ?? [])
  })

test('behavior: each choice reaches pages and frames before their first script, and the usual one gives the permission back', async ({
  pages,
  guard,
  devnet,
}) => {
  const wallet = await launchWallet({ extensionDir: allowedDir, args: [guard.switch] })
  try {
    const first = await wallet.openWallet()
    await setEndpoint(first, devnet.chainId, devnet.url)
    await restoreWallet(first, { phrase, password })
    expect(await look(wallet, pages.localhost)).toEqual(USUAL)
    const page = await openChoice(wallet)
    expect(await registered(page)).toBe('no permission')

    await page.getByTestId('as-metamask').click()
    await expect(page.getByTestId('provider-effect')).toHaveAttribute('data-allowed', 'true')
    await expect.poll(() => registered(page)).toEqual(['ethereum-shared-metamask.js'])
    expect(await look(wallet, pages.localhost)).toEqual({ ...USUAL, isMetaMask: true })

    await page.getByTestId('ethereum-candor').click()
    await expect.poll(() => registered(page)).toEqual(['ethereum-candor-metamask.js'])
    expect(await look(wallet, pages.localhost)).toEqual({ ...USUAL, isMetaMask: true })

    await page.getByTestId('ethereum-none').click()
    await expect(page.getByTestId('as-metamask')).toBeDisabled()
    await expect.poll(() => registered(page)).toEqual(['ethereum-none.js'])
    expect(await look(wallet, pages.localhost)).toEqual({ there: false, announced: [['Candor', false]] })

    // A worker that dies, and a browser that starts anew with an extension that it loads as if updated.
    await wallet.killWorker()
    expect(await look(wallet, pages.localhost)).toMatchObject({ there: false })
    await wallet.restart()
    const again = await wallet.openWallet()
    await expect.poll(() => registered(again)).toEqual(['ethereum-none.js'])
    expect(await look(wallet, pages.localhost)).toMatchObject({ there: false })
    await again.getByTestId('unlock-password').fill(password)
    await again.getByTestId('unlock-submit').click()
    await again.getByTestId('open-settings').click()
    await again.getByTestId('settings-provider').click()
    await again.getByTestId('ethereum-shared').click()
    await again.getByTestId('as-metamask').click()
    await expect.poll(() => registered(again)).toBe('no permission')
    expect(await look(wallet, pages.localhost)).toEqual(USUAL)
  } finally {
    await wallet.close()
  }
})

test('error: while the browser has not allowed it, pages stay as usual and the screen says so', async ({
  readyWallet: wallet,
  pages,
}) => {
  const page = await openChoice(wallet)
  await page.getByTestId('ethereum-none').click()
  const effect = page.getByTestId('provider-effect')
  await expect(effect).toHaveAttribute('data-allowed', 'false')
  await expect(page.getByTestId('provider-allow')).toBeEnabled()
  expect(await registered(page)).toBe('no permission')
  expect(await look(wallet, pages.localhost)).toEqual(USUAL)
  await page.getByTestId('ethereum-shared').click()
  await expect(effect).toHaveCount(0)
})
