/** What contracts on the chain call themselves, wherever it is shown: turned, hidden, endless, or markup. */
import type { Page } from '@playwright/test'
import type { Address, Hex } from 'viem'
import { encodeFunctionData, parseAbi } from 'viem'
import { abiAddress, abiString, abiUint, constantContract } from '../../devnet/constant-contract'
import { addToken, assetRow, backTo, reject, waitForScreen } from '../../kit'
import { expect, first, screenOf, second, setStage, shot, test } from './stage'

const stage = setStage()

const TRICKS = '\u202Eevil\u2066 \u200B\u{E0041}'
const MARKUP = '<img src=x onerror="globalThis.hit=1"><b>'
const HIDDEN = /[\u202A-\u202E\u2066-\u2069\u200B-\u200F\u2060\u3164]|[\u{E0000}-\u{E007F}]|\u0301{5}/u
const TOKENS: readonly [address: Address, name: string, symbol: string][] = [
  [`0x${'a1'.repeat(20)}`, `${TRICKS}${MARKUP}`, `${TRICKS}X`],
  [`0x${'a2'.repeat(20)}`, 'W'.repeat(100_000), 'W'.repeat(100_000)],
  [`0x${'a3'.repeat(20)}`, '🎉'.repeat(30_000), '🎉'.repeat(30_000)],
  [`0x${'a4'.repeat(20)}`, `Z${'\u0301'.repeat(60_000)}`, `Z${'\u0301'.repeat(400)}`],
]
const NFT: Address = `0x${'a5'.repeat(20)}`

const tokenCode = (name: string, symbol: string): Hex =>
  constantContract({
    '0x06fdde03': abiString(name),
    '0x95d89b41': abiString(symbol),
    '0x313ce567': abiUint(0n),
    '0x70a08231': abiUint(2n ** 255n),
    '0xa9059cbb': abiUint(1n),
  })
const nftCode = (name: string): Hex => {
  const text = `${name} ${TRICKS}${MARKUP}${'W'.repeat(3_000)}`
  const traits = Array.from({ length: 70 }, () => ({ trait_type: text, value: text }))
  const json = JSON.stringify({ name: text, description: text, attributes: traits })
  return constantContract({
    '0x01ffc9a7': abiUint(1n),
    '0x06fdde03': abiString(text),
    '0x6352211e': abiAddress(first),
    '0x70a08231': abiUint(1n),
    '0x42842e0e': '0x',
    '0xc87b56dd': abiString(`data:application/json,${encodeURIComponent(json)}`),
  })
}

/** Nothing on the page is turned, hidden or run, and nothing stands beyond its edge. */
async function expectInert(page: Page, name: string): Promise<void> {
  const found = await page.evaluate(() => {
    const app = document.querySelector('[data-testid="app"]')
    const all = [...(app?.querySelectorAll('*') ?? [])]
    const values = all.flatMap((one) => [...one.attributes].map(({ value }) => value))
    const width = document.documentElement.clientWidth
    const seen = (one: Element) => one.checkVisibility() && !one.closest('.visually-hidden, [aria-hidden]')
    const clips = (one: Element | null): boolean =>
      one !== null && (getComputedStyle(one).overflowX !== 'visible' || clips(one.parentElement))
    return {
      text: `${app?.textContent} ${values.join(' ')}`,
      hit: Reflect.get(globalThis, 'hit') === undefined,
      wide: all
        .filter(
          (one) => seen(one) && one.getBoundingClientRect().right > width + 1 && !clips(one.parentElement),
        )
        .map((one) => one.outerHTML.slice(0, 200)),
      sideways: all
        .filter(
          (one) =>
            /auto|scroll/.test(getComputedStyle(one).overflowX) &&
            one.scrollWidth > one.clientWidth + 1 &&
            seen(one),
        )
        .map((one) => `${one.className} ${one.scrollWidth - one.clientWidth}`),
    }
  })
  expect.soft(HIDDEN.exec(found.text)?.index ?? -1, `${name}: ${found.text.slice(0, 300)}`).toBe(-1)
  expect.soft(found.hit, name).toBe(true)
  expect.soft(found.wide, name).toEqual([])
  expect.soft(found.sideways, name).toEqual([])
  expect.soft(found.text.length, name).toBeLessThan(60_000)
  if (process.env.SHOTS) await shot(page, `hostile-${name}`)
}

test.beforeAll(async ({ workerDevnet: { client } }) => {
  for (const [address, name, symbol] of TOKENS)
    await client.setCode({ address, bytecode: tokenCode(name, symbol) })
  await client.setCode({ address: NFT, bytecode: nftCode('Lake') })
})

test('security: names of tokens are inert and folded on every screen that shows them', async () => {
  const { page } = stage.wallet()
  await page.setViewportSize({ width: 360, height: 600 })
  for (const [address] of TOKENS) await addToken(page, address)
  await backTo(page, 'home')
  for (const [i, [address]] of TOKENS.entries()) {
    await expect(assetRow(page, address)).toBeVisible()
    if (i === 0) await expectInert(page, 'home')
    await assetRow(page, address).click()
    await expect(page.getByTestId('asset-balance')).toBeVisible()
    await expectInert(page, `asset-${i}`)
    await page.getByTestId('asset-send').click()
    await waitForScreen(page, 'send')
    await expectInert(page, `send-${i}`)
    await page.getByTestId('send-asset').click()
    await expectInert(page, `picker-${i}`)
    await page.keyboard.press('Escape')
    await page.getByTestId('send-recipient').fill(second)
    await page.getByTestId('send-amount').fill('1'.repeat(70))
    await page.getByTestId('send-review').click()
    await page.getByTestId('approval').waitFor()
    await expect(page.getByTestId('approval-summary').first()).toBeVisible()
    await page.locator('details').evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '')
    })
    await expectInert(page, `review-${i}`)
    await reject(page)
    await backTo(page, 'home')
  }
})

test('security: names of tokens are inert in what a site asks', async () => {
  const site = await stage.open()
  await stage.connect(site)
  const abi = parseAbi(['function transfer(address, uint256)', 'function approve(address, uint256)'])
  for (const [i, [to]] of TOKENS.entries()) {
    for (const functionName of ['transfer', 'approve'] as const) {
      const data = encodeFunctionData({ abi, functionName, args: [second, 2n ** 200n] })
      const asked = site.evaluate(
        `void ask('eth_sendTransaction', ${JSON.stringify([{ from: first, to, data }])})`,
      )
      await asked
      const screen = await screenOf(stage, 'transaction')
      await screen.setViewportSize({ width: 360, height: 600 })
      await expect(screen.getByTestId('approval-summary').first()).toBeVisible()
      await expectInert(screen, `ap-${functionName}-${i}`)
      await stage.decide('reject')
    }
    await stage.call('sites.disconnect', { origin: new URL(site.url()).origin })
    await stage.connect(site)
  }
})

test('security: what NFTs say of themselves is inert and folded', async () => {
  const { page } = stage.wallet()
  const id = (name: string) => page.getByTestId(name)
  await id('tab-nfts').click()
  await id('nft-add').click()
  await id('nft-address').fill(NFT)
  await id('nft-token-id').fill(String(2n ** 256n - 1n))
  await id('nft-submit').click()
  await waitForScreen(page, 'home')
  await expect(id('nft-row').first()).toBeVisible()
  await expectInert(page, 'nfts')
  await id('nft-row').first().click()
  await expect(id('nft-title')).toBeVisible()
  await expectInert(page, 'nft')
  await id('nft-send').click()
  await expectInert(page, 'nft-send')
  await id('send-recipient').fill(second)
  await id('send-review').click()
  await id('approval').waitFor()
  await expectInert(page, 'nft-review')
  await reject(page)
  await backTo(page, 'home')
})
