/** An offer as our own pages show it. */
import type { Permits } from '../../ethereum/swap/permit.ts'
import type { Permit2Order } from '../../ethereum/swap/permit2.ts'
import { formatPlain } from '../../ethereum/value.ts'
import type { SwapAllowance, SwapKind, SwapQuote, Warning } from '../../messaging/protocol.ts'
import type { Services } from '../services.ts'
import { feeView, feeWei, worth } from './cost.ts'
import type { Quote, SwapOrder } from './source.ts'

export type Offer = {
  id: string
  quote: Quote
  allowance: SwapAllowance
  /** Of the sold token, where its allowance is a signature. */
  permits: Permits | null
  /** Of its right through Permit2, where that is a signature. */
  permit2: Permit2Order | null
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
    warnings: [...impactWarnings(kind, impact), ...feeWarnings(order, quote, fee), ...quote.warnings],
  }
}

/** More for the network than what arrives, where both are the coin. */
function feeWarnings({ buy, sell }: SwapOrder, { buyAmount }: Quote, fee: bigint | null): Warning[] {
  if (fee === null || buy.token !== 'native' || buy.chainId !== sell.chainId || fee < buyAmount) return []
  const text = `The network’s fee is as much as the ${buy.symbol} that you get, or more.`
  return [{ rule: 'swap-fee', severity: 'danger', title: 'This swap costs more than it brings', text }]
}

function impactWarnings(kind: SwapKind, impact: SwapQuote['impact']): Warning[] {
  if (kind === 'wrap') return []
  if (impact === null) {
    const text =
      'No price of it is known, and its pools are too small to tell one. Compare the rate elsewhere first.'
    return [{ rule: 'swap-no-price', severity: 'warning', title: 'Nothing to hold the price against', text }]
  }
  if (impact.bps < HIGH.warning) return []
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
