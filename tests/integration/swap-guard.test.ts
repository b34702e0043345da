/** What happens between the offer and the block: nothing is sold for less than was said, and nothing twice. */
import { parseAbi, parseEther, parseGwei, parseUnits } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { devnetAddresses } from '../devnet/devnet'
import { PROVIDER } from '../devnet/swap-pools'
import { type Asked, DAI, ME, type SwapWorld, swapWorld, USDC, USDT, WETH } from './swap-world'
import { deathsIn } from './world'

const router = parseAbi([
  'function exactInputSingle((address tokenIn, address tokenOut, uint24 fee, address recipient, uint256 amountIn, uint256 amountOutMinimum, uint160 sqrtPriceLimitX96)) payable returns (uint256)',
  'function swapExactETHForTokens(uint256, address[], address, uint256) payable returns (uint256[])',
])
const pair = parseAbi([
  'function transfer(address, uint256) returns (bool)',
  'function balanceOf(address) view returns (uint256)',
  'function burn(address) returns (uint256, uint256)',
  'function getPair(address, address) view returns (address)',
])
const ROUTER = devnetAddresses.uniswapRouter02 as `0x${string}`

let on: SwapWorld
beforeAll(async () => {
  on = await swapWorld()
})
afterAll(() => on.stop())
afterEach(async () => {
  await on.devnet.client.setAutomine(true)
  for (const { id } of on.ui.state?.approvals ?? []) await on.ui.call('approvals.reject', { id })
})

/** Somebody buys a token with much ether, over each of its pools. */
async function trade(
  token: `0x${string}`,
  fees: readonly number[],
  amount: bigint,
  gasPrice?: bigint,
): Promise<void> {
  const more = gasPrice === undefined ? {} : { maxFeePerGas: gasPrice, maxPriorityFeePerGas: gasPrice }
  const shared = { account: PROVIDER, value: amount, gas: 500_000n, abi: router, ...more } as const
  for (const fee of fees)
    await on.devnet.client.writeContract({
      ...shared,
      address: ROUTER,
      functionName: 'exactInputSingle',
      args: [
        {
          tokenIn: WETH,
          tokenOut: token,
          fee,
          recipient: PROVIDER,
          amountIn: amount,
          amountOutMinimum: 0n,
          sqrtPriceLimitX96: 0n,
        },
      ],
    })
  await on.devnet.client.writeContract({
    ...shared,
    address: devnetAddresses.uniswapV2Router as `0x${string}`,
    functionName: 'swapExactETHForTokens',
    args: [0n, [WETH, token], PROVIDER, 99_999_999_999n],
  })
}

const offer = (more = {}): Promise<Asked> => on.best(on.ask('native', USDC, parseEther('1'), more))

describe('security: what was offered is held to', () => {
  test('behavior: the price moved before the yes: refused, with the reason, and nothing is signed', async () => {
    const { acorn } = on.pools
    const { view, swapId } = await on.review(await on.best(on.ask('native', acorn, parseEther('1'))))
    expect(view.blocked).toBeNull()
    const before = await on.nonce()
    await trade(acorn, [10_000], parseEther('20'))
    const { id, digest } = view
    await expect(on.ui.call('approvals.approve', { id, digest, edits: {} })).rejects.toThrow(
      /would fail|less than the minimum/,
    )
    expect(await on.nonce()).toBe(before)
    await on.ui.call('approvals.reject', { id })
    expect(await on.ended(swapId)).toMatchObject({ status: 'cancelled' })
  })

  test('behavior: the price moved in the same block: it fails, sells nothing, and says why', async () => {
    const { view, swapId } = await on.review(await offer())
    const had = await on.balance(USDC)
    await on.devnet.client.setAutomine(false)
    await on.ui.approve(view.kind)
    await trade(USDC, [500, 3000], parseEther('400'), parseGwei('500'))
    await on.devnet.client.mine({ blocks: 1 })
    const ended = await on.ended(swapId)
    expect(ended.status).toBe('failed')
    expect(ended.why).toMatch(/^The price moved past what you allowed/)
    expect(await on.balance(USDC)).toBe(had)
  })

  test('behavior: past its deadline it is refused before, and fails after, and both say so', async () => {
    const late = await on.review(await offer({ deadlineMinutes: 1 }))
    const sent = await on.review(await offer({ deadlineMinutes: 1 }))
    await on.devnet.client.setAutomine(false)
    await on.ui.call('approvals.approve', { id: sent.view.id, digest: sent.view.digest, edits: {} })
    await on.devnet.client.increaseTime({ seconds: 120 })
    await on.devnet.client.mine({ blocks: 1 })
    const ended = await on.ended(sent.swapId)
    expect(ended).toMatchObject({ status: 'failed', why: expect.stringMatching(/^Its deadline had passed/) })
    const { id, digest } = late.view
    await expect(on.ui.call('approvals.approve', { id, digest, edits: {} })).rejects.toThrow(/would fail/)
  })

  test('behavior: past its deadline by the clock no yes is taken, whatever the chain says', async () => {
    const { view, swapId } = await on.review(await offer({ deadlineMinutes: 1 }))
    const before = await on.nonce()
    on.world.now += 240_000
    const { id, digest } = view
    await expect(on.ui.call('approvals.approve', { id, digest, edits: {} })).rejects.toThrow(
      'The time of this offer is over. Ask for a new quote.',
    )
    expect(await on.nonce()).toBe(before)
    await on.ui.call('approvals.reject', { id })
    expect(await on.ended(swapId)).toMatchObject({ status: 'cancelled' })
  })

  test('behavior: a pool that is drained after the offer is refused, and its dust is called what it is', async () => {
    const { client } = on.devnet
    const asked = on.ask(on.pools.toll, 'native', parseEther('100'))
    const { view } = await on.review(await on.best(asked))
    expect(view.blocked).toBeNull()
    const address = await client.readContract({
      address: devnetAddresses.uniswapV2Factory as `0x${string}`,
      abi: pair,
      functionName: 'getPair',
      args: [on.pools.toll, WETH],
    })
    const shares = await client.readContract({
      address,
      abi: pair,
      functionName: 'balanceOf',
      args: [PROVIDER],
    })
    const as = { account: PROVIDER, address, abi: pair } as const
    await client.writeContract({ ...as, functionName: 'transfer', args: [address, shares] })
    await client.writeContract({ ...as, functionName: 'burn', args: [PROVIDER] })
    const { id, digest } = view
    await expect(on.ui.call('approvals.approve', { id, digest, edits: {} })).rejects.toThrow(/would fail/)
    // Only dust is left in it.
    const { warnings } = await on.best(asked)
    expect(warnings.map(({ rule }) => rule)).toEqual(['swap-no-price', 'swap-fee'])
  })

  test('behavior: an offer of before is none: too old, or of another question', async () => {
    const quote = await offer()
    await offer()
    await expect(on.ui.call('swap.start', { id: quote.question, quoteId: quote.id })).rejects.toMatchObject({
      name: 'QuoteGoneError',
    })
    const next = await offer()
    on.world.now += 61_000
    await expect(on.ui.call('swap.start', { id: next.question, quoteId: next.id })).rejects.toMatchObject({
      name: 'QuoteGoneError',
    })
  })

  test('behavior: the allowance is used up with the swap', async () => {
    const quote = await on.best(on.ask(DAI, 'native', parseUnits('500', 18)))
    if (quote.allowance.via === 'none') throw new Error('nothing to allow')
    await on.expectAsOffered(quote)
    const left = await on.devnet.client.readContract({
      address: DAI,
      abi: parseAbi(['function allowance(address, address) view returns (uint256)']),
      functionName: 'allowance',
      args: [ME, quote.allowance.spender],
    })
    expect(left).toBe(0n)
  })
})

describe('a step before the swap', () => {
  test('behavior: its block came after the deadline: the swap is not sent, and says why', async () => {
    const asked = on.ask(USDT, USDC, parseUnits('20', 6), { deadlineMinutes: 1 })
    const { view, swapId } = await on.review(await on.best(asked))
    expect(view).toMatchObject({ kind: 'calls', together: false })
    const [had, nonce] = [await on.balance(USDT), await on.nonce()]
    await on.devnet.client.setAutomine(false)
    await on.ui.call('approvals.approve', { id: view.id, digest: view.digest, edits: {} })
    on.world.now += 240_000
    await on.devnet.client.mine({ blocks: 1 })
    expect(await on.ended(swapId)).toMatchObject({
      status: 'failed',
      why: expect.stringMatching(/^The time of this offer was over before the swap\. Nothing is sold/),
    })
    await on.devnet.client.mine({ blocks: 1 })
    expect(await on.balance(USDT)).toBe(had)
    expect(await on.nonce()).toBe(nonce + 1)
  })

  /** A swap whose allowance waits for its block, and what takes the place of that. */
  async function replaced(how: 'speed-up' | 'cancel'): Promise<string | null> {
    const { view, swapId } = await on.review(await on.best(on.ask(DAI, USDC, parseUnits('20', 18))))
    expect(view).toMatchObject({ kind: 'calls', together: false })
    await on.devnet.client.setAutomine(false)
    await on.ui.call('approvals.approve', { id: view.id, digest: view.digest, edits: {} })
    const { id } = await on.ui.until(({ activity }) => activity.find(({ status }) => status === 'pending'))
    await on.ui.call('transactions.replace', { id, how })
    await on.ui.approve('transaction')
    await on.devnet.client.mine({ blocks: 1 })
    return swapId
  }

  test('behavior: sped up, it is not the swap: that is carried out after it, and only then', async () => {
    const [had, nonce] = [await on.balance(DAI), await on.nonce()]
    const swapId = await replaced('speed-up')
    const next = await on.ui.until(({ swaps }) =>
      swaps.find(({ id, why }) => id === swapId && why !== 'Step 1 of 2.'),
    )
    expect(next).toMatchObject({ status: 'pending', why: 'Step 2 of 2.' })
    await on.ui.until(({ activity }) => activity.find(({ status }) => status === 'pending'))
    await on.devnet.client.mine({ blocks: 1 })
    const ended = await on.ended(swapId)
    expect(ended).toMatchObject({ status: 'confirmed', sold: parseUnits('20', 18).toString() })
    expect(BigInt(ended.received ?? 0)).toBeGreaterThan(0n)
    expect(had - (await on.balance(DAI))).toBe(parseUnits('20', 18))
    expect(await on.nonce()).toBe(nonce + 2)
  })

  test('behavior: cancelled, the swap is too', async () => {
    const had = await on.balance(DAI)
    const ended = await on.ended(await replaced('cancel'))
    expect(ended).toMatchObject({ status: 'cancelled', why: 'You cancelled it.' })
    expect(await on.balance(DAI)).toBe(had)
  })
})

describe('a worker that is stopped', () => {
  test('behavior: at any operation of an allowance and its swap: one of each', async () => {
    const flow = async (death?: { at: number; when: 'before' | 'after' }) => {
      const quote = await on.best(on.ask(DAI, 'native', parseUnits('10', 18)))
      const { view, swapId } = await on.review(quote)
      const end = (await on.nonce()) + 2
      const had = await on.balance(DAI)
      on.world.operations = []
      const { worker } = on.world
      if (death !== undefined) worker.death = { ...death, at: worker.count + death.at }
      on.ui.call('approvals.approve', { id: view.id, digest: view.digest, edits: {} }).catch(() => undefined)
      const isOver = () =>
        on.ui.state?.swaps.some(
          ({ id, status }) => id === swapId && status !== 'pending' && status !== 'review',
        )
      for (const until = Date.now() + 30_000; !isOver() && Date.now() < until; ) {
        if (!on.world.worker.alive) {
          on.world.restart()
          on.ui.connect()
          // Where the yes was not stored yet, it is given again.
          const again = await on.ui.until(
            (state) =>
              state.status === 'unlocked' && {
                open: state.approvals.find((one) => one.id === view.id && !one.preparing),
              },
          )
          if (again.open)
            on.ui
              .call('approvals.approve', { id: view.id, digest: again.open.digest, edits: {} })
              .catch(() => undefined)
        }
        await new Promise((done) => setTimeout(done, 20))
      }
      // A death that did not come does not meet what follows.
      worker.death = undefined
      const operations = [...on.world.operations]
      expect(await on.ended(swapId), JSON.stringify(death)).toMatchObject({ status: 'confirmed' })
      expect(await on.nonce(), JSON.stringify(death)).toBe(end)
      expect(had - (await on.balance(DAI)), JSON.stringify(death)).toBe(parseUnits('10', 18))
      return operations
    }
    const all = deathsIn(await flow())
    const chosen = process.env.SOAK ? all : all.filter((_, i) => i % Math.ceil(all.length / 8) === 0)
    for (const at of chosen) await flow({ at, when: at % 2 === 0 ? 'before' : 'after' })
  }, 300_000)
})

test('security: where an endpoint can try nothing, calldata of our own still bounds what arrives', async () => {
  on.world.restart()
  on.ui.connect()
  await on.ui.until(({ status }) => status === 'unlocked')
  on.world.intercept = (_, { method }) =>
    method === 'eth_simulateV1' || method === 'debug_traceCall'
      ? { error: { code: -32601, message: 'the method does not exist' } }
      : undefined
  const quote = await offer()
  const { view } = await on.review(quote)
  expect(view).toMatchObject({ looked: 'tried', blocked: null })
  await on.expectAsOffered(await offer())
  // A strange token may keep a part, and nothing shows it here.
  const strange = await on.best(on.ask('native', on.pools.acorn, parseEther('1')))
  expect(strange.warnings).toContainEqual(expect.objectContaining({ rule: 'swap-untried' }))
  expect((await on.review(strange)).view.blocked).toMatch(/cannot try the swap/)
  on.world.intercept = undefined
})
