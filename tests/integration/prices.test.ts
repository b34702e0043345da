import { encodeFunctionData, parseAbi } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
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

test('behavior: the feeds tell what ether and the stable coins are worth; the total is their sum', async () => {
  await ui.call('assets.refresh', null)
  expect(await row('ETH')).toMatchObject({ price: { price: '3000', source: 'Chainlink' } })
  expect(await row('USDC')).toMatchObject({ price: { price: '1' }, value: '50000', balance: '50000000000' })
  expect(await row('WETH')).toMatchObject({ value: '30000' })
  const view = ui.state?.portfolio
  const sum = view?.rows.reduce((total, one) => total + Number(one.value ?? 0), 0) ?? 0
  expect(Number(view?.total)).toBeCloseTo(sum, 6)
  expect(view?.accounts).toHaveLength(ui.state?.accounts.length ?? 0)
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
  const set = async (price: bigint, at: bigint) => {
    const data = encodeFunctionData({ abi: parseAbi(['function setAt(int256, uint256)']), args: [price, at] })
    const account = ui.state?.selected.address ?? '0x'
    const hash = await devnet.client.sendUnsignedTransaction({
      from: account,
      to: devnetAddresses.feedEthUsd as Address,
      data,
    })
    await devnet.client.waitForTransactionReceipt({ hash })
  }
  for (const [price, at] of [
    [3000_00000000n, BigInt(Math.floor(world.now / 1000) - 30 * 3600)],
    [0n, 0n],
    [-1n, 0n],
  ] as const) {
    await set(price, at)
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
