/** Swaps over real Uniswap contracts: what is offered is what arrives, read off the chain. */
import { parseEther, parseUnits } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DELEGATE } from '../devnet/devnet'
import { DAI, ME, routeOf, SwapWorld, swapWorld, textOf, USDC, USDT, WETH } from './swap-world'

let on: SwapWorld
beforeAll(async () => {
  on = await swapWorld()
})
afterAll(() => on.stop())

describe('what is offered is what arrives, to the unit', () => {
  test('behavior: ETH for a token', async () => {
    await on.expectAsOffered(await on.best(on.ask('native', USDC, parseEther('1'))))
  })

  test('behavior: a token for ETH, allowed by a signature for just that amount', async () => {
    const quote = await on.best(on.ask(USDC, 'native', parseUnits('3000', 6)))
    expect(quote.allowance).toMatchObject({ via: 'permit', amount: parseUnits('3000', 6).toString() })
    await on.expectAsOffered(quote)
    const [row] = on.ui.state?.activity ?? []
    expect(row && textOf(row)).toMatch(/^Swapped 3.000 USDC for 0\.99\d+ ETH$/)
  })

  test('behavior: of an account that runs strange code no signature is asked for, as the token may ask that code', async () => {
    const { client } = on.devnet
    await client.setCode({ address: ME, bytecode: '0x60006000fd' })
    try {
      const quote = await on.best(on.ask(USDC, 'native', parseUnits('3000', 6)))
      expect(quote.allowance).toMatchObject({ via: 'approve' })
    } finally {
      await client.setCode({ address: ME, bytecode: '0x' })
    }
  })

  test('behavior: wrapping and unwrapping are one for one', async () => {
    const wraps = await on.best(on.ask('native', WETH, 5n))
    expect(wraps).toMatchObject({ kind: 'wrap', buyAmount: '5', minReceived: '5' })
    await on.expectAsOffered(wraps)
    await on.expectAsOffered(await on.best(on.ask(WETH, 'native', 3n)))
  })

  test('behavior: a token for another over two pools, allowed by a transaction', async () => {
    const quote = await on.best(on.ask(DAI, USDT, parseUnits('3000', 18)))
    expect(quote.allowance).toMatchObject({ via: 'approve', reset: false })
    expect(routeOf(quote)).toEqual([['DAI>USDC', 'USDC>USDT']])
    await on.expectAsOffered(quote)
  })

  test('behavior: a large amount goes over two routes at once', async () => {
    const quote = await on.best(on.ask('native', USDC, parseEther('800')))
    expect(quote.route.length).toBe(2)
    expect(quote.route.reduce((sum, { shareBps }) => sum + shareBps, 0)).toBe(10_000)
    await on.expectAsOffered(quote)
  })

  test('behavior: an exact amount out, of a token and of ETH, takes no more than it says', async () => {
    const bought = await on.best(on.ask('native', USDC, parseUnits('1500', 6), { exact: 'out' }))
    expect(bought).toMatchObject({ buyAmount: '1500000000', minReceived: '1500000000' })
    await on.expectAsOffered(bought)
    const coins = await on.best(on.ask(USDC, 'native', parseEther('0.7'), { exact: 'out' }))
    expect(coins.buyAmount).toBe(parseEther('0.7').toString())
    await on.expectAsOffered(coins)
  })

  test('behavior: USDT takes a new allowance only from zero: one transaction more, before it', async () => {
    const first = await on.best(on.ask(USDT, 'native', parseUnits('100', 6)))
    if (first.allowance.via === 'none') throw new Error('already allowed')
    const { spender } = first.allowance
    const data =
      `0x095ea7b3${spender.slice(2).toLowerCase().padStart(64, '0')}${'1'.padStart(64, '0')}` as const
    const hash = await on.devnet.client.sendTransaction({ account: ME, to: USDT, data })
    await on.devnet.client.waitForTransactionReceipt({ hash })
    const quote = await on.best(on.ask(USDT, 'native', parseUnits('100', 6)))
    expect(quote.allowance).toMatchObject({ via: 'approve', reset: true })
    await on.expectAsOffered(quote)
  })

  test('behavior: a token that keeps a part of what is moved, sold and bought', async () => {
    const { toll } = on.pools
    const asked = [on.ask(toll, 'native', parseEther('1000')), on.ask('native', toll, parseEther('1'))]
    for (const one of asked) {
      const quote = await on.best(one)
      expect(quote.fees).toEqual([expect.objectContaining({ label: 'Kept by the tokens' })])
      expect(quote.warnings.map(({ title }) => title)).toContain('TOLL keeps about 3 % of every transfer')
      await on.expectAsOffered(quote)
    }
  })

  test('behavior: an account that is only watched gets offers to look at, and signs nothing', async () => {
    const account = '0x1111111111111111111111111111111111111111'
    await on.ui.call('accounts.watch', { address: account, name: 'Looked at' })
    const quote = await on.best(on.ask('native', USDC, parseEther('1'), { account }))
    expect(BigInt(quote.buyAmount)).toBeGreaterThan(parseUnits('2000', 6))
    await expect(on.ui.call('swap.start', { id: quote.question, quoteId: quote.id })).rejects.toThrow(
      /watch-only/,
    )
    await on.ui.call('accounts.select', { address: ME })
  })

  test('error: of such a token no exact amount can be bought, and that is said', async () => {
    const { quotes, failed } = await on.quotes(
      on.ask('native', on.pools.toll, parseEther('10'), { exact: 'out' }),
    )
    expect(quotes).toEqual([])
    expect(failed).toEqual([{ label: 'On-chain pools', why: expect.stringContaining('keeps a part') }])
  })

  test('behavior: a token on no list, over the pools that it has', async () => {
    await on.expectAsOffered(await on.best(on.ask(on.pools.acorn, USDC, parseEther('500'))))
    const much = await on.best(on.ask('native', on.pools.acorn, parseEther('70')))
    expect(much.impact?.bps).toBeGreaterThan(1500)
    expect(much.warnings).toContainEqual(expect.objectContaining({ rule: 'swap-impact', severity: 'danger' }))
    await on.expectAsOffered(much)
  })

  test('behavior: an account that runs several calls as one allows and swaps in one transaction', async () => {
    const { client } = on.devnet
    await client.setCode({
      address: ME,
      bytecode: `0xef0100${DELEGATE.slice(2).toLowerCase()}` as `0x${string}`,
    })
    const quote = await on.best(on.ask(USDC, 'native', parseUnits('600', 6)))
    expect(quote.allowance).toMatchObject({ via: 'approve' })
    const before = await on.nonce()
    await on.expectAsOffered(quote)
    expect(await on.nonce()).toBe(before + 1)
    await client.setCode({ address: ME, bytecode: '0x' })
  })

  test('behavior: the most that can be sold leaves the fee of its own swap', async () => {
    const { amount, fee } = await on.ui.call('swap.max', { chainId: 1, account: ME, sell: 'native' })
    expect(BigInt(amount) + BigInt(fee)).toBe(await on.balance('native'))
    await on.expectAsOffered(await on.best(on.ask('native', WETH, BigInt(amount))))
    const tokens = await on.ui.call('swap.max', { chainId: 1, account: ME, sell: WETH })
    expect(tokens).toEqual({ amount: (await on.balance(WETH)).toString(), fee: '0' })
    await on.expectAsOffered(await on.best(on.ask(WETH, 'native', BigInt(tokens.amount))))
  })
})

test('behavior: a swap whose block the chain took back is pending again, and arrives by what the next one says', async () => {
  const { world, devnet } = on
  // Behind a host that is not this computer: a chain on this computer that goes back was told to.
  const far = 'https://rpc.example'
  const { networks } = (await world.local.get(['networks'])) as { networks: { endpoints: object } }
  await world.local.set({ networks: { ...networks, endpoints: { ...networks.endpoints, 1: [far] } } })
  await world.session.set({ verified: { [far]: 1 } })
  world.redirect = (asked) => (asked === far ? devnet.url : asked)
  world.restart()
  const ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
  const away = new SwapWorld(devnet, world, ui, on.pools)

  const quote = await away.best(away.ask('native', USDC, parseEther('0.1')))
  const before = await devnet.snapshot()
  const { id } = await away.carryOut(quote)
  const statusOf = () => ui.state?.swaps.find((one) => one.id === id)
  expect(statusOf()).toMatchObject({ status: 'confirmed', received: quote.buyAmount })
  await devnet.revert(before)
  await devnet.client.setAutomine(false)
  await devnet.client.mine({ blocks: 2 })
  await world.worker.background.alarm('watch')
  await ui.until(() => statusOf()?.status === 'pending')
  expect(statusOf()).toMatchObject({ received: null, why: null })
  await devnet.client.mine({ blocks: 1 })
  expect(await away.ended(id)).toMatchObject({ status: 'confirmed', received: quote.buyAmount })
})
