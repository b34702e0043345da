/**
 * Quotes of the exchanges that are contracts, asked on the person's own endpoint: every pool of one and two hops in
 * one request, then parts of the amount over the best of them. No company learns of it, and what they answer is what
 * the swap gives while nobody trades in between.
 */
import { bestChoice, type Choice } from '../../ethereum/swap/split.ts'
import type { Services } from '../services.ts'
import { gasPriceOf } from './cost.ts'
import { marketOf, onPools } from './markets.ts'
import { type Facts, offerOf } from './on-chain-offer.ts'
import { type Answered, firstLook, moved, parts } from './pool-quotes.ts'
import type { Quote, QuoteSource, SwapOrder } from './source.ts'
import { arrives, candidates, isStrange, keeps, requireExactIn } from './try-out.ts'

/** Parts that the amount is cut into, at first and around the best cut. */
const COARSE = 10
const FINE = 100
/** Routes that parts of the amount are tried on. */
const MOST_CURVES = 5
/** For trying what arrives: in hundredths of a per cent. */
const NO_MINIMUM = 9_999

export const onChain: QuoteSource = {
  id: 'chain',
  label: 'On-chain pools',
  service: null,
  serves: (_services, { sell, buy }) => sell.chainId === buy.chainId,
  async quote(services, order, tell, signal) {
    const { chainId } = order.sell
    const market = await marketOf(services.ports, chainId)
    if (market === null) return
    const ends = [onPools(market, order.sell.token), onPools(market, order.buy.token)] as const
    if (ends[0].toLowerCase() === ends[1].toLowerCase()) return
    const [look, gasPrice] = await Promise.all([
      firstLook(services, order, market, ends),
      gasPriceOf(services, chainId).catch(() => 0n),
    ])
    const { coinRate } = look
    const costOf = ({ gas }: Pick<Answered, 'gas'>) =>
      coinRate === null ? 0n : (gas * gasPrice * coinRate.units) / coinRate.wei
    const ranked = rank(order, look.answers, costOf)
    const [best] = ranked
    if (best === undefined) return
    const facts: Facts = { ...look, movedBps: null, spotOf: null, untried: false }
    const show = (choice: Choice, of: number, more: Partial<Facts>): Quote =>
      offerOf(services, onChain, order, choice, of, { ...facts, ...more })
    const single = { shares: [{ route: best.route, part: 1, amount: best.amount }], net: 0n }
    const strange = isStrange(services, order.sell) || isStrange(services, order.buy)
    if (strange) {
      const tried = await tryOut(services, order, candidates(ranked), facts)
      if (tried !== null && tried.fees.length > 0) return tell([tried])
      facts.untried = tried === null
    }
    tell([show(single, 1, {})])
    if (signal.aborted) return
    const [movedBps, found] = await Promise.all([
      moved(services, order, best, look.block),
      divide(services, order, ranked, costOf),
    ])
    if (found !== null) tell([show(found.choice, found.of, { movedBps, spotOf: found.spotOf })])
  },
}

/** Of tokens that may keep a part: the offer by what truly arrives. Null where that cannot be tried. */
async function tryOut(
  services: Services,
  order: SwapOrder,
  routes: readonly Answered[],
  facts: Facts,
): Promise<Quote | null> {
  const found = await divide(services, order, routes, () => 0n)
  const spotOf = found?.spotOf ?? null
  const as = (one: SwapOrder, { route }: Answered, amount: bigint) =>
    offerOf(services, onChain, one, { shares: [{ route, part: 1, amount }], net: 0n }, 1, {
      ...facts,
      spotOf,
    })
  let best: Quote | null = null
  for (const one of routes) {
    const got = await arrives(services, order, as({ ...order, slippageBps: NO_MINIMUM }, one, one.amount))
    if (got === null || got === 0n) continue
    const told = order.exact === 'in' ? one.amount : order.amount
    if (got < told) requireExactIn(order)
    const quote = as(order, one, order.exact === 'in' ? got : one.amount)
    const { symbol, decimals } = order.buy
    const fees = got < told ? [{ label: 'Kept by the tokens', amount: told - got, symbol, decimals }] : []
    const warnings = got < told ? [...quote.warnings, keeps(services, order, told, got)] : quote.warnings
    if (best === null || quote.buyAmount > best.buyAmount) best = { ...quote, fees, warnings }
  }
  return best
}

/** Best first, each net of its own gas. */
function rank(
  { exact }: SwapOrder,
  answers: readonly Answered[],
  costOf: (one: Answered) => bigint,
): Answered[] {
  const net = (one: Answered) => (exact === 'in' ? one.amount : -one.amount) - costOf(one)
  return answers.toSorted((a, b) => (net(a) > net(b) ? -1 : net(a) < net(b) ? 1 : 0))
}

type Divided = { choice: Choice; of: number; spotOf: Facts['spotOf'] }

/** Over one route or two; finer where two are better. Null where the amount cannot be cut. */
async function divide(
  services: Services,
  order: SwapOrder,
  ranked: readonly Answered[],
  costOf: (one: Answered) => bigint,
): Promise<Divided | null> {
  if (order.amount < 1000n) return null
  const tried = ranked.slice(0, MOST_CURVES).map((answered) => ({ answered, cost: costOf(answered) }))
  const coarse = Array.from({ length: COARSE - 1 }, (_, i) => i + 1)
  const { curves, spots } = await parts(
    services,
    order,
    tried.map((one) => ({ ...one, cuts: tried.length > 1 ? coarse : [] })),
    COARSE,
  )
  const spotOf: Facts['spotOf'] = (route) =>
    spots[tried.findIndex((one) => one.answered.route === route)] ?? null
  const choice = bestChoice(order.exact, curves, COARSE)
  if (choice === null) return null
  const [one, other] = choice.shares
  if (one === undefined || other === undefined) return { choice, of: COARSE, spotOf }
  // The best cut is within a tenth of the coarse one.
  const around = ({ part }: { part: number }) =>
    Array.from({ length: 19 }, (_, i) => part * (FINE / COARSE) - 9 + i)
  const pair = [one, other].flatMap((share) => {
    const found = tried.find(({ answered }) => answered.route === share.route)
    return found === undefined ? [] : [{ ...found, cuts: around(share) }]
  })
  const fine = await parts(services, order, pair, FINE)
  const finest = bestChoice(order.exact, fine.curves, FINE)
  return finest !== null && finest.net > choice.net
    ? { choice: finest, of: FINE, spotOf }
    : { choice, of: COARSE, spotOf }
}
