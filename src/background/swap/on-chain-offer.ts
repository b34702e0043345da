/** From the chosen routes to an offer with its calldata. */
import { MOST_OF_PERMIT2 } from '../../ethereum/swap/permit2.ts'
import { type RouterOrder, routerCall } from '../../ethereum/swap/router-call.ts'
import { autoSlippage, limitOf } from '../../ethereum/swap/slippage.ts'
import type { Choice, Share } from '../../ethereum/swap/split.ts'
import { universalCall } from '../../ethereum/swap/universal-call.ts'
import { feesOf, type Route, takesMany, type Venue } from '../../ethereum/swap/venue.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { FirstLook } from './pool-quotes.ts'
import { lastsFor, type Quote, type QuoteSource, type SwapLeg, type SwapOrder } from './source.ts'
import { UNTRIED } from './try-out.ts'

const LIFE_S = 60

export type Facts = FirstLook & {
  movedBps: number | null
  /** What a route would give for all of the amount at its present price. */
  spotOf: ((route: Route) => bigint | null) | null
  /** Of a token that no list vouches for, and that could not be tried. */
  untried: boolean
}

/** @param of how many parts the shares are parts of */
export function offerOf(
  services: Services,
  source: QuoteSource,
  order: SwapOrder,
  { shares }: Choice,
  of: number,
  facts: Facts,
): Quote {
  const { exact, account, sell, buy, amount } = order
  const coin = sell.token === 'native' ? 'sell' : buy.token === 'native' ? 'buy' : null
  const total = shares.reduce((sum, share) => sum + share.amount, 0n)
  const impactBps = impactOf(exact, shares, of, facts)
  const fees = shares.flatMap(({ route }) => [...feesOf(route)])
  const slippageBps = order.slippageBps ?? autoSlippage({ fees, impactBps, movedBps: facts.movedBps })
  const legs = shares.map((share, i) => {
    const exactPart =
      i === 0 ? partOf(amount, share.part, of) : amount - partOf(amount, shares[0]?.part ?? 0, of)
    return { route: share.route, amount: exactPart, limit: limitOf(exact, share.amount, slippageBps) }
  })
  const limit = legs.reduce((sum, leg) => sum + leg.limit, 0n)
  const maxSold = exact === 'in' ? amount : limit
  const deadline = deadlineOf(services, order, facts.time)
  const call: RouterOrder = { account, exact, legs, deadline, coin }
  const [venue] = shares.map(({ route }) => route.venue)
  if (venue === undefined) throw new TypeError('an offer without a route')
  const { router, style } = venue
  return {
    source,
    kind: 'transaction',
    sellAmount: exact === 'in' ? amount : total,
    buyAmount: exact === 'in' ? total : amount,
    minReceived: exact === 'in' ? limit : amount,
    maxSold,
    slippageBps,
    gas: gasOf(shares, facts),
    fees: [],
    route: shares.map(({ route, part }) => ({
      shareBps: Math.round((part * 10_000) / of),
      hops: hopsOf(services, order, route),
    })),
    poolImpactBps: impactBps,
    spender: sell.token === 'native' ? null : router,
    ...(takesMany(venue) ? { takesPermit: true } : {}),
    ...(style === 'universal' ? { takesPermit2: true } : throughPermit2(call, venue, maxSold)),
    plan: planOf(router, routerCall(call)),
    expiresAt: lastsFor(services, LIFE_S),
    seconds: null,
    deadline,
    ...(facts.coinRate === null ? {} : { coinRate: facts.coinRate }),
    warnings: facts.untried ? [UNTRIED] : [],
  }
}

const planOf = (to: Address, call: { data: Hex; value: bigint }): Quote['plan'] => ({
  type: 'transaction',
  transaction: { to, ...call },
})

/** By the router that takes tokens through Permit2, where one knows the same pools. */
function throughPermit2(
  call: RouterOrder,
  { universal }: Venue,
  maxSold: bigint,
): Pick<Quote, 'throughPermit2'> {
  const knows = call.legs.every(({ route }) => route.venue.universal === universal)
  if (universal === undefined || !knows || call.coin === 'sell' || maxSold > MOST_OF_PERMIT2) return {}
  return { throughPermit2: { spender: universal, plan: planOf(universal, universalCall(call)) } }
}

const partOf = (amount: bigint, part: number, of: number): bigint => (amount * BigInt(part)) / BigInt(of)

/** The chain's clock holds it: where the computer's is behind, the chain's is counted from. */
function deadlineOf({ ports }: Services, { deadline }: SwapOrder, time: bigint | null): bigint {
  const now = BigInt(Math.floor(ports.clock.now() / 1000))
  return time !== null && time > now ? deadline + time - now : deadline
}

const gasOf = (shares: readonly Share[], { answers }: Facts): bigint =>
  shares.reduce((sum, { route }) => sum + (answers.find((one) => one.route === route)?.gas ?? 0n), 0n)

/** Against the price of a thousandth of the amount over the same pools; their fees are in both. */
function impactOf(
  exact: 'in' | 'out',
  shares: readonly Share[],
  of: number,
  { spotOf }: Facts,
): number | null {
  let [spot, real] = [0n, 0n]
  for (const { route, part, amount } of shares) {
    const whole = spotOf?.(route) ?? null
    if (whole === null) return null
    spot += partOf(whole, part, of)
    real += amount
  }
  if (spot === 0n) return null
  const lost = exact === 'in' ? spot - real : real - spot
  return Number((lost * 10_000n) / spot)
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
    fee: venue.kind === 'solidly' || venue.spacings ? null : fee,
    sell: symbols[i] ?? '',
    buy: symbols[i + 1] ?? '',
  }))
}
