/** Which offer is best: by what arrives (or is sold, for an exact amount out), after what the network takes. */
import type { Services } from '../services.ts'
import { coinOf, feeWei, worth } from './cost.ts'
import type { Offer } from './show.ts'
import type { CoinRate, SwapOrder } from './source.ts'

/** What the coin is worth in base units of the side that offers differ in; null when nobody knows. */
function rateOf(services: Services, order: SwapOrder, offers: readonly Offer[]): CoinRate | null {
  const counted = order.exact === 'in' ? order.buy : order.sell
  if (counted.token === 'native' && counted.chainId === order.sell.chainId) return { wei: 1n, units: 1n }
  const told = offers.find(({ quote }) => quote.coinRate !== undefined)?.quote.coinRate
  if (told !== undefined) return told
  const coin = worth(services, coinOf(services, order.sell.chainId), 10n ** 18n)
  const one = worth(services, counted, 10n ** BigInt(counted.decimals))
  if (coin === null || one === null || one === 0n) return null
  return { wei: 10n ** 18n, units: (coin * 10n ** BigInt(counted.decimals)) / one }
}

/** Best first. */
export function inOrder(
  services: Services,
  order: SwapOrder,
  offers: readonly Offer[],
  gasPrice: bigint | null,
): Offer[] {
  const rate = rateOf(services, order, offers)
  const net = (offer: Offer): bigint => {
    const { quote } = offer
    const fee = feeWei(offer, gasPrice) ?? 0n
    const cost = rate === null ? 0n : (fee * rate.units) / rate.wei
    return (order.exact === 'in' ? quote.buyAmount : -quote.sellAmount) - cost
  }
  return offers
    .map((offer) => ({ offer, net: net(offer) }))
    .sort((a, b) => (a.net > b.net ? -1 : a.net < b.net ? 1 : 0))
    .map(({ offer }) => offer)
}
