/** Which offer is best: by what arrives, after what the network takes. */
import type { SwapQuote } from '../../messaging/protocol.ts'
import type { SwapOrder } from './source.ts'

/** Best first. */
export function inOrder({ exact }: SwapOrder, quotes: readonly SwapQuote[]): SwapQuote[] {
  const score = (quote: SwapQuote) => (exact === 'in' ? BigInt(quote.buyAmount) : -BigInt(quote.sellAmount))
  return quotes.toSorted((a, b) => (score(a) > score(b) ? -1 : score(a) < score(b) ? 1 : 0))
}
