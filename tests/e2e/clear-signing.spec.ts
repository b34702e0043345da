/**
 * Whom else Candor may read requests by: the public registry, verified source and a file of one's own, each off until
 * it is switched on or added, told as somebody else's words, and gone when it is taken back. And a public list that is
 * kept current. The services are answered for here.
 */
import { createHash } from 'node:crypto'
import type { BrowserContext, Page } from '@playwright/test'
import { encodeFunctionData, parseAbi } from 'viem'
import { approve, backTo, pictures, reject, waitForApproval } from '../kit'
import { inspect } from './axe'
import { expect, shareReadyWallet, test } from './fixtures'

const shared = shareReadyWallet([
  'api.github.com',
  'raw.githubusercontent.com',
  'sourcify.dev',
  /^app\d\.example$/,
])
const ME = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
/** A contract of the devnet that Candor has no words for. */
const CONTRACT = '0xcA11bde05977b3631167028862bE2a173976CA11'
const UNKNOWN = /Candor cannot tell what this call does/

const descriptorOf = (name: string, owner: string) =>
  JSON.stringify({
    $schema: 'https://eips.ethereum.org/assets/eip-7730/erc7730-v2.schema.json',
    context: { contract: { deployments: [{ chainId: 1, address: CONTRACT }] } },
    metadata: { owner },
    display: {
      formats: {
        [`${name}(uint256 amount)`]: {
          intent: 'Polish',
          interpolatedIntent: 'Polish {amount} stones',
          fields: [{ path: 'amount', label: 'Stones', format: 'raw' }],
        },
      },
    },
  })
const dataOf = (name: string) =>
  encodeFunctionData({ abi: parseAbi([`function ${name}(uint256 amount)`] as const), args: [7n] })

/** As GitHub and Sourcify would. */
async function answer(context: BrowserContext): Promise<void> {
  const registry = descriptorOf('polishByRegistry', 'Registry Labs')
  const sha = createHash('sha1').update(`blob ${registry.length}\0${registry}`).digest('hex')
  const path = 'registry/labs/calldata-labs.json'
  const list = { tree: [{ path, type: 'blob', sha, size: registry.length }] }
  const thieves = Array.from({ length: 600 }, (_, i) => `0x${(i + 1).toString(16).padStart(40, '0')}`)
  const source = {
    abi: [{ type: 'function', name: 'polishBySource', inputs: [{ name: 'amount', type: 'uint256' }] }],
  }
  const serve = (url: string | RegExp, body: string) =>
    context.route(url, (route) =>
      route.fulfill({
        body,
        contentType: 'application/json',
        headers: { 'access-control-allow-origin': '*' },
      }),
    )
  await serve('https://api.github.com/**', JSON.stringify(list))
  await serve(/^https:\/\/raw\.githubusercontent\.com\/.*calldata-labs\.json$/, registry)
  await serve(/^https:\/\/raw\.githubusercontent\.com\/.*address\.json$/, JSON.stringify(thieves))
  await serve('https://sourcify.dev/**', JSON.stringify(source))
  const body = '<!doctype html><title>App</title><h1>App</h1>'
  await context.route('https://app*.example/**', (route) => route.fulfill({ contentType: 'text/html', body }))
}

test('behavior: the registry, verified source and a file of one’s own tell what Candor cannot, until they are taken back', async () => {
  const { context, page } = shared()
  await answer(context)
  const id = (name: string) => page.getByTestId(name)
  const row = (name: string, at: string) => page.locator(`[data-testid="${name}"][data-id="${at}"]`)
  let sites = 0
  /** What is said of a call; it is rejected after. Each by a site of its own: one that was refused twice has to wait. */
  async function says(name: string, expected: RegExp, look?: (window: Page) => Promise<void>): Promise<void> {
    const site = await context.newPage()
    await site.goto(`https://app${++sites}.example/`)
    const request = (method: string, params: unknown[] = []): Promise<unknown> =>
      site.evaluate(
        `window.ethereum.request(${JSON.stringify({ method, params })}).catch(({ code }) => code)`,
      )
    const connected = request('eth_requestAccounts')
    await approve(await waitForApproval(context, 'connect'))
    await connected
    const asked = request('eth_sendTransaction', [{ from: ME, to: CONTRACT, data: dataOf(name) }])
    const window = await waitForApproval(context, 'transaction')
    // It is looked into while it stands there: the contract knows none of these functions, which is said at the end.
    await expect(window.getByTestId('approval-acknowledge')).toBeVisible()
    const said = () => window.getByTestId('approval-summary').allInnerTexts()
    await expect.poll(async () => (await said()).join(' ').replace(/\s+/g, ' ')).toMatch(expected)
    await look?.(window)
    await reject(window)
    await asked
    await site.close()
    await page.bringToFront()
  }

  await page.bringToFront()
  await id('open-settings').click()
  await id('settings-clear-signing').click()
  await row('clear-signing-service', 'erc7730-registry').click()
  await id('service-allow').click()
  await expect(id('service')).toHaveAttribute('data-allowed', 'true')
  await id('back').click()
  await expect(row('clear-signing-service', 'erc7730-registry')).toContainText('1 descriptor, read')
  await id('clear-signing-refresh').click()
  await expect(id('clear-signing-refresh')).toBeEnabled()
  await expect(id('clear-signing-problem')).toHaveCount(0)
  await says('polishByRegistry', /^Polish 7 stones .*public registry/)

  await row('clear-signing-service', 'sourcify').click()
  await id('service-allow').click()
  await expect(id('service')).toHaveAttribute('data-allowed', 'true')
  await id('back').click()
  await says('polishBySource', /source code that Sourcify verified/)

  const give = (text: string) =>
    id('clear-signing-file').setInputFiles({
      name: 'labs.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    })
  await give('{}')
  await id('clear-signing-add').click()
  await expect(id('clear-signing-error')).toContainText('no descriptor of ERC-7730')
  await give(descriptorOf('polishByFile', 'My Labs'))
  await id('clear-signing-add').click()
  await expect(id('clear-signing-row')).toContainText('labs.json')
  await expect(id('clear-signing-row')).toContainText('My Labs: 1 kind of requests, 1 contract')
  await inspect(page, 'settings-clear-signing')
  await page.setViewportSize({ width: 360, height: 600 })
  await pictures(page, 'test-output/pictures/clear-signing', 'settings')
  await says('polishByFile', /^Polish 7 stones .*a file that you added: labs\.json/, async (window) => {
    await window.setViewportSize({ width: 360, height: 600 })
    await pictures(window, 'test-output/pictures/clear-signing', 'by-file')
  })

  await id('clear-signing-remove').click()
  await expect(id('clear-signing-row')).toHaveCount(0)
  for (const name of ['sourcify', 'erc7730-registry']) {
    await row('clear-signing-service', name).click()
    await id('service-allow').click()
    await expect(id('service')).toHaveAttribute('data-allowed', 'false')
    await id('back').click()
  }
  for (const name of ['polishByFile', 'polishByRegistry']) await says(name, UNKNOWN)

  await id('back').click()
  await id('settings-protection').click()
  const thieves = row('protection-list', 'scam-addresses')
  await expect(thieves).toHaveAttribute('data-at', '')
  await thieves.click()
  await id('service-allow').click()
  await expect(id('service')).toHaveAttribute('data-allowed', 'true')
  await id('back').click()
  await expect(thieves).toHaveAttribute('data-count', '600')
  await expect(thieves).toContainText('Kept current')
  await expect(thieves).not.toHaveAttribute('data-at', '')
  await thieves.click()
  await id('service-allow').click()
  await backTo(page, 'home')
})
