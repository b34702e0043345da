/** A swap in one sentence, as its approval and its row in the activity say it. */
import type { Part } from '../../messaging/protocol.ts'
import { visibleLine } from '../text.ts'
import { formatAmount } from '../units.ts'
import type { SwapPromise } from './verify.ts'

export const amountWords = (
  units: string | bigint,
  { symbol, decimals }: { symbol: string; decimals: number },
): string => `${formatAmount(BigInt(units), decimals, { maxFraction: 6 })} ${visibleLine(symbol, 24)}`

export function swapTitle({ sell, buy, exact }: SwapPromise): Part[] {
  const sold: Part = { strong: amountWords(sell.most, sell) }
  const bought: Part = { strong: amountWords(buy.least, buy) }
  return exact === 'in' ? ['Swap ', sold, ' for at least ', bought] : ['Swap at most ', sold, ' for ', bought]
}
