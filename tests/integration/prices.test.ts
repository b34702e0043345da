import { encodeFunctionData, parseAbi } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { feedsToRead } from '../../src/background/prices/chainlink'
import type { Currency } from '../../src/messaging/protocol'
import type { Address } from '../../src/shared/hex'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { restoredWorld, type Ui, type World } from './world'

let devnet: Devnet
let snapshot: `0x${string}`
let world: World
let ui: Ui
beforeAll(async () => {
  devnet = await startDevnet()
})
afterAll(() => devnet.stop())
beforeEach(async () => {
  snapshot = await devnet.snapshot()
  world = await restoredWorld(devnet.url)
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
})
afterEach(async () => {
  world.worker.kill()
  await devnet.revert(snapshot)
})

const row = (symbol: string) =>
  ui.until((state) => state.portfolio?.rows.find((one) => one.symbol === symbol && one.price !== null))

async function setFeed(feed: string, price: bigint, at = BigInt(Math.floor(world.now / 1000))) {
  const data = encodeFunctionData({ abi: parseAbi(['function setAt(int256, uint256)']), args: [price, at] })
  const hash = await devnet.client.sendUnsignedTransaction({
    from: ui.state?.selected.address ?? '0x',
    to: feed as Address,
    data,
  })
  await devnet.client.waitForTransactionReceipt({ hash })
}

async function until<T>(ask: () => Promise<T>, is: (value: T) => boolean): Promise<T> {
  for (const end = Date.now() + 30_000; ; await new Promise((done) => setTimeout(done, 10))) {
    const value = await ask()
    if (is(value)) return value
    if (Date.now() > end) throw new Error(`It never came: ${JSON.stringify(value).slice(0, 500)}`)
  }
}

test('behavior: the feeds tell what ether and the stable coins are worth; the total is their sum', async () => {
  await ui.call('assets.refresh', null)
  expect(await row('ETH')).toMatchObject({ price: { price: '3000', source: 'Chainlink' } })
  expect(await row('USDC')).toMatchObject({ price: { price: '1' }, value: '50000', balance: '50000000000' })
  expect(await row('WETH')).toMatchObject({ value: '30000' })
  const view = ui.state?.portfolio
  const sum = view?.rows.reduce((total, one) => total + Number(one.value ?? 0), 0) ?? 0
  expect(Number(view?.total)).toBeCloseTo(sum, 6)
  expect(view?.accounts).toHaveLength(ui.state?.accounts.length ?? 0)
  const mine = view?.accounts.find(({ address }) => address === ui.state?.selected.address)
  expect(mine?.total).toBe(view?.total)
  expect(view?.accounts.filter(({ total }) => total !== mine?.total).length).toBeGreaterThan(0)
})

test('behavior: another currency is reckoned with its feed; one without a feed has no value, not zero', async () => {
  await ui.call('assets.refresh', null)
  await row('ETH')
  await ui.call('display.set', { scope: 'account', currency: 'BTC', hideAmounts: false, hideSmall: false })
  const inBitcoin = await ui.until((state) => state.portfolio?.display.currency === 'BTC' && state.portfolio)
  const ether = inBitcoin.rows.find((one) => one.symbol === 'ETH')
  expect(Number(ether?.price?.price)).toBeCloseTo(3000 / 90000, 12)
  await ui.call('display.set', { scope: 'account', currency: 'INR', hideAmounts: false, hideSmall: false })
  const inRupees = await ui.until((state) => state.portfolio?.display.currency === 'INR' && state.portfolio)
  expect(inRupees).toMatchObject({ total: null })
  expect(inRupees.rows.every((one) => one.value === null && one.price === null)).toBe(true)
})

test('behavior: worth is shown in each currency, by its feed against the dollar', async () => {
  const rates = { EUR: 1.25, GBP: 1.5, JPY: 0.0075, CNY: 0.15, INR: 0.0125 }
  const code = await devnet.client.getCode({ address: devnetAddresses.feedEthUsd as Address })
  for (const [currency, rate] of Object.entries(rates)) {
    const feed = feedsToRead([1])
      .get(1)
      ?.find(({ name }) => name === currency)
    await devnet.client.setCode({ address: feed?.address ?? '0x', bytecode: code ?? '0x' })
    await setFeed(feed?.address ?? '', BigInt(rate * 1e8))
  }
  await ui.call('assets.refresh', null)
  for (const [currency, rate] of Object.entries({ ...rates, USD: 1, ETH: 3000, BTC: 90_000 })) {
    const display = { scope: 'account', hideAmounts: false, hideSmall: false } as const
    await ui.call('display.set', { ...display, currency: currency as Currency })
    const ether = await ui.until((state) =>
      state.portfolio?.display.currency === currency
        ? state.portfolio.rows.find(({ symbol, price }) => symbol === 'ETH' && price !== null)
        : undefined,
    )
    expect(Number(ether.price?.price), currency).toBeCloseTo(3000 / rate, 6)
    expect(ui.state?.portfolio?.total, currency).not.toBeNull()
  }
})

test('behavior: a token without a feed is priced by its pool, when the pool is deep enough', async () => {
  // Their feeds have stopped, so that only the pools are left.
  for (const feed of [devnetAddresses.feedUsdtUsd, devnetAddresses.feedDaiUsd])
    await devnet.client.setCode({ address: feed as Address, bytecode: '0x5f5ffd' })
  await devnet.client.increaseTime({ seconds: 3600 })
  await devnet.client.mine({ blocks: 1 })
  await ui.call('assets.refresh', null)
  const found = await ui.until((state) =>
    state.portfolio?.rows.find((one) => one.price?.source === 'Uniswap'),
  )
  expect(['USDT', 'DAI']).toContain(found.symbol)
  expect(Math.abs(Number(found.price?.price) - 1)).toBeLessThan(0.05)
})

test('security: a feed that stopped, or tells nothing above zero, is no price', async () => {
  for (const [price, at] of [
    [3000_00000000n, BigInt(Math.floor(world.now / 1000) - 30 * 3600)],
    [0n, 0n],
    [-1n, 0n],
  ] as const) {
    await setFeed(devnetAddresses.feedEthUsd, price, at)
    await ui.call('assets.refresh', null)
    await ui.until((state) =>
      state.portfolio?.rows.find((one) => one.symbol === 'USDC' && one.price !== null),
    )
    expect(ui.state?.portfolio?.rows.find((one) => one.symbol === 'ETH')).toMatchObject({
      value: null,
      price: null,
    })
  }
})

test('behavior: asked at most once a minute, and there at once after a restart', async () => {
  await ui.call('assets.refresh', null)
  await row('ETH')
  const asked = () =>
    world.requests.filter(({ params }) => JSON.stringify(params).includes('feaf968c')).length
  const before = asked()
  await ui.call('assets.refresh', null)
  await new Promise((done) => setTimeout(done, 100))
  expect(asked()).toBe(before)
  world.intercept = () => new Error('connection refused')
  world.restart()
  ui = world.ui()
  expect(await row('ETH')).toMatchObject({ price: { price: '3000' } })
})

test('behavior: the wallet records what it saw, in dollars, and shows it in any currency', async () => {
  const from = world.now
  await ui.call('assets.refresh', null)
  await row('ETH')
  await until(
    () => world.local.get(null),
    (stored) => 'history:total:all' in stored,
  )
  const first = await ui.call('portfolio.history', { range: 'day' })
  expect(first.source).toBe('Recorded by this wallet')
  const total = Number(ui.state?.portfolio?.total)
  expect(Number(first.points.at(-1)?.[1])).toBeCloseTo(total, 0)
  for (let i = 1; i <= 4; i++) {
    // A gesture: the wallet would lock otherwise.
    await ui.call('settings.set', {})
    world.now = from + i * 600_000
    await setFeed(devnetAddresses.feedEthUsd, 3000_00000000n + BigInt(i) * 10_00000000n)
    await ui.call('assets.refresh', null)
    await ui.until((state) =>
      state.portfolio?.rows.find((one) => one.symbol === 'ETH' && one.price?.price === String(3000 + i * 10)),
    )
  }
  const day = await until(
    () => ui.call('portfolio.history', { range: 'day' }),
    (one) => one.points.length >= 5,
  )
  const values = day.points.map(([, value]) => Number(value))
  expect(values).toEqual([...values].sort((a, b) => a - b))
  expect(day.points[0]?.[0]).toBe(from)
  const ether = await ui.call('prices.history', { chainId: 1, token: 'native', range: 'day' })
  expect(ether.points[0]).toEqual([from, '3000'])
  expect(ether.points.at(-1)?.[1]).toBe('3040')
  await ui.call('display.set', { scope: 'all', currency: 'BTC', hideAmounts: false, hideSmall: false })
  const inBitcoin = await ui.call('prices.history', { chainId: 1, token: 'native', range: 'day' })
  expect(Number(inBitcoin.points[0]?.[1])).toBeCloseTo(3000 / 90000, 8)
  const all = await ui.call('portfolio.history', { range: 'year' })
  expect(Number(all.points.at(-1)?.[1])).toBeGreaterThan(0)
  // Kept through a restart, and gone with the wallet.
  world.restart()
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
  expect((await ui.call('prices.history', { chainId: 1, token: 'native', range: 'day' })).points.length).toBe(
    ether.points.length,
  )
  await ui.call('vault.erase', { confirm: 'erase' })
  expect(Object.keys(await world.local.get(null)).filter((key) => key.startsWith('history:'))).toEqual([])
})
