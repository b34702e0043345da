/** What pools answer: whole amounts over every route, parts over some, and what the same was a while ago. */
import { decodeUint } from '../../ethereum/erc20.ts'
import { multicall3 } from '../../ethereum/networks.ts'
import { quoteAnswer, quoteCall, quoteGas } from '../../ethereum/swap/quote-call.ts'
import type { Curve } from '../../ethereum/swap/split.ts'
import { MOST_OF_V4 } from '../../ethereum/swap/v4.ts'
import { type Market, type Route, routesOf } from '../../ethereum/swap/venue.ts'
import { EndpointError } from '../../shared/errors.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { type Question, readMany } from './read-many.ts'
import type { CoinRate, SwapOrder } from './source.ts'

export type Answered = { route: Route; amount: bigint; gas: bigint }
export type FirstLook = {
  answers: Answered[]
  /** The newest block's number and its time in seconds. */
  block: bigint | null
  time: bigint | null
  coinRate: CoinRate | null
}

/** getBlockNumber() and getCurrentBlockTimestamp() of Multicall3. */
const BLOCK = ['0x42cbb15c', '0x0f28c97d'] as const satisfies Hex[]
/** A hundredth of the coin: moves no pool that is of use. */
const PROBE = 10n ** 16n
/** Blocks back, as far as every node keeps states. */
const BACK = 64n
/** Spot prices are asked for this part of the amount. */
const SPOT = 1000n

/** Everything at once. `sell` and `buy` as pools have them. @throws WalletError */
export async function firstLook(
  services: Services,
  order: SwapOrder,
  market: Market,
  [sell, buy]: readonly [Address, Address],
): Promise<FirstLook> {
  const { exact, amount } = order
  const { chainId } = order.sell
  const routes = routesOf(market, sell, buy, exact).filter(
    ({ venue }) => venue.kind !== 'v4' || amount <= MOST_OF_V4,
  )
  const counted = exact === 'in' ? buy : sell
  const isCoin = counted.toLowerCase() === market.wrapped.toLowerCase()
  // Straight from the coin, at the venues that stand first.
  const rates = isCoin
    ? []
    : routesOf({ ...market, bases: [], venues: market.venues.slice(0, 2) }, market.wrapped, counted, 'in')
  const contract = multicall3(chainId)
  const raw = await readMany(services, chainId, [
    ...BLOCK.map((data): Question => ({ to: contract, data })),
    ...rates.map((route) => quoteCall(route, 'in', PROBE)),
    ...routes.map((route) => quoteCall(route, exact, amount)),
  ])
  const [block, time] = raw.splice(0, BLOCK.length).map((answer) => decodeUint(answer ?? '0x'))
  const units = raw
    .splice(0, rates.length)
    .map((answer, i) => (rates[i] && quoteAnswer(rates[i], 'in', answer)) ?? 0n)
    .sort((a, b) => (a > b ? -1 : 1))[0]
  const answers = routes.flatMap((route, i): Answered[] => {
    const answer = raw[i] ?? null
    const found = quoteAnswer(route, exact, answer)
    return found === null ? [] : [{ route, amount: found, gas: quoteGas(route, answer) }]
  })
  const coinRate = isCoin
    ? { wei: 1n, units: 1n }
    : units === undefined || units === 0n
      ? null
      : { wei: PROBE, units }
  return { answers, block: block ?? null, time: time ?? null, coinRate }
}

export type Parts = { curves: Curve[]; spots: (bigint | null)[] }

/**
 * What routes give for parts of the amount, and at their present price for all of it.
 * @param cuts the parts of `parts`, for each route
 */
export async function parts(
  services: Services,
  { exact, amount, sell }: SwapOrder,
  routes: readonly { answered: Answered; cost: bigint; cuts: readonly number[] }[],
  of: number,
): Promise<Parts> {
  const asks = routes.flatMap(({ answered: { route }, cuts }) => [
    quoteCall(route, exact, amount / SPOT),
    ...cuts.map((cut) => quoteCall(route, exact, (amount * BigInt(cut)) / BigInt(of))),
  ])
  const raw = await readMany(services, sell.chainId, asks)
  const spots: Parts['spots'] = []
  const curves = routes.map(({ answered, cost, cuts }): Curve => {
    const { route } = answered
    const [spot = null, ...found] = raw
      .splice(0, cuts.length + 1)
      .map((one) => quoteAnswer(route, exact, one))
    spots.push(spot === null || spot < 1000n ? null : (spot * amount) / (amount / SPOT))
    const at = new Map(
      found.flatMap((one, i): [number, bigint][] => (one === null ? [] : [[cuts[i] ?? 0, one]])),
    )
    at.set(of, answered.amount)
    return { route, at, cost }
  })
  return { curves, spots }
}

/** By how much a route's answer differs from the one of some blocks ago; null where the endpoint kept none. */
export async function moved(
  services: Services,
  { exact, amount, sell }: SwapOrder,
  { route, amount: now }: Answered,
  block: bigint | null,
): Promise<number | null> {
  if (block === null || block <= BACK) return null
  try {
    const [answer = null] = await readMany(
      services,
      sell.chainId,
      [quoteCall(route, exact, amount)],
      block - BACK,
    )
    const then = quoteAnswer(route, exact, answer)
    if (then === null) return null
    const apart = then > now ? then - now : now - then
    return Number((apart * 10_000n) / then)
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error
    return null
  }
}
