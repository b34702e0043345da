/** Swaps from the popup over real Uniswap contracts; what is said of them is held against the chain. */
import type { Page } from '@playwright/test'
import {
  type Address,
  getAddress,
  type Hex,
  pad,
  parseAbi,
  parseEther,
  parseUnits,
  stringToHex,
  toHex,
} from 'viem'
import { type Devnet, devnetAddresses } from '../devnet/devnet'
import {
  approvalOn,
  backTo,
  carryOutSwap,
  chooseOption,
  chooseSwapAsset,
  fillSwap,
  openSwap,
  reject,
  swapQuote,
  waitForScreen,
} from '../kit'
import { expect, shareReadyWallet, test } from './fixtures'

const ME = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const STRANGE = '0x5151515151515151515151515151515151515151'
const addressOf = (name: keyof typeof devnetAddresses) => getAddress(devnetAddresses[name])
const [usdc, usdt, dai, weth] = [addressOf('usdc'), addressOf('usdt'), addressOf('dai'), addressOf('weth')]
const abi = parseAbi([
  'function balanceOf(address) view returns (uint256)',
  'function allowance(address, address) view returns (uint256)',
  'function mint(address, uint256)',
  'function approve(address, uint256) returns (bool)',
  'function addLiquidityETH(address, uint256, uint256, uint256, address, uint256) payable',
])

const ready = shareReadyWallet()
let popup: Page
const id = (name: string) => popup.getByTestId(name)

test.beforeAll(async () => {
  popup = await ready().openWallet('popup')
})
test.beforeEach(async () => {
  if (popup.isClosed()) popup = await ready().openWallet('popup')
  await backTo(popup, 'home')
})

const balance = ({ client }: Devnet, token: Address | 'native'): Promise<bigint> =>
  token === 'native'
    ? client.getBalance({ address: ME })
    : client.readContract({ address: token, abi, functionName: 'balanceOf', args: [ME] })
const attribute = async (name: string) => BigInt((await (await swapQuote(popup)).getAttribute(name)) ?? '')

test('behavior: ETH for a token: what is offered is what arrives, and the status says it', async ({
  workerDevnet,
}) => {
  await openSwap(popup)
  await expect(id('swap-review')).toBeDisabled()
  await fillSwap(popup, { buy: usdc, amount: { sell: '2' } })
  await expect(id('swap-sell-asset')).toHaveAttribute('data-value', 'native')
  await expect(id('swap-limit')).toHaveAttribute('data-amount', /^\d+$/)
  await expect(id('swap-rate')).toContainText('1 ETH =')
  await id('swap-rate').click()
  await expect(id('swap-rate')).toContainText('1 USDC =')
  const offered = await attribute('data-amount-out')
  const before = await balance(workerDevnet, usdc)
  await id('swap-review').click()
  await expect(approvalOn(popup, 'transaction')).toBeVisible()
  await expect(popup.locator(`[data-testid="approval-change"][data-asset="${usdc}" i]`)).toHaveAttribute(
    'data-amount',
    String(offered),
  )
  // Turning back loses nothing.
  await reject(popup)
  await waitForScreen(popup, 'swap')
  await expect(id('swap-sell-amount')).toHaveValue('2')
  await swapQuote(popup)
  const received = await carryOutSwap(popup)
  expect(received).toBe(offered)
  expect((await balance(workerDevnet, usdc)) - before).toBe(received)
})

test('behavior: a token for a token, allowed exactly; exact-out; the other way round with one tap', async ({
  workerDevnet,
}) => {
  await openSwap(popup)
  await fillSwap(popup, { sell: usdt, buy: dai, amount: { buy: '250' } })
  await expect(id('swap-allowance')).toHaveAttribute('data-via', 'approve')
  const most = BigInt((await id('swap-limit').getAttribute('data-amount')) ?? '')
  const sold = await attribute('data-amount-in')
  const before = await Promise.all([balance(workerDevnet, usdt), balance(workerDevnet, dai)])
  expect(await carryOutSwap(popup)).toBe(parseEther('250'))
  const after = await Promise.all([balance(workerDevnet, usdt), balance(workerDevnet, dai)])
  expect(after[1] - before[1]).toBe(parseEther('250'))
  expect(before[0] - after[0]).toBe(sold)
  expect(sold).toBeLessThanOrEqual(most)
  const left = await workerDevnet.client.readContract({
    address: usdt,
    abi,
    functionName: 'allowance',
    args: [ME, addressOf('uniswapRouter02')],
  })
  expect(left).toBeLessThanOrEqual(most - sold)

  await openSwap(popup)
  await chooseSwapAsset(popup, 'sell', usdt)
  await chooseSwapAsset(popup, 'buy', dai)
  await id('swap-sell-amount').fill('30')
  await swapQuote(popup)
  await id('swap-flip').click()
  await expect(id('swap-sell-asset')).toHaveAttribute('data-value', dai)
  await expect(id('swap-buy-asset')).toHaveAttribute('data-value', usdt)
  // The amount stays with its token: 30 USDT are to be received.
  await expect(id('swap-buy-amount')).toHaveValue('30')
  await expect.poll(() => attribute('data-amount-out')).toBe(parseUnits('30', 6))
})

test('behavior: a token for ETH, all of it; wrapping one for one', async ({ workerDevnet }) => {
  await openSwap(popup)
  await fillSwap(popup, { sell: 'native', buy: weth, amount: { sell: '3' } })
  await expect(await swapQuote(popup)).toHaveAttribute('data-source', 'wrap')
  const before = await balance(workerDevnet, weth)
  expect(await carryOutSwap(popup)).toBe(parseEther('3'))
  expect((await balance(workerDevnet, weth)) - before).toBe(parseEther('3'))

  await openSwap(popup)
  await fillSwap(popup, { sell: weth, buy: usdc, amount: 'max' })
  await expect.poll(() => attribute('data-amount-in')).toBe(await balance(workerDevnet, weth))
  await fillSwap(popup, { sell: usdc, buy: 'native', amount: { sell: '600' } })
  const offered = await attribute('data-amount-out')
  const coins = await balance(workerDevnet, 'native')
  const dollars = await balance(workerDevnet, usdc)
  expect(await carryOutSwap(popup)).toBe(offered)
  expect(dollars - (await balance(workerDevnet, usdc))).toBe(parseUnits('600', 6))
  const gained = (await balance(workerDevnet, 'native')) - coins
  expect(gained).toBeLessThan(offered)
  expect(gained).toBeGreaterThan(offered - parseEther('0.01'))

  // The most of the coin leaves its fee.
  await openSwap(popup)
  await fillSwap(popup, { sell: 'native', buy: weth, amount: 'max' })
  await expect(id('swap-review')).toBeEnabled()
  expect(await attribute('data-amount-in')).toBeLessThan(await balance(workerDevnet, 'native'))
  // What was swapped of late is offered again.
  await id('swap-sell-amount').fill('')
  await expect(id('swap-recent').first()).toBeVisible()
})

test('security: a swap that loses much is reviewed only after a tick; too much is told', async () => {
  await openSwap(popup)
  await fillSwap(popup, { sell: 'native', buy: usdt, amount: { sell: '6000' } })
  await expect(id('swap-warning').and(popup.locator('[data-rule="swap-impact"]'))).toBeVisible()
  await expect(id('swap-impact')).toHaveAttribute('data-level', 'severe')
  await expect(id('swap-review')).toBeDisabled()
  await id('swap-acknowledge').check()
  await expect(id('swap-review')).toBeEnabled()
  await id('swap-sell-amount').fill('60000')
  await expect(id('swap-error')).toContainText('More than the')
  await expect(id('swap-review')).toBeDisabled()
})

test('security: a token on no list is found by its address, said to be so, and swapped', async ({
  workerDevnet,
}) => {
  await deployStranger(workerDevnet)
  await openSwap(popup)
  await id('swap-buy-asset').click()
  await id('swap-search').fill('stable')
  await expect(id('option').and(popup.locator(`[data-value="${dai}" i]`))).toBeVisible()
  await id('swap-search').fill('nobody knows this')
  await expect(id('option')).toHaveCount(0)
  await id('swap-search').fill(STRANGE)
  await expect(id('swap-unlisted')).toContainText('ODD')
  await expect(id('swap-unlisted-use')).toBeDisabled()
  await id('swap-unlisted-sure').check()
  await id('swap-unlisted-use').click()
  await expect(id('swap-buy-asset')).toHaveAttribute('data-value', STRANGE)
  await id('swap-sell-amount').fill('0.5')
  const offered = await attribute('data-amount-out')
  const before = await balance(workerDevnet, STRANGE)
  expect(await carryOutSwap(popup)).toBe(offered)
  expect((await balance(workerDevnet, STRANGE)) - before).toBe(offered)
  // From then on it stands in the list, marked.
  await openSwap(popup)
  await id('swap-sell-asset').click()
  await id('swap-search').fill('odd')
  await expect(id('option')).toContainText('Unlisted')
  await chooseOption(popup, STRANGE)
})

/** DAI's code under another address and name, with a pool of its own. */
async function deployStranger({ client }: Devnet): Promise<void> {
  const code = (await client.getCode({ address: dai })) as Hex
  await client.setCode({ address: STRANGE, bytecode: code })
  const short = (text: string) => {
    const word = stringToHex(text, { size: 32 })
    return `${word.slice(0, -2)}${toHex(text.length * 2, { size: 1 }).slice(2)}` as Hex
  }
  const slots = [short('Odd coin'), short('ODD'), pad(toHex(18))]
  for (const [index, value] of slots.entries())
    await client.setStorageAt({ address: STRANGE, index: pad(toHex(index)), value })
  const amount = parseEther('100000')
  const router = addressOf('uniswapV2Router')
  const owner = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
  await client.impersonateAccount({ address: owner })
  const shared = { account: owner, chain: client.chain } as const
  const mined = async (sent: Promise<Hex>) => client.waitForTransactionReceipt({ hash: await sent })
  const token = { ...shared, abi, address: STRANGE } as const
  await mined(client.writeContract({ ...token, functionName: 'mint', args: [owner, amount] }))
  await mined(client.writeContract({ ...token, functionName: 'approve', args: [router, amount] }))
  const added = [STRANGE, amount, 0n, 0n, owner, 99_999_999_999n] as const
  await mined(
    client.writeContract({
      ...shared,
      abi,
      address: router,
      functionName: 'addLiquidityETH',
      args: added,
      value: parseEther('100'),
    }),
  )
  await client.stopImpersonatingAccount({ address: owner })
}
