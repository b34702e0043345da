/**
 * Quotes of the exchanges that are contracts, asked on the person's own endpoint: every pool of one and two hops in
 * one request. No company learns of it, and what they answer is what the swap gives while nobody trades in between.
 */
import { decodeMulticall, encodeMulticall } from '../../ethereum/multicall.ts'
import { multicall3 } from '../../ethereum/networks.ts'
import { quoteAnswer, quoteCall } from '../../ethereum/swap/quote-call.ts'
import { routerCall } from '../../ethereum/swap/router-call.ts'
import { type Market, type Route, routesOf } from '../../ethereum/swap/venue.ts'
import { WalletError } from '../../shared/errors.ts'
import { type Address, isHex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { marketOf } from './markets.ts'
import {
  lastsFor,
  type Quote,
  type QuoteSource,
  type SwapLeg,
  type SwapOrder,
  type SwapToken,
} from './source.ts'

const LIFE_S = 60
const GAS = { base: 60_000n, hop: 90_000n }
const DEFAULT_SLIPPAGE_BPS = 50

type Answered = { route: Route; amount: bigint }

export const onChain: QuoteSource = {
  id: 'chain',
  label: 'On-chain pools',
  service: null,
  serves: (_services, { sell, buy }) => sell.chainId === buy.chainId,
  async quote(services, order, tell) {
    const market = await marketOf(services.ports, order.sell.chainId)
    if (market === null) return
    const [sell, buy] = [onPools(market, order.sell), onPools(market, order.buy)]
    if (sell.toLowerCase() === buy.toLowerCase()) return
    const answers = await ask(services, order, routesOf(market, sell, buy))
    const [best] = answers.toSorted((a, b) => (better(order, a, b) ? -1 : 1))
    if (best !== undefined) tell([quoteOf(services, order, best)])
  },
}

const onPools = (market: Market, { token }: SwapToken): Address =>
  token === 'native' ? market.wrapped : token

const better = ({ exact }: SwapOrder, a: Answered, b: Answered) =>
  exact === 'in' ? a.amount > b.amount : a.amount < b.amount

async function ask(services: Services, order: SwapOrder, routes: readonly Route[]): Promise<Answered[]> {
  const { chainId } = order.sell
  const calls = routes.map((route) => quoteCall(route, order.exact, order.amount))
  const request = { to: multicall3(chainId), data: encodeMulticall(calls) }
  const raw = await services.rpc.request(chainId, 'eth_call', [request, 'latest'])
  if (!isHex(raw)) throw new WalletError(-32603, 'The network answered what no quote is.')
  return decodeMulticall(raw, calls.length).flatMap((answer, i) => {
    const route = routes[i]
    const amount = route && quoteAnswer(route, order.exact, answer)
    return route === undefined || !amount ? [] : [{ route, amount }]
  })
}

function quoteOf(services: Services, order: SwapOrder, { route, amount }: Answered): Quote {
  const { exact, account, sell, buy } = order
  const slippageBps = order.slippageBps ?? DEFAULT_SLIPPAGE_BPS
  const slip = BigInt(slippageBps)
  const limit = exact === 'in' ? (amount * (10_000n - slip)) / 10_000n : (amount * (10_000n + slip)) / 10_000n
  const coin = sell.token === 'native' ? 'sell' : buy.token === 'native' ? 'buy' : null
  const { router } = route.venue
  const { data, value } = routerCall({
    account,
    exact,
    legs: [{ route, amount: order.amount, limit }],
    deadline: order.deadline,
    coin,
  })
  return {
    source: onChain,
    kind: 'transaction',
    sellAmount: exact === 'in' ? order.amount : amount,
    buyAmount: exact === 'in' ? amount : order.amount,
    minReceived: exact === 'in' ? limit : order.amount,
    maxSold: exact === 'in' ? order.amount : limit,
    slippageBps,
    gas: GAS.base + GAS.hop * BigInt(route.fees.length),
    fees: [],
    route: [{ shareBps: 10_000, hops: hopsOf(services, order, route) }],
    poolImpactBps: null,
    spender: sell.token === 'native' ? null : router,
    plan: { type: 'transaction', transaction: { to: router, data, value } },
    expiresAt: lastsFor(services, LIFE_S),
    seconds: null,
    warnings: [],
  }
}

function hopsOf(
  services: Services,
  { sell, buy }: SwapOrder,
  { venue, tokens, fees }: Route,
): SwapLeg['hops'] {
  const symbols = tokens.map((token, i) => {
    if (i === 0) return sell.symbol
    if (i === tokens.length - 1) return buy.symbol
    return services.assets.tokens.find(sell.chainId, token)?.symbol ?? token
  })
  return fees.map((fee, i) => ({
    venue: venue.name,
    fee,
    sell: symbols[i] ?? '',
    buy: symbols[i + 1] ?? '',
  }))
}
