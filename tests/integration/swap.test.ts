/** Swaps over real Uniswap contracts: what is offered is what arrives, read off the chain. */
import { parseAbi, parseEther, parseUnits } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SwapAsked, SwapQuote, SwapQuotes, SwapView, TokenId } from '../../src/messaging/protocol'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, PASSWORD, restoredWorld, type Ui, type World } from './world'

const ME = ACCOUNTS[0]
const USDC = devnetAddresses.usdc as `0x${string}`
const USDT = devnetAddresses.usdt as `0x${string}`
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

const nonce = () => devnet.client.getTransactionCount({ address: ME })
const mined = async (count: number) => {
  while ((await nonce()) < count) await new Promise((done) => setTimeout(done, 20))
}

/** Says yes to all that is asked, until the network has carried it out; how the swap stands then. */
async function carryOut(quote: SwapQuote & { question: string }): Promise<SwapView> {
  const { swapId } = await ui.call('swap.start', { id: quote.question, quoteId: quote.id })
  const first = await ui.approval()
  if (first.kind === 'typed-data') await ui.approve('typed-data')
  const view = await ui.until(({ approvals }) =>
    approvals.find((one) => !one.preparing && one.kind !== 'typed-data'),
  )
  expect(view.blocked).toBeNull()
  const steps = view.kind === 'calls' && !view.together ? view.calls.length : 1
  const end = (await nonce()) + steps
  await ui.approve(view.kind)
  await mined(end)
  return ui.until(({ swaps }) =>
    swaps.find((one) => one.id === swapId && one.status !== 'review' && one.status !== 'pending'),
  )
}

/** That what was offered is what the chain says, to the unit, and what the wallet says of it. */
async function expectAsOffered(quote: SwapQuote & { question: string }): Promise<SwapView> {
  const { sell, buy, sellAmount, buyAmount } = quote
  const before = await Promise.all([balance(sell.token), balance(buy.token), devnet.client.getBlockNumber()])
  const done = await carryOut(quote)
  const [sold, bought, block] = await Promise.all([
    balance(sell.token),
    balance(buy.token),
    devnet.client.getBlockNumber(),
  ])
  let fees = 0n
  for (let number = before[2] + 1n; number <= block; number++) {
    const { transactions } = await devnet.client.getBlock({ blockNumber: number })
    for (const hash of transactions) {
      const { gasUsed, effectiveGasPrice } = await devnet.client.getTransactionReceipt({ hash })
      fees += gasUsed * effectiveGasPrice
    }
  }
  const fee = (token: TokenId) => (token === 'native' ? fees : 0n)
  expect(before[0] - sold - fee(sell.token)).toBe(BigInt(sellAmount))
  expect(bought - before[1] + fee(buy.token)).toBe(BigInt(buyAmount))
  expect(done).toMatchObject({ status: 'confirmed', sold: sellAmount, received: buyAmount })
  return done
}

describe('what is offered is what arrives, to the unit', () => {
  test('behavior: ETH for a token', async () => {
    await expectAsOffered(await best(asked('native', USDC, parseEther('1'))))
  })

  test('behavior: a token for ETH, allowed by a signature for just that amount', async () => {
    const quote = await best(asked(USDC, 'native', parseUnits('3000', 6)))
    expect(quote.allowance).toMatchObject({ via: 'permit', amount: parseUnits('3000', 6).toString() })
    await expectAsOffered(quote)
    const [row] = ui.state?.activity ?? []
    expect(
      row?.title
        .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : ''))
        .join(''),
    ).toMatch(/^Swapped 3.000 USDC for 0\.99\d+ ETH$/)
  })

  test('behavior: wrapping and unwrapping are one for one', async () => {
    const wraps = await best(asked('native', WETH, 5n))
    expect(wraps).toMatchObject({ kind: 'wrap', buyAmount: '5', minReceived: '5' })
    await expectAsOffered(wraps)
    await expectAsOffered(await best(asked(WETH, 'native', 3n)))
  })

  test('behavior: a token for another over two pools, allowed by a transaction', async () => {
    const quote = await best(asked(DAI, USDT, parseUnits('3000', 18)))
    expect(quote.allowance).toMatchObject({ via: 'approve', reset: false })
    expect(quote.route.map(({ hops }) => hops.map(({ sell, buy }) => `${sell}>${buy}`))).toEqual([
      ['DAI>USDC', 'USDC>USDT'],
    ])
    await expectAsOffered(quote)
  })

  test('behavior: a large amount goes over two routes at once', async () => {
    const quote = await best(asked('native', USDC, parseEther('800')))
    expect(quote.route.length).toBe(2)
    await expectAsOffered(quote)
  })
})
