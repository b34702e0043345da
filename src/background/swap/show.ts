/** An offer as our own pages show it. */
import type { Permits } from '../../ethereum/swap/permit.ts'
import { formatPlain } from '../../ethereum/value.ts'
import type { SwapAllowance, SwapQuote, Warning } from '../../messaging/protocol.ts'
import type { Services } from '../services.ts'
import { feeView, feeWei, worth } from './cost.ts'
import type { Quote, SwapOrder } from './source.ts'

export type Offer = {
  id: string
  quote: Quote
  allowance: SwapAllowance
  /** Of the sold token, where its allowance is a signature. */
  permits: Permits | null
  fetchedAt: number
}

/** Hundredths of a per cent. */
const HIGH = { warning: 500, danger: 1500 }

export function showOffer(
  services: Services,
  order: SwapOrder,
  offer: Offer,
  gasPrice: bigint | null,
): SwapQuote {
  const { id, quote, allowance, fetchedAt } = offer
  const { source, kind, slippageBps, route, seconds, expiresAt } = quote
  const sold = worth(services, order.sell, quote.sellAmount)
  const bought = worth(services, order.buy, quote.buyAmount)
  const known = sold !== null && bought !== null && sold > 0n
  const bps = known ? Number(((sold - bought) * 10_000n) / sold) : quote.poolImpactBps
  const impact: SwapQuote['impact'] = bps === null ? null : { bps, against: known ? 'price' : 'pool' }
  const fee = feeWei(offer, gasPrice)
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
    networkFee: fee === null ? null : feeView(services, order, fee),
    fees: quote.fees.map((one) => ({ ...one, amount: one.amount.toString() })),
    route,
    impact,
    value: known ? { sell: formatPlain(sold), buy: formatPlain(bought) } : null,
    allowance,
    proof: source.service === null ? 'read' : null,
    fetchedAt,
    expiresAt,
    seconds,
    warnings: [...impactWarnings(impact), ...quote.warnings],
  }
}

function impactWarnings(impact: SwapQuote['impact']): Warning[] {
  if (impact === null || impact.bps < HIGH.warning) return []
  const percent = (impact.bps / 100).toFixed(1)
  const text =
    impact.against === 'price'
      ? `What you get is worth ${percent} % less than what you give.`
      : `The pools pay ${percent} % less for this amount than for a small one.`
  const severity = impact.bps >= HIGH.danger ? 'danger' : 'warning'
  const advice = 'Swap less, or in several parts.'
  return [
    { rule: 'swap-impact', severity, title: 'This swap loses much of its worth', text: `${text} ${advice}` },
  ]
}
