/** Uniswap v4 and what Permit2 lets its router take: real contracts, and every amount read off the chain. */
import {
  decodeAbiParameters,
  decodeFunctionData,
  maxUint256,
  parseAbi,
  parseAbiParameters,
  parseEther,
  parseUnits,
} from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DELEGATE, devnetAddresses } from '../devnet/devnet'
import { PROVIDER } from '../devnet/swap-pools'
import { ETHER, makeV4, UNIVERSAL_ROUTER } from '../devnet/swap-v4'
import { type Asked, DAI, ME, type SwapWorld, swapWorld, USDC, USDT, WETH } from './swap-world'
import { deathsIn } from './world'

const PERMIT2 = devnetAddresses.permit2 as `0x${string}`
const abi = parseAbi([
  'function allowance(address, address) view returns (uint256)',
  'function approve(address, uint256)',
])
const DETAILS = 'struct Details { address token; uint160 amount; uint48 expiration; uint48 nonce; }'
const router = parseAbi(['function execute(bytes commands, bytes[] inputs, uint256 deadline)'])
const permit2 = parseAbi([
  DETAILS,
  'struct Single { Details details; address spender; uint256 sigDeadline; }',
  'function permit(address owner, Single permit, bytes signature)',
  'function allowance(address, address, address) view returns (uint160, uint48, uint48)',
  'function invalidateNonces(address token, address spender, uint48 nonce)',
])

let on: SwapWorld
beforeAll(async () => {
  on = await swapWorld()
  const pool = await makeV4(on.devnet)
  const [usdc, usdt, dai] = [USDC, USDT, DAI].map((address) => ({
    address,
    decimals: address === DAI ? 18 : 6,
  })) as [typeof ETHER, typeof ETHER, typeof ETHER]
  // Dearer than the other pools pay one way, cheaper than they sell the other.
  await pool({ one: ETHER, other: usdc, fee: 500, price: 3050, depth: 3n * 10n ** 16n })
  await pool({ one: ETHER, other: usdc, fee: 3000, price: 2920, depth: 3n * 10n ** 16n })
  await pool({ one: ETHER, other: dai, fee: 500, price: 3150, depth: 3n * 10n ** 22n })
  await pool({ one: usdt, other: usdc, fee: 100, price: 1.01, depth: 10n ** 13n, sellsFirst: true })
})
afterAll(() => on.stop())
afterEach(async () => {
  for (const { id } of on.ui.state?.approvals ?? []) await on.ui.call('approvals.reject', { id })
})

const allowed = (token: `0x${string}`) =>
  on.devnet.client.readContract({ address: token, abi, functionName: 'allowance', args: [ME, PERMIT2] })
const through = (token: `0x${string}`) =>
  on.devnet.client.readContract({
    address: PERMIT2,
    abi: permit2,
    functionName: 'allowance',
    args: [ME, token, UNIVERSAL_ROUTER],
  })
async function allow(token: `0x${string}`, amount: bigint): Promise<void> {
  const args = [PERMIT2, amount] as const
  const hash = await on.devnet.client.writeContract({
    account: ME,
    address: token,
    abi,
    functionName: 'approve',
    args,
  })
  await on.devnet.client.waitForTransactionReceipt({ hash })
}
const venues = ({ route }: Asked) => route.flatMap(({ hops }) => hops.map(({ venue }) => venue))
const overV4 = (quote: Asked) => expect(new Set(venues(quote))).toEqual(new Set(['Uniswap v4']))

/** As offered, by v4, and without a right that is left. */
async function swap(quote: Asked, transactions: number): Promise<void> {
  overV4(quote)
  const before = await on.nonce()
  await on.expectAsOffered(quote)
  expect(await on.nonce()).toBe(before + transactions)
}

describe('a token sold over v4', () => {
  test('behavior: allowed for just the amount, signed for just this router until its deadline', async () => {
    const quote = await on.best(on.ask(USDC, 'native', parseUnits('3000', 6)))
    expect(quote.allowance).toEqual({
      via: 'permit',
      spender: UNIVERSAL_ROUTER,
      amount: '3000000000',
      reset: false,
      permit2: { approve: true, grant: true },
    })
    await swap(quote, 2)
    expect(await allowed(USDC)).toBe(0n)
    const [left, until, nonce] = await through(USDC)
    expect([left, nonce]).toEqual([0n, 1])
    expect(until).toBeLessThan(Math.floor(on.world.now / 1000) + 20 * 60 + 60)
  })

  test('behavior: where the token allows Permit2 already, one signature and one transaction', async () => {
    await allow(USDC, maxUint256)
    const quote = await on.best(on.ask(USDC, 'native', parseUnits('600', 6)))
    expect(quote.allowance).toMatchObject({ via: 'permit', permit2: { approve: false, grant: true } })
    await swap(quote, 1)
    await allow(USDC, 0n)
  })

  test('behavior: what is signed is said: whom it lets take how much, and for how long', async () => {
    const quote = await on.best(on.ask(USDC, 'native', parseUnits('600', 6)))
    const { approvalId } = await on.ui.call('swap.start', { id: quote.question, quoteId: quote.id })
    const view = await on.ui.until(({ approvals }) =>
      approvals.find((one) => one.id === approvalId && !one.preparing),
    )
    expect(view).toMatchObject({
      kind: 'typed-data',
      primaryType: 'PermitSingle',
      blocked: null,
      rights: [{ symbol: 'USDC', spender: UNIVERSAL_ROUTER, amount: '600000000', permit2: true }],
    })
    expect(JSON.stringify(view.summary)).toMatch(/600 USDC/)
    expect(view.warnings.filter(({ severity }) => severity === 'danger')).toEqual([])
    // And what follows is the swap, with the transaction that lets Permit2 take just that.
    await on.ui.call('approvals.approve', { id: view.id, digest: view.digest, edits: {} })
    const next = await on.ui.until(({ approvals }) => approvals.find((one) => !one.preparing))
    expect(next).toMatchObject({ kind: 'calls', blocked: null, calls: [{}, {}] })
    expect(next.warnings.filter(({ severity }) => severity === 'danger')).toEqual([])
  })

  test('behavior: token for token, by way of the coin', async () => {
    await swap(await on.best(on.ask(USDC, DAI, parseUnits('1000', 6))), 2)
  })

  test('behavior: USDT, over one pool, allows Permit2 from zero only: one transaction more, before it', async () => {
    await allow(USDT, 1n)
    const quote = await on.best(on.ask(USDT, USDC, parseUnits('100', 6)))
    expect(quote.allowance).toMatchObject({ via: 'permit', reset: true, permit2: { approve: true } })
    await swap(quote, 3)
  })

  test('behavior: the wrapped coin that is sold is unwrapped on the way', async () => {
    await on.expectAsOffered(await on.best(on.ask('native', WETH, parseEther('5'))))
    await swap(await on.best(on.ask(WETH, USDC, parseEther('1'))), 2)
    await swap(await on.best(on.ask(WETH, USDC, parseUnits('500', 6), { exact: 'out' })), 2)
  })

  test('behavior: the wrapped coin that is bought is wrapped on the way', async () => {
    await swap(await on.best(on.ask(USDC, WETH, parseUnits('500', 6))), 2)
    await swap(await on.best(on.ask(USDC, WETH, parseEther('0.1'), { exact: 'out' })), 2)
  })

  test('behavior: exact amounts out, of a token and of the coin, take what they say and no more', async () => {
    await swap(await on.best(on.ask('native', USDC, parseUnits('1500', 6), { exact: 'out' })), 1)
    await swap(await on.best(on.ask(USDC, 'native', parseEther('0.3'), { exact: 'out' })), 2)
    await swap(await on.best(on.ask(USDC, DAI, parseEther('400'), { exact: 'out' })), 2)
    // What the most allowed beyond the price ends with the deadline, and with the token’s own allowance.
    const [left] = await through(USDC)
    expect(left).toBeGreaterThan(0n)
    expect(await allowed(USDC)).toBe(left)
  })

  test('behavior: an account that runs several calls as one signs nothing before, and sends one', async () => {
    const { client } = on.devnet
    await allow(USDC, 0n)
    const bytecode = `0xef0100${DELEGATE.slice(2).toLowerCase()}` as const
    await client.setCode({ address: ME, bytecode })
    const quote = await on.best(on.ask(USDC, 'native', parseUnits('600', 6)))
    expect(quote.allowance).toMatchObject({ via: 'approve', permit2: { approve: true, grant: true } })
    await swap(quote, 1)
    await client.setCode({ address: ME, bytecode: '0x' })
  })

  test('behavior: coins sold need no allowance', async () => {
    const quote = await on.best(on.ask('native', USDC, parseEther('2')))
    expect(quote.allowance).toEqual({ via: 'none' })
    await swap(quote, 1)
  })
})

describe('v2 and v3 through Permit2, where the token allows that one already', () => {
  test('behavior: a signature in the place of a transaction; over one pool, two, two routes at once', async () => {
    const { acorn } = on.pools
    await allow(acorn, maxUint256)
    for (const [buy, amount] of [
      [USDC, '700'],
      [USDT, '300'],
      ['native', '9000'],
    ] as const) {
      const quote = await on.best(on.ask(acorn, buy, parseEther(amount)))
      expect(venues(quote)).not.toContain('Uniswap v4')
      expect(quote.allowance).toMatchObject({
        via: 'permit',
        spender: UNIVERSAL_ROUTER,
        permit2: { approve: false, grant: true },
      })
      const before = await on.nonce()
      await on.expectAsOffered(quote)
      expect(await on.nonce()).toBe(before + 1)
      expect(quote.route).toHaveLength(buy === 'native' ? 2 : 1)
    }
    const exact = await on.best(on.ask(acorn, 'native', parseEther('0.2'), { exact: 'out' }))
    expect(venues(exact)).not.toContain('Uniswap v4')
    await on.expectAsOffered(exact)
  })
})

describe('security: the signature', () => {
  test('behavior: that is no longer the next one is refused before it is given', async () => {
    const quote = await on.best(on.ask(USDC, 'native', parseUnits('600', 6)))
    const [, , nonce] = await through(USDC)
    const hash = await on.devnet.client.writeContract({
      account: ME,
      address: PERMIT2,
      abi: permit2,
      functionName: 'invalidateNonces',
      args: [USDC, UNIVERSAL_ROUTER, nonce + 1],
    })
    await on.devnet.client.waitForTransactionReceipt({ hash })
    const { approvalId } = await on.ui.call('swap.start', { id: quote.question, quoteId: quote.id })
    const view = await on.ui.until(({ approvals }) =>
      approvals.find((one) => one.id === approvalId && !one.preparing),
    )
    expect(view.blocked).toMatch(/not the one that the swap needs/)
    const { id, digest } = view
    await expect(on.ui.call('approvals.approve', { id, digest, edits: {} })).rejects.toThrow(/not the one/)
  })

  test('behavior: handed in by somebody else before the swap, it makes nothing fail', async () => {
    await allow(USDC, maxUint256)
    const quote = await on.best(on.ask(USDC, 'native', parseUnits('600', 6)))
    const { view, swapId } = await on.review(quote)
    if (view.kind !== 'transaction') throw new Error(view.kind)
    const had = await on.balance(USDC)
    const { args } = decodeFunctionData({ abi: router, data: JSON.parse(view.raw).data })
    const [permit, signature] = decodeAbiParameters(
      parseAbiParameters([
        '(Details details, address spender, uint256 sigDeadline) permit, bytes signature',
        DETAILS,
      ]),
      args[1][0] ?? '0x',
    )
    // Permit2 takes it from anybody.
    const hash = await on.devnet.client.writeContract({
      account: PROVIDER,
      address: PERMIT2,
      abi: permit2,
      functionName: 'permit',
      args: [ME, permit, signature],
    })
    expect((await on.devnet.client.waitForTransactionReceipt({ hash })).status).toBe('success')
    await on.ui.call('approvals.approve', { id: view.id, digest: view.digest, edits: {} })
    expect(await on.ended(swapId)).toMatchObject({ status: 'confirmed' })
    expect(had - (await on.balance(USDC))).toBe(parseUnits('600', 6))
    await allow(USDC, 0n)
  })
})

describe('a worker that is stopped', () => {
  /** The person says yes to whatever is asked, and again where that was not stored, until it is over. */
  async function flow(death?: { at: number; when: 'before' | 'after' }): Promise<string[]> {
    const quote = await on.best(on.ask(USDC, 'native', parseUnits('10', 6)))
    overV4(quote)
    const [end, had] = [(await on.nonce()) + 2, await on.balance(USDC)]
    const { swapId } = await on.ui.call('swap.start', { id: quote.question, quoteId: quote.id })
    on.world.operations = []
    const { worker } = on.world
    if (death !== undefined) worker.death = { ...death, at: worker.count + death.at }
    const status = () => on.ui.state?.swaps.find(({ id }) => id === swapId)?.status
    for (const until = Date.now() + 30_000; Date.now() < until; ) {
      if (status() === 'confirmed' || status() === 'failed' || status() === 'cancelled') break
      if (!on.world.worker.alive) {
        on.world.restart()
        on.ui.connect()
        await on.ui.until((state) => state.status === 'unlocked')
      }
      for (const { id, digest, preparing } of on.ui.state?.approvals ?? [])
        if (!preparing) on.ui.call('approvals.approve', { id, digest, edits: {} }).catch(() => undefined)
      await new Promise((done) => setTimeout(done, 30))
    }
    const operations = [...on.world.operations]
    expect(await on.ended(swapId), JSON.stringify(death)).toMatchObject({ status: 'confirmed' })
    expect(await on.nonce(), JSON.stringify(death)).toBe(end)
    expect(had - (await on.balance(USDC)), JSON.stringify(death)).toBe(parseUnits('10', 6))
    return operations
  }

  test('behavior: at any operation of a signature, its allowance and its swap: one of each', async () => {
    await allow(USDC, 0n)
    const all = deathsIn(await flow())
    const chosen = process.env.SOAK ? all : all.filter((_, i) => i % Math.ceil(all.length / 5) === 0)
    for (const at of chosen) await flow({ at, when: at % 2 === 0 ? 'before' : 'after' })
  }, 1_200_000)
})
