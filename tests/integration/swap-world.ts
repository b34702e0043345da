/** A wallet over a chain with pools, and what a person does there to swap. */
import { parseAbi } from 'viem'
import { expect } from 'vitest'
import type {
  ActivityRow,
  ApprovalView,
  SwapAsked,
  SwapQuote,
  SwapQuotes,
  SwapView,
  TokenId,
} from '../../src/messaging/protocol'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { makeSwapPools, type SwapPools } from '../devnet/swap-pools'
import { ACCOUNTS, PASSWORD, restoredWorld, type Ui, type World } from './world'

export const ME = ACCOUNTS[0]
const at = (name: 'usdc' | 'usdt' | 'dai' | 'weth') => devnetAddresses[name] as `0x${string}`
export const [USDC, USDT, DAI, WETH] = [at('usdc'), at('usdt'), at('dai'), at('weth')]
const abi = parseAbi(['function balanceOf(address) view returns (uint256)'])

export type Asked = SwapQuote & { question: string }

export class SwapWorld {
  constructor(
    readonly devnet: Devnet,
    readonly world: World,
    readonly ui: Ui,
    readonly pools: SwapPools,
  ) {}

  async stop(): Promise<void> {
    this.world.worker.kill()
    await this.devnet.stop()
  }

  ask(sell: TokenId, buy: TokenId, amount: bigint, more: Partial<SwapAsked> = {}): SwapAsked {
    return {
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
    }
  }

  /** Everything that the sources have to say. */
  async quotes(asked: SwapAsked): Promise<SwapQuotes & { id: string }> {
    const { id } = await this.ui.call('swap.ask', asked)
    for (let seen = 0; ; ) {
      const found = await this.ui.call('swap.quotes', { id, seen })
      if (found.done) return { ...found, id }
      seen = found.revision
    }
  }

  async best(asked: SwapAsked): Promise<Asked> {
    const { quotes, id, failed } = await this.quotes(asked)
    const [first] = quotes
    if (first === undefined) throw new Error(`nobody offers anything: ${JSON.stringify(failed)}`)
    return { ...first, question: id }
  }

  balance(token: TokenId): Promise<bigint> {
    const { client } = this.devnet
    return token === 'native'
      ? client.getBalance({ address: ME })
      : client.readContract({ address: token, abi, functionName: 'balanceOf', args: [ME] })
  }

  nonce = () => this.devnet.client.getTransactionCount({ address: ME })

  async mined(count: number): Promise<void> {
    for (const end = Date.now() + 30_000; (await this.nonce()) < count; ) {
      if (Date.now() > end) throw new Error('it was not sent')
      await new Promise((done) => setTimeout(done, 20))
    }
  }

  /** The review of the swap itself: what is signed before it has its yes. */
  async review(quote: Asked): Promise<{ view: ApprovalView; swapId: string | null }> {
    const { swapId, approvalId } = await this.ui.call('swap.start', {
      id: quote.question,
      quoteId: quote.id,
    })
    const others = new Set(this.ui.state?.approvals.map(({ id }) => id))
    const ready = (match: (view: ApprovalView) => boolean) =>
      this.ui.until(({ approvals }) => approvals.find((one) => !one.preparing && match(one)))
    const first = await ready(({ id }) => id === approvalId)
    if (first.kind !== 'typed-data') return { view: first, swapId }
    await this.ui.call('approvals.approve', { id: first.id, digest: first.digest, edits: {} })
    const view = await ready(
      ({ id, kind }) => !others.has(id) && (kind === 'transaction' || kind === 'calls'),
    )
    return { view, swapId }
  }

  ended(swapId: string | null): Promise<SwapView> {
    return this.ui.until(({ swaps }) =>
      swaps.find((one) => one.id === swapId && one.status !== 'review' && one.status !== 'pending'),
    )
  }

  /** Says yes to all that is asked, until the network has carried it out; how the swap stands then. */
  async carryOut(quote: Asked): Promise<SwapView> {
    const { view, swapId } = await this.review(quote)
    expect(view.blocked).toBeNull()
    const steps = view.kind === 'calls' && !view.together ? view.calls.length : 1
    const end = (await this.nonce()) + steps
    await this.ui.call('approvals.approve', { id: view.id, digest: view.digest, edits: {} })
    await this.mined(end)
    return this.ended(swapId)
  }

  /**
   * That what was offered is what the chain says, to the unit, and what the wallet says of it.
   * @param more base units that may come beyond an exact amount out: what the router rounded up of what it took
   */
  async expectAsOffered(quote: Asked, more = 0n): Promise<SwapView> {
    const { client } = this.devnet
    const { sell, buy, sellAmount, buyAmount } = quote
    const first = await client.getBlockNumber()
    const [sold, bought] = await Promise.all([this.balance(sell.token), this.balance(buy.token)])
    const done = await this.carryOut(quote)
    expect(done, done.why ?? '').toMatchObject({ status: 'confirmed' })
    const last = await client.getBlockNumber()
    let fees = 0n
    for (let number = first + 1n; number <= last; number++) {
      const { transactions } = await client.getBlock({ blockNumber: number })
      for (const hash of transactions) {
        const { gasUsed, effectiveGasPrice } = await client.getTransactionReceipt({ hash })
        fees += gasUsed * effectiveGasPrice
      }
    }
    const fee = (token: TokenId) => (token === 'native' ? fees : 0n)
    expect(sold - (await this.balance(sell.token)) - fee(sell.token)).toBe(BigInt(sellAmount))
    const got = (await this.balance(buy.token)) - bought + fee(buy.token)
    if (more === 0n) expect(got).toBe(BigInt(buyAmount))
    expect(got).toBeGreaterThanOrEqual(BigInt(buyAmount))
    expect(got).toBeLessThanOrEqual(BigInt(buyAmount) + more)
    expect(done).toMatchObject({ status: 'confirmed', sold: sellAmount, received: got.toString() })
    return done
  }
}

export async function swapWorld(): Promise<SwapWorld> {
  const devnet = await startDevnet()
  const pools = await makeSwapPools(devnet, ME)
  const world = await restoredWorld(devnet.url)
  // As the chain, whose deadlines are held.
  world.now = Date.now()
  const ui = world.ui()
  await ui.call('vault.unlock', { password: PASSWORD })
  for (const address of Object.values(pools)) await ui.call('assets.addToken', { chainId: 1, address })
  return new SwapWorld(devnet, world, ui, pools)
}

export const textOf = ({ title }: Pick<ActivityRow, 'title'>): string =>
  title
    .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address))
    .join('')

export const routeOf = ({ route }: SwapQuote): string[][] =>
  route.map(({ hops }) => hops.map(({ sell, buy }) => `${sell}>${buy}`))
