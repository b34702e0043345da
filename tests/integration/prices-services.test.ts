import type { ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Address } from '../../src/shared/hex'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { type Asked, type Reply, respond, type ServicesServer, startServices } from './services-server'
import { restoredWorld, type Ui, type World } from './world'

const LLAMA = 'coins.llama.fi'
const GECKO = 'api.coingecko.com'
const PRO = 'pro-api.coingecko.com'
const METRICS = 'api.tokenmetrics.com'

let devnet: Devnet
let server: ServicesServer
let snapshot: `0x${string}`
let world: World
let ui: Ui
beforeAll(async () => {
  ;[devnet, server] = await Promise.all([startDevnet(), startServices()])
})
afterAll(() => Promise.all([devnet.stop(), server.close()]))
beforeEach(async () => {
  snapshot = await devnet.snapshot()
  server.asked.length = 0
  server.act.clear()
  world = await restoredWorld(devnet.url)
  server.serve(world)
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
})
afterEach(async () => {
  world.worker.kill()
  await devnet.revert(snapshot)
})

/** The chain tells no price of anything. */
async function withoutFeeds(): Promise<void> {
  for (const [name, at] of Object.entries(devnetAddresses))
    if (name.startsWith('feed')) await devnet.client.setCode({ address: at as Address, bytecode: '0x5f5ffd' })
}
const now = () => Math.floor(world.now / 1000)
const token = (name: 'usdc' | 'dai') => devnetAddresses[name].toLowerCase()
const row = (symbol: string) => ui.state?.portfolio?.rows.find((one) => one.symbol === symbol)
const priced = (symbol: string) =>
  ui.until((state) => state.portfolio?.rows.find((one) => one.symbol === symbol && one.price !== null))
const asked = (host: string) => server.asked.filter((one) => one.host === host)
const service = (id: string) => ui.state?.services.find((one) => one.id === id)

async function allow(id: string, ...keys: string[]): Promise<void> {
  for (const key of keys) await ui.call('services.addKey', { id, key, label: '' })
  await ui.call('services.allow', { id, allowed: true })
}
async function refresh(): Promise<void> {
  await ui.call('settings.set', {})
  world.now += 6 * 60_000
  await ui.call('assets.refresh', null)
}
/** Refreshes until all that is under way has been said. */
async function settled(): Promise<void> {
  const at = world.now
  const stored = async () => (await world.local.get(['prices'])).prices as { at: number } | undefined
  await expect.poll(async () => (await stored())?.at).toBeGreaterThanOrEqual(at)
}

/** DefiLlama's answers in its documented shape; prices as the text that stands in the JSON. */
const llama =
  (prices: Record<string, string>, changes: Record<string, string> = {}): Reply =>
  (one, response) => {
    const ids = decodeURIComponent(one.url.pathname.split('/').at(-1) ?? '').split(',')
    const some = (all: Record<string, string>, write: (value: string) => string) =>
      ids.flatMap((id) => (all[id] === undefined ? [] : [`"${id}":${write(all[id])}`])).join(',')
    const body = one.url.pathname.startsWith('/percentage')
      ? some(changes, (value) => value)
      : some(
          prices,
          (price) => `{"decimals":18,"symbol":"X","price":${price},"timestamp":${now()},"confidence":0.99}`,
        )
    respond(200, `{"coins":{${body}}}`)(one, response)
  }
/** CoinGecko's, of the simple endpoints. */
const gecko =
  (prices: Record<string, string>): Reply =>
  (one, response) => {
    const ids = (
      one.url.searchParams.get('contract_addresses') ??
      one.url.searchParams.get('ids') ??
      ''
    ).split(',')
    if (ids.length === 1 && ids[0] === 'bitcoin')
      return respond(
        200,
        '{"bitcoin":{"usd":90000,"eur":81000,"gbp":72000,"jpy":13500000,"cny":648000,"inr":7.5e6,"eth":30}}',
      )(one, response)
    const some = ids.flatMap((id) =>
      prices[id] === undefined
        ? []
        : [`"${id}":{"usd":${prices[id]},"usd_24h_change":-1.239,"last_updated_at":${now()}}`],
    )
    respond(200, `{${some.join(',')}}`)(one, response)
  }
const ether = 'coingecko:ethereum'

describe('consent', () => {
  test('security: nobody is asked for a price before the person has said yes', async () => {
    await withoutFeeds()
    await ui.call('assets.refresh', null)
    await settled()
    await ui.call('prices.history', { chainId: 1, token: 'native', range: 'week' })
    expect(world.fetched).toEqual([])
    expect(ui.state?.portfolio?.unvalued).toBeGreaterThan(0)
    expect(row('ETH')).toMatchObject({ value: null, price: null })
  })

  test('behavior: with a yes it is asked at once, about assets alone, in few requests', async () => {
    await withoutFeeds()
    await ui.call('assets.refresh', null)
    await settled()
    server.act.set(
      LLAMA,
      llama({ [ether]: '3100.25', [`ethereum:${token('dai')}`]: '9.99e-1' }, { [ether]: '-2.3456' }),
    )
    await allow('defillama')
    expect(await priced('ETH')).toMatchObject({
      price: { price: '3100.25', change: '-2.34', source: 'DefiLlama' },
    })
    expect(row('DAI')).toMatchObject({ price: { price: '0.999' } })
    expect(asked(LLAMA)).toHaveLength(2)
    const said = JSON.stringify([
      world.fetched,
      asked(LLAMA).map(({ headers, body }) => [headers, body]),
    ]).toLowerCase()
    for (const { address } of ui.state?.accounts ?? [])
      expect(said).not.toContain(address.slice(2).toLowerCase())
    expect(asked(LLAMA)[0]?.headers).not.toHaveProperty('cookie')
  })

  test('behavior: a service that was switched off is asked no more', async () => {
    await withoutFeeds()
    server.act.set(LLAMA, llama({ [ether]: '3100' }))
    await allow('defillama')
    await refresh()
    await priced('ETH')
    await ui.call('services.allow', { id: 'defillama', allowed: false })
    const before = server.asked.length
    await refresh()
    await settled()
    expect(server.asked).toHaveLength(before)
  })
})

describe('two prices of one thing', () => {
  test('behavior: the chain wins; the service adds the change of the day', async () => {
    server.act.set(LLAMA, llama({ [ether]: '3010' }, { [ether]: '1.5' }))
    await allow('defillama')
    await refresh()
    expect(await ui.until((state) => state.portfolio?.rows.find((one) => one.price?.change))).toMatchObject({
      symbol: 'ETH',
      price: { price: '3000', change: '1.5', source: 'Chainlink' },
    })
  })

  test('security: one that is far off changes nothing, and is named', async () => {
    server.act.set(LLAMA, llama({ [ether]: '9000' }, { [ether]: '200' }))
    await allow('defillama')
    await refresh()
    const eth = await ui.until((state) =>
      state.portfolio?.rows.find((one) => one.symbol === 'ETH' && one.price?.source.includes('DefiLlama')),
    )
    expect(eth.price).toMatchObject({
      price: '3000',
      change: null,
      source: 'Chainlink (DefiLlama says 200 % more)',
    })
  })
})

describe('what is no price', () => {
  test.each([
    ['nothing', '0'],
    ['less than nothing', '-3000'],
    ['more than there is', '1e40'],
    ['no number', '"3000"x'],
    ['NaN', 'NaN'],
    ['null', 'null'],
  ])('security: %s is not taken, and the next is asked', async (_, price) => {
    await withoutFeeds()
    server.act.set(LLAMA, llama({ [ether]: price }))
    server.act.set(GECKO, gecko({ ethereum: '3050.5' }))
    await allow('coingecko')
    await allow('defillama')
    await refresh()
    expect(await priced('ETH')).toMatchObject({
      price: { price: '3050.5', change: '-1.23', source: 'CoinGecko' },
    })
  })

  test('security: another currency, an old price and one that its source is not sure of are none', async () => {
    await withoutFeeds()
    server.act.set(LLAMA, (one, response) =>
      respond(
        200,
        `{"coins":{"${ether}":{"price":3000,"timestamp":${now() - 3 * 86_400},"confidence":0.99},` +
          `"ethereum:${token('dai')}":{"price":7,"timestamp":${now()},"confidence":0.2}}}`,
      )(one, response),
    )
    server.act.set(GECKO, (one, response) => respond(200, '{"ethereum":{"eur":2800}}')(one, response))
    await allow('defillama')
    await allow('coingecko')
    await refresh()
    await settled()
    expect(asked(GECKO).length).toBeGreaterThan(0)
    expect(row('ETH')).toMatchObject({ price: null })
    expect(row('DAI')).toMatchObject({ price: null })
  })

  test.each([
    ['an error', respond(500, '{}')],
    ['a page', respond(200, '<html>', { 'content-type': 'text/html' })],
    ['half an answer', respond(200, '{"coins":{"coin')],
    ['too much', respond(200, `{"coins":{},"x":"${'x'.repeat(2_100_000)}"}`)],
    ['nothing, for ever', () => undefined],
    ['a broken connection', ((_: Asked, response: ServerResponse) => response.destroy()) as Reply],
    ['too many', respond(429, '', { 'retry-after': '600' })],
  ])('error: %s: the next is asked, and the row says what was wrong', async (_, reply) => {
    await withoutFeeds()
    world.patience = 400
    server.act.set(LLAMA, reply)
    server.act.set(GECKO, gecko({ ethereum: '3050' }))
    await allow('coingecko')
    await allow('defillama')
    await refresh()
    expect(await priced('ETH')).toMatchObject({ price: { price: '3050', source: 'CoinGecko' } })
    await ui.until((state) => state.services.find(({ id }) => id === 'defillama')?.problem)
  })
})

describe('CoinGecko', () => {
  const body = () => gecko({ ethereum: '3050', [token('dai')]: '0.9991' })

  test('behavior: without a key one contract a request, with one many; currencies in one request', async () => {
    await withoutFeeds()
    server.act.set(GECKO, body())
    await allow('coingecko')
    await refresh()
    await priced('ETH')
    await settled()
    const contracts = () =>
      asked(GECKO).flatMap(({ url }) => url.searchParams.get('contract_addresses') ?? [])
    expect(contracts().length).toBeLessThanOrEqual(10)
    expect(contracts().every((some) => !some.includes(','))).toBe(true)
    // The next refresh goes on with others.
    for (const at of [
      '0x7Fc66500c84A76Ad7e9c93437bFc5Ac33E2DDaE9',
      '0x1f9840a85d5aF5bf1D1762F925BDADdC4201F984',
      '0x514910771AF9Ca656af840dff83E8264EcF986CA',
    ] as const)
      await ui.call('assets.choose', { chainId: 1, token: at, choice: 'pinned' })
    await expect
      .poll(
        async () => {
          await refresh()
          return new Set(contracts()).size
        },
        { interval: 100 },
      )
      .toBeGreaterThan(5)
    await ui.call('display.set', { scope: 'account', currency: 'INR', hideAmounts: false, hideSmall: false })
    const inRupees = await ui.until((state) => state.portfolio?.display.currency === 'INR' && state.portfolio)
    const eth = inRupees.rows.find((one) => one.symbol === 'ETH')
    expect(Number(eth?.price?.price)).toBeCloseTo((3050 * 7.5e6) / 90_000, 3)

    await ui.call('services.addKey', { id: 'coingecko', key: 'CG-key-of-mine', label: '' })
    const many = () =>
      asked(GECKO).filter(({ url }) => url.searchParams.get('contract_addresses')?.includes(','))
    await expect
      .poll(
        async () => {
          await refresh()
          return many().length
        },
        { interval: 100 },
      )
      .toBeGreaterThan(0)
    expect(many().every(({ headers }) => headers['x-cg-demo-api-key'] === 'CG-key-of-mine')).toBe(true)
    expect(await priced('DAI')).toMatchObject({ price: { source: 'CoinGecko' } })
    expect(asked(GECKO).some(({ url }) => url.href.includes('CG-key'))).toBe(false)
  })

  test('behavior: a key of the wrong kind is set aside, the next used in the same refresh', async () => {
    await withoutFeeds()
    server.act.set(PRO, (one, response) =>
      one.headers['x-cg-pro-api-key'] === 'CG-paid-key'
        ? body()(one, response)
        : respond(400, '{"status":{"error_code":10011,"error_message":"Demo key"}}')(one, response),
    )
    await allow('coingecko-pro', 'CG-free-key', 'CG-paid-key')
    await refresh()
    expect(await priced('ETH')).toMatchObject({ price: { source: 'CoinGecko Pro' } })
    await ui.until(
      (state) => state.services.find(({ id }) => id === 'coingecko-pro')?.keys[0]?.state === 'rejected',
    )
    expect(service('coingecko-pro')).toMatchObject({ keys: [{}, { state: 'ok' }], problem: null })
  })

  test('behavior: a worker that is stopped in the middle knows the keys, and the next refresh is whole', async () => {
    await withoutFeeds()
    let waits = true
    server.act.set(PRO, (one, response) => {
      if (one.headers['x-cg-pro-api-key'] === 'CG-old-key') return respond(401, '{}')(one, response)
      if (!waits) body()(one, response)
    })
    await allow('coingecko-pro', 'CG-old-key', 'CG-new-key')
    await ui.call('assets.refresh', null)
    await expect.poll(() => asked(PRO).length).toBeGreaterThan(1)
    waits = false
    world.restart()
    ui = world.ui()
    await ui.until((state) => state.status === 'unlocked')
    server.asked.length = 0
    await refresh()
    expect(await priced('ETH')).toMatchObject({ price: { source: 'CoinGecko Pro' } })
    expect(asked(PRO).some(({ headers }) => headers['x-cg-pro-api-key'] === 'CG-old-key')).toBe(false)
  })
})

test('behavior: Token Metrics is asked only for what nobody else knows, by contract, with the key', async () => {
  await withoutFeeds()
  const dai = token('dai')
  server.act.set(METRICS, (one, response) => {
    if (one.url.pathname === '/v2/price')
      return respond(
        200,
        `{"success":true,"data":[{"TOKEN_ID":77,"TOKEN_SYMBOL":"DAI","CURRENT_PRICE":0.998}]}`,
      )(one, response)
    const own = one.url.searchParams.get('blockchain_address') === `ethereum:${dai}`
    // Whatever it is asked it knows something; only what names the contract is taken.
    const at = own ? dai : '0x0000000000000000000000000000000000000001'
    respond(
      200,
      `{"success":true,"data":[{"TOKEN_ID":${own ? 77 : 78},"TOKEN_NAME":"X","CONTRACT_ADDRESS":{"ethereum":"${at}"}}]}`,
    )(one, response)
  })
  server.act.set(LLAMA, llama({ [ether]: '3100', [`ethereum:${token('usdc')}`]: '1.0002' }))
  await allow('defillama')
  await allow('token-metrics', 'tm-key-1234')
  await refresh()
  await ui.until((state) =>
    state.portfolio?.rows.find((one) => one.symbol === 'ETH' && one.price?.source === 'DefiLlama'),
  )
  for (let i = 0; i < 6 && row('DAI')?.price === null; i++) await refresh().then(settled)
  expect(await priced('DAI')).toMatchObject({ price: { price: '0.998', source: 'Token Metrics' } })
  expect(asked(METRICS).some(({ url }) => url.href.includes(token('usdc')))).toBe(false)
  expect(asked(METRICS).every(({ headers }) => headers['x-api-key'] === 'tm-key-1234')).toBe(true)
  const others = ui.state?.portfolio?.rows.filter((one) => one.price?.source === 'Token Metrics') ?? []
  expect(others.map((one) => one.symbol)).toEqual(['DAI'])
})

describe('histories', () => {
  const get = (range: 'day' | 'year') => ui.call('prices.history', { chainId: 1, token: 'native', range })
  const series = (step: number) =>
    Array.from({ length: 40 }, (_, i) => [now() - (40 - i) * step, `${3000 + i}.5`] as const)

  test('behavior: from a service that may be asked, in the chosen currency; asked once', async () => {
    await ui.call('assets.refresh', null)
    await priced('ETH')
    server.act.set(LLAMA, (one, response) => {
      if (!one.url.pathname.startsWith('/chart/')) return llama({ [ether]: '3000' })(one, response)
      const points = series(900).map(([at, price]) => `{"timestamp":${at},"price":${price}}`)
      respond(200, `{"coins":{"${ether}":{"symbol":"ETH","confidence":0.99,"prices":[${points}]}}}`)(
        one,
        response,
      )
    })
    await allow('defillama')
    const day = await get('day')
    expect(day).toMatchObject({ source: 'DefiLlama' })
    expect(day.points.length).toBeGreaterThanOrEqual(38)
    expect(day.points[5]?.[1]).toBe('3005.5')
    await get('day')
    expect(asked(LLAMA).filter(({ url }) => url.pathname.startsWith('/chart/'))).toHaveLength(1)
    await ui.call('display.set', { scope: 'account', currency: 'BTC', hideAmounts: false, hideSmall: false })
    expect(Number((await get('day')).points[5]?.[1])).toBeCloseTo(3005.5 / 90_000, 8)
  })

  test('behavior: when the first does not answer, the next; when none does, what the wallet saw', async () => {
    await ui.call('assets.refresh', null)
    await priced('ETH')
    server.act.set(LLAMA, respond(500, ''))
    server.act.set(GECKO, (one, response) => {
      if (!one.url.pathname.endsWith('/market_chart')) return gecko({ ethereum: '3000' })(one, response)
      const points = series(86_400).map(([at, price]) => `[${at}000,${price}]`)
      respond(200, `{"prices":[${points}],"market_caps":[],"total_volumes":[]}`)(one, response)
    })
    await allow('defillama')
    await allow('coingecko')
    expect(await get('year')).toMatchObject({ source: 'CoinGecko' })
    server.act.set(GECKO, respond(500, ''))
    await expect.poll(async () => (await get('day')).source).toBe('Recorded by this wallet')
  })
})
