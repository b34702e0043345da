/**
 * Prices from the chain alone: no company learns anything, and no key is needed. One request a network: the feeds,
 * the pools that are known, and a look for pools of tokens that have none yet.
 */
import { decodeMulticall, encodeMulticall } from '../../ethereum/multicall.ts'
import { multicall3 } from '../../ethereum/networks.ts'
import { parseValue } from '../../ethereum/value.ts'
import { type Address, type Hex, isHex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { feedOf, feedsToRead, LATEST_ROUND, parseRound, ratesOf } from './chainlink.ts'
import { type PriceKey, type PriceSource, priceKey, type UsdPrice, type WantedPrice } from './source.ts'
import type { StoredPools } from './stored.ts'
import { lookUpPools, parsePool, poolPrice, type Quote, readPool } from './uniswap.ts'

/** Tokens whose pools are looked for in one go, and how long what was found stands. */
const MOST_LOOKED_UP = 10
const POOLS_LIFE_MS = 24 * 3_600_000
const FEED_LIFE_MS = 26 * 3_600_000
const QUOTES = ['WETH', 'USDC']

type TokenPrice = WantedPrice & { token: Address }
/** A call, and what to do with its answer. */
type Ask = { to: Address; data: Hex; take(answer: Hex | null): void }
type Reading = { one: TokenPrice; quote: Address; observed: Hex | null; held: Hex | null }

export const onChain: PriceSource = {
  id: 'chain',
  name: 'From the chain (Chainlink, Uniswap)',
  service: null,
  history: null,
  async read(services, wanted) {
    const chainIds = services.networks.list().flatMap((one) => (one.enabled ? [one.chainId] : []))
    const feeds = new Map<string, UsdPrice>()
    const readings: Reading[] = []
    const asks = new Map<number, Ask[]>()
    const ask = (chainId: number, ...more: Ask[]) =>
      asks.set(chainId, [...(asks.get(chainId) ?? []), ...more])
    const now = services.ports.clock.now()
    for (const [chainId, list] of feedsToRead(chainIds))
      for (const { name, address } of list)
        ask(chainId, {
          to: address,
          data: LATEST_ROUND,
          take(answer) {
            const price = parseRound(answer, now)
            if (price !== null) feeds.set(name, price)
          },
        })
    const found = new Map<PriceKey, StoredPools[string]>()
    for (const chainId of chainIds) ask(chainId, ...poolAsks(services, chainId, wanted, readings, found))
    const answered = await Promise.all([...asks].map(([chainId, list]) => run(services, chainId, list)))
    if (found.size > 0)
      await services.state.pools.update((known) => ({ ...known, ...Object.fromEntries(found) }))
    if (!answered.includes(true)) throw new Error('no network answered')

    const prices = new Map<PriceKey, UsdPrice>()
    for (const one of wanted) {
      const feed = feeds.get(feedOf(services.networks.find(one.chainId), one) ?? '')
      if (feed !== undefined) prices.set(priceKey(one.chainId, one.token), feed)
    }
    addPoolPrices(services, prices, feeds, readings)
    return { prices, rates: ratesOf(feeds) }
  },
}

/** What to ask for tokens without a feed: their known pools, or whether they have any. */
function poolAsks(
  services: Services,
  chainId: number,
  wanted: readonly WantedPrice[],
  readings: Reading[],
  found: Map<PriceKey, StoredPools[string]>,
): Ask[] {
  const quotes = quoteTokens(services, chainId)
  const now = services.ports.clock.now()
  const known = new Map(Object.entries(services.state.pools.get()))
  const told = new Map(Object.entries(services.state.prices.get().prices))
  const asks: Ask[] = []
  let looked = 0
  for (const one of wanted) {
    const { token } = one
    if (token === 'native' || one.chainId !== chainId) continue
    const key = priceKey(chainId, token)
    // A feed told it the last time, and is read again.
    const last = told.get(key)
    if (last?.source === 'Chainlink' && now - last.at < FEED_LIFE_MS) continue
    const entry = known.get(key)
    for (const { pool, quote } of entry?.pools ?? []) {
      const reading: Reading = { one: { ...one, token }, quote, observed: null, held: null }
      readings.push(reading)
      const [observe, balance] = readPool(pool, quote)
      asks.push(
        {
          ...observe,
          take(answer) {
            reading.observed = answer
          },
        },
        {
          ...balance,
          take(answer) {
            reading.held = answer
          },
        },
      )
    }
    if ((entry !== undefined && now - entry.at < POOLS_LIFE_MS) || looked >= MOST_LOOKED_UP) continue
    looked += 1
    for (const quote of quotes)
      for (const call of lookUpPools(chainId, token, quote.address))
        asks.push({
          ...call,
          take(answer) {
            const pool = parsePool(answer)
            const pools = found.get(key)?.pools ?? []
            found.set(key, {
              at: now,
              pools: pool === null ? pools : [...pools, { pool, quote: quote.address }],
            })
          },
        })
  }
  return asks
}

function addPoolPrices(
  services: Services,
  prices: Map<PriceKey, UsdPrice>,
  feeds: ReadonlyMap<string, UsdPrice>,
  readings: readonly Reading[],
): void {
  const deepest = new Map<PriceKey, bigint>()
  for (const { one, quote: address, observed, held } of readings) {
    const quote = quoteOf(services, one.chainId, address, feeds)
    const key = priceKey(one.chainId, one.token)
    const price = quote && poolPrice({ address: one.token, decimals: one.decimals }, quote, observed, held)
    if (!price || price.depth <= (deepest.get(key) ?? 0n)) continue
    deepest.set(key, price.depth)
    prices.set(key, { usd: price.usd, change: null, at: services.ports.clock.now(), source: 'Uniswap' })
  }
}

const quoteTokens = (services: Services, chainId: number) =>
  services.assets.tokens
    .list(chainId)
    .filter((token) => token.origin === 'listed' && QUOTES.includes(token.symbol))

/** A quote token is worth what its feed says, held or not. */
function quoteOf(
  services: Services,
  chainId: number,
  address: Address,
  feeds: ReadonlyMap<string, UsdPrice>,
): Quote | null {
  const token = quoteTokens(services, chainId).find(
    (one) => one.address.toLowerCase() === address.toLowerCase(),
  )
  if (token === undefined) return null
  const { symbol, decimals } = token
  const listed = { chainId, token: address, symbol, decimals, origin: 'listed' } as const
  const feed = feedOf(services.networks.find(chainId), listed)
  const usd = parseValue(feeds.get(feed ?? '')?.usd ?? '')
  return usd === null ? null : { address, decimals, usd }
}

/** @returns whether the network answered */
async function run(services: Services, chainId: number, asks: readonly Ask[]): Promise<boolean> {
  if (asks.length === 0) return false
  const request = { to: multicall3(chainId), data: encodeMulticall(asks) }
  try {
    const raw = await services.rpc.request(chainId, 'eth_call', [request, 'latest'])
    const answers = decodeMulticall(isHex(raw) ? raw : '0x', asks.length)
    for (const [i, one] of asks.entries()) one.take(answers[i] ?? null)
    return true
  } catch {
    // Its prices stay what they were; their age says so.
    return false
  }
}
