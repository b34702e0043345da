/** An offer as our own pages show it. */
import { formatPlain } from '../../ethereum/value.ts'
import type { SwapAllowance, SwapQuote } from '../../messaging/protocol.ts'
import type { Services } from '../services.ts'
import { feeOf, type Market, worth } from './cost.ts'
import type { Quote, SwapOrder } from './source.ts'

export type Offer = { id: string; quote: Quote; allowance: SwapAllowance; fetchedAt: number }

export function showOffer(
  services: Services,
  order: SwapOrder,
  { id, quote, allowance, fetchedAt }: Offer,
  market: Market | null,
): SwapQuote {
  const { source, kind, slippageBps, route, seconds, expiresAt, warnings } = quote
  const [sold, bought] = [
    worth(services, order.sell, quote.sellAmount),
    worth(services, order.buy, quote.buyAmount),
  ]
  const known = sold !== null && bought !== null && sold > 0n
  const against = known ? 'price' : 'pool'
  const bps = known ? Number(((sold - bought) * 10_000n) / sold) : quote.poolImpactBps
  const steps = allowance.via === 'approve' ? (allowance.reset ? 2 : 1) : 0
  return {
    id,
    source: { id: source.id, label: source.label, service: source.service },
    kind,
    sell: order.sell,
    buy: order.buy,
    exact: order.exact,
    sellAmount: quote.sellAmount.toString(),
    buyAmount: quote.buyAmount.toString(),
    minReceived: quote.minReceived.toString(),
    maxSold: quote.maxSold.toString(),
    slippageBps,
    networkFee: feeOf(services, order, quote, market, steps),
    fees: quote.fees.map((fee) => ({ ...fee, amount: fee.amount.toString() })),
    route,
    impact: bps === null ? null : { bps, against },
    value: known ? { sell: formatPlain(sold), buy: formatPlain(bought) } : null,
    allowance,
    proof: source.service === null ? 'read' : null,
    fetchedAt,
    expiresAt,
    seconds,
    warnings,
  }
}
