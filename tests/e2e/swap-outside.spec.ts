/** Swaps that others have a part in, from the popup: a permit, an order, a bridge, a protected endpoint. */
import type { Page } from '@playwright/test'
import { type Address, encodeFunctionData, getAddress, type Hex, keccak256, parseAbi, parseUnits } from 'viem'
import code from '../devnet/artifacts/code.json' with { type: 'json' }
import { type Devnet, devnetAddresses, etchMulticall3, startDevnet } from '../devnet/devnet'
import { COW, etchOutside } from '../devnet/outside'
import { BASE_USDC, BRIDGE_OUT, bridgeDone, bridgeQuote } from '../integration/bridge-answers'
import { COW_HOST, CowBook } from '../integration/cow-book'
import { respond } from '../integration/services-server'
import {
  approvalOn,
  approve,
  backTo,
  beginSwap,
  carryOutSwap,
  chooseOption,
  fillSwap,
  openSwap,
  setEndpoint,
  swapQuote,
  waitForScreen,
} from '../kit'
import { expect, shareReadyWallet, test } from './fixtures'
import { type OutsideHosts, startOutsideHosts } from './outside-hosts'

const ME = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const SECOND = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const [usdc, dai, weth] = (['usdc', 'dai', 'weth'] as const).map((name) =>
  getAddress(devnetAddresses[name]),
) as [Address, Address, Address]
const [LIFI, FLASHBOTS] = ['li.quest', 'rpc.flashbots.net']
const HOSTS = [COW_HOST, LIFI, FLASHBOTS]
const abi = parseAbi([
  'function balanceOf(address) view returns (uint256)',
  'function allowance(address, address) view returns (uint256)',
  'function approve(address, uint256) returns (bool)',
  'function mint(address, uint256)',
])

let outside: OutsideHosts
let base: Devnet
test.beforeAll(async () => {
  ;[outside, base] = await Promise.all([startOutsideHosts(HOSTS), startDevnet({ chainId: 8453 })])
  await etchMulticall3(base)
  await base.client.setCode({ address: BASE_USDC, bytecode: code.broken.old as Hex })
})
test.afterAll(() => Promise.all([outside.close(), base.stop()]))
const ready = shareReadyWallet(HOSTS, (guard) => outside.switches(guard))

let popup: Page
const id = (name: string) => popup.getByTestId(name)
test.beforeAll(async ({ workerDevnet }) => {
  await etchOutside(workerDevnet, dai, parseUnits('1000', 18), SECOND)
  popup = await ready().openWallet('popup')
  await setEndpoint(popup, 8453, base.url)
  await id('open-settings').click()
  await id('settings-networks').click()
  await popup.locator('[data-testid="network-row"][data-chain-id="8453"]').click()
  if (!(await id('network-enabled').isChecked())) await id('network-enabled').click()
  await expect(id('network-enabled')).toBeChecked()
  await backTo(popup, 'home')
})
test.beforeEach(async () => {
  if (popup.isClosed()) popup = await ready().openWallet('popup')
  await backTo(popup, 'home')
})

const balance = (token: Address, { client }: Devnet): Promise<bigint> =>
  client.readContract({ address: token, abi, functionName: 'balanceOf', args: [ME] })

async function allow(service: string, wanted = true): Promise<void> {
  await id('open-settings').click()
  await id('settings-services').click()
  await popup.locator(`[data-testid="service-row"][data-id="${service}"]`).click()
  await id('service-allow').click()
  await expect(id('service')).toHaveAttribute('data-allowed', String(wanted))
  await backTo(popup, 'home')
}

/** Takes the offer of one source, whatever the others offer. */
async function choose(source: string): Promise<void> {
  await (await swapQuote(popup)).click()
  await popup.locator(`[data-testid="swap-offer"][data-source="${source}"]`).check()
  await expect(id('swap-quote')).toHaveAttribute('data-source', source)
}

test('behavior: a token that takes a permit is swapped by a signature and one transaction', async ({
  workerDevnet: devnet,
}) => {
  const nonce = await devnet.client.getTransactionCount({ address: ME })
  await openSwap(popup)
  await fillSwap(popup, { sell: usdc, buy: weth, amount: { sell: '500' } })
  await expect(id('swap-allowance')).toHaveAttribute('data-via', 'permit')
  const before = await balance(weth, devnet)
  await id('swap-review').click()
  await expect(approvalOn(popup, 'typed-data')).toBeVisible()
  // The permit says until when, in words.
  await expect(id('approval-summary').first()).toContainText(/by \d{1,2} [A-Z][a-z]+ 20\d\d, \d\d:\d\d/)
  await approve(popup)
  await expect(approvalOn(popup, 'transaction')).toBeVisible()
  await approve(popup)
  await expect(id('swap-status')).toHaveAttribute('data-status', 'confirmed', { timeout: 20_000 })
  const received = BigInt((await id('swap-received').getAttribute('data-amount')) ?? 0)
  expect((await balance(weth, devnet)) - before).toBe(received)
  expect(await devnet.client.getTransactionCount({ address: ME })).toBe(nonce + 1)
  const args = [ME, getAddress(devnetAddresses.uniswapRouter02)] as const
  expect(await devnet.client.readContract({ address: usdc, abi, functionName: 'allowance', args })).toBe(0n)
  await id('swap-done').click()
})

test('behavior: an order is signed, handed in and filled; another is cancelled for no fee, then on the network', async ({
  workerDevnet: devnet,
}) => {
  const book = new CowBook()
  outside.act.set(COW_HOST, book.reply)
  const approveRelayer = [COW.relayer, parseUnits('1000', 6)] as const
  await devnet.client.impersonateAccount({ address: ME })
  await devnet.client.writeContract({
    account: ME,
    chain: null,
    address: usdc,
    abi,
    functionName: 'approve',
    args: approveRelayer,
  })
  await devnet.client.stopImpersonatingAccount({ address: ME })
  await allow('cow')

  await openSwap(popup)
  await fillSwap(popup, { sell: usdc, buy: dai, amount: { sell: '100' } })
  await choose('cow')
  await expect(id('swap-trust')).toBeVisible()
  const before = await balance(dai, devnet)
  const status = await beginSwap(popup)
  await expect(status).toHaveAttribute('data-status', 'pending')
  expect(book.orders.size).toBe(1)
  await book.settle(devnet, CowBook.OUT)
  await expect(status).toHaveAttribute('data-status', 'confirmed', { timeout: 30_000 })
  await expect(id('swap-received')).toHaveAttribute('data-amount', String(CowBook.OUT))
  expect((await balance(dai, devnet)) - before).toBe(CowBook.OUT)
  await id('swap-done').click()

  book.orders.clear()
  await openSwap(popup)
  await fillSwap(popup, { sell: usdc, buy: dai, amount: { sell: '100' } })
  await choose('cow')
  await beginSwap(popup)
  await id('swap-cancel').click()
  await id('swap-cancel-signature').click()
  await expect(id('approval-summary').first()).toContainText('Cancel your order at CoW Protocol')
  await approve(popup)
  await waitForScreen(popup, 'swap-status')
  expect(book.only().status).toBe('cancelled')
  // From the activity to where it stands: it is over only when the network says so.
  await backTo(popup, 'home')
  await id('tab-activity').click()
  const order = popup.locator('[data-testid="activity-row"][data-source="signature"][data-kind="swap"]')
  await expect(order.first()).toHaveAttribute('data-status', 'pending')
  await expect(order.nth(1)).toHaveAttribute('data-status', 'confirmed')
  await id('activity-order').click()
  await waitForScreen(popup, 'swap-status')
  await expect(id('swap-status')).toHaveAttribute('data-status', 'pending')
  await expect(id('swap-status')).toContainText('You cancelled it at CoW Protocol')
  await id('swap-cancel').click()
  await id('swap-cancel-transaction').click()
  await approve(popup)
  await waitForScreen(popup, 'swap-status')
  await expect(id('swap-status')).toHaveAttribute('data-status', 'cancelled', { timeout: 30_000 })
  await id('swap-done').click()
  await id('tab-activity').click()
  await expect(order.first()).toContainText('Cancelled')
  await allow('cow', false)
})

test('behavior: to another network: sent here, followed until that network shows it', async ({
  workerDevnet: devnet,
}) => {
  let told: object = { status: 'PENDING' }
  outside.act.set(LIFI, (asked, response) => {
    const body =
      asked.url.pathname === '/v1/status' ? JSON.stringify(told) : bridgeQuote(asked.url.searchParams)
    respond(200, body)(asked, response)
  })
  await allow('lifi')
  await openSwap(popup)
  await id('swap-buy-asset').click()
  await popup.locator('[data-testid="swap-network"][data-chain-id="8453"]').click()
  await id('swap-search').fill(BASE_USDC)
  await chooseOption(popup, BASE_USDC)
  await fillSwap(popup, { sell: usdc, amount: { sell: '100' } })
  await expect(await swapQuote(popup)).toHaveAttribute('data-source', 'lifi-bridge')
  await expect(id('swap-warning').and(popup.locator('[data-rule="bridge-trust"]'))).toBeVisible()
  const before = await balance(usdc, devnet)
  const status = await beginSwap(popup)
  await expect(status).toHaveAttribute('data-status', 'pending')
  await expect(status).toContainText('On its way to Base', { timeout: 30_000 })
  expect(before - (await balance(usdc, devnet))).toBe(parseUnits('100', 6))
  // A worker that was stopped goes on where the one before was.
  await ready().killWorker()
  const hash = await base.client.sendTransaction({
    account: SECOND,
    chain: null,
    to: BASE_USDC,
    data: encodeFunctionData({ abi, functionName: 'mint', args: [ME, BRIDGE_OUT] }),
  })
  told = bridgeDone(hash)
  await expect(status).toHaveAttribute('data-status', 'confirmed', { timeout: 30_000 })
  await expect(id('swap-received')).toHaveAttribute('data-amount', String(BRIDGE_OUT))
  await id('swap-done').click()
  await id('tab-activity').click()
  await expect(id('activity-bridge')).toContainText('Arrived on Base')
  await id('tab-assets').click()
  await allow('lifi', false)
})

test('behavior: sent unseen: said in the review with what happens when it comes into no block, and a way out', async ({
  workerDevnet: devnet,
}) => {
  const held: Hex[] = []
  outside.act.set(FLASHBOTS, (asked, response) => {
    const { id, params } = JSON.parse(asked.body)
    held.push(params[0])
    respond(200, JSON.stringify({ jsonrpc: '2.0', id, result: keccak256(params[0]) }))(asked, response)
  })
  await allow('flashbots')
  await openSwap(popup)
  await fillSwap(popup, { sell: 'native', buy: usdc, amount: { sell: '1' } })
  await id('swap-review').click()
  const note = popup.locator('[data-testid="approval-warning"][data-rule="private-sending"]')
  await expect(note).toContainText('Sent through Flashbots Protect, not publicly')
  await expect(note).toContainText('within 25 blocks, you are told, and can send it publicly')
  await approve(popup)
  await expect(id('swap-status')).toHaveAttribute('data-status', 'pending')
  await expect.poll(() => held.length).toBe(1)
  await devnet.client.mine({ blocks: 26 })
  await id('swap-done').click()
  await id('tab-activity').click()
  await expect(id('activity-publish')).toBeVisible({ timeout: 30_000 })
  await id('activity-publish').click()
  await expect(id('activity-row').first()).toHaveAttribute('data-status', 'confirmed', { timeout: 20_000 })
  // Where it is taken, the protected endpoint alone has it.
  outside.act.set(FLASHBOTS, async (asked, response) => {
    const { id, params } = JSON.parse(asked.body)
    const hash = await devnet.client.sendRawTransaction({ serializedTransaction: params[0] })
    respond(200, JSON.stringify({ jsonrpc: '2.0', id, result: hash }))(asked, response)
  })
  await id('tab-assets').click()
  await openSwap(popup)
  await fillSwap(popup, { sell: 'native', buy: usdc, amount: { sell: '1' } })
  const before = await balance(usdc, devnet)
  const received = await carryOutSwap(popup)
  expect((await balance(usdc, devnet)) - before).toBe(received)
  await allow('flashbots', false)
})
