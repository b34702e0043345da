/** Swaps over real Uniswap contracts: what is offered is what arrives, read off the chain. */
import { parseAbi, parseEther, parseUnits } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SwapAsked, SwapQuote, SwapQuotes, TokenId } from '../../src/messaging/protocol'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, PASSWORD, restoredWorld, type Ui, type World } from './world'

const ME = ACCOUNTS[0]
const USDC = devnetAddresses.usdc as `0x${string}`
const DAI = devnetAddresses.dai as `0x${string}`
const WETH = devnetAddresses.weth as `0x${string}`
const abi = parseAbi(['function balanceOf(address) view returns (uint256)'])

let devnet: Devnet
let world: World
let ui: Ui
beforeAll(async () => {
  devnet = await startDevnet()
  world = await restoredWorld(devnet.url)
  // As the chain, whose deadlines are held.
  world.now = Date.now()
  ui = world.ui()
  await ui.call('vault.unlock', { password: PASSWORD })
})
afterAll(async () => {
  world.worker.kill()
  await devnet.stop()
})

const asked = (sell: TokenId, buy: TokenId, amount: bigint, more: Partial<SwapAsked> = {}): SwapAsked => ({
  chainId: 1,
  buyChainId: 1,
  account: ME,
  sell,
  buy,
  exact: 'in',
  amount: amount.toString(),
  slippageBps: 'auto',
  deadlineMinutes: 20,
  ...more,
})

/** Everything that the sources have to say. */
async function quotes(request: SwapAsked): Promise<SwapQuotes & { id: string }> {
  const { id } = await ui.call('swap.ask', request)
  for (let seen = 0; ; ) {
    const found = await ui.call('swap.quotes', { id, seen })
    if (found.done) return { ...found, id }
    seen = found.revision
  }
}
async function best(request: SwapAsked): Promise<SwapQuote & { question: string }> {
  const { quotes: all, id } = await quotes(request)
  const [first] = all
  if (first === undefined) throw new Error('nobody offers anything')
  return { ...first, question: id }
}
const balance = (token: TokenId): Promise<bigint> =>
  token === 'native'
    ? devnet.client.getBalance({ address: ME })
    : devnet.client.readContract({ address: token, abi, functionName: 'balanceOf', args: [ME] })

/** Says yes to what is asked, until the network has carried all of it out. */
async function carryOut(quote: SwapQuote & { question: string }): Promise<void> {
  await ui.call('swap.start', { id: quote.question, quoteId: quote.id })
  const view = await ui.approval()
  expect(view.blocked).toBeNull()
  const steps = view.kind === 'calls' && !view.together ? view.calls.length : 1
  const end = (await devnet.client.getTransactionCount({ address: ME })) + steps
  await ui.approve(view.kind)
  while ((await devnet.client.getTransactionCount({ address: ME })) < end)
    await new Promise((done) => setTimeout(done, 20))
  await ui.until(({ activity }) => activity.every((row) => row.status !== 'pending'))
}

describe('what is offered is what arrives', () => {
  test('behavior: ETH for a token', async () => {
    const quote = await best(asked('native', USDC, parseEther('1')))
    const before = await balance(USDC)
    await carryOut(quote)
    expect((await balance(USDC)) - before).toBe(BigInt(quote.buyAmount))
  })

  test('behavior: a token for ETH, allowed for just that amount', async () => {
    const quote = await best(asked(USDC, 'native', parseUnits('3000', 6)))
    expect(quote.allowance).toMatchObject({ via: 'approve', amount: parseUnits('3000', 6).toString() })
    const before = await balance(USDC)
    await carryOut(quote)
    expect(before - (await balance(USDC))).toBe(parseUnits('3000', 6))
  })

  test('behavior: wrapping is one for one', async () => {
    const quote = await best(asked('native', WETH, 5n))
    expect(quote).toMatchObject({ kind: 'wrap', buyAmount: '5', minReceived: '5' })
    const before = await balance(WETH)
    await carryOut(quote)
    expect((await balance(WETH)) - before).toBe(5n)
  })

  test('behavior: a token for another, over two pools', async () => {
    const quote = await best(asked(DAI, 'native', parseUnits('3000', 18)))
    const before = await balance(DAI)
    await carryOut(quote)
    expect(before - (await balance(DAI))).toBe(parseUnits('3000', 18))
  })
})
