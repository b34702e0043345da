/** What our own pages ask about prices: histories for charts, and the sources with what the person chose of them. */
import type { Value } from './portfolio-views.ts'
import type { TokenId } from './protocol.ts'

export const RANGES = ['day', 'week', 'month', 'year'] as const
export type Range = (typeof RANGES)[number]

/** Oldest first, in the chosen currency; the last point is what is shown now. Empty where nobody knows. */
export type HistoryView = {
  points: [at: number, value: Value][]
  /** In words: "DefiLlama", "Recorded by this wallet". */
  source: string | null
}

export type PricesApi = {
  /** From a source that the person switched on, else from what this wallet saw itself. */
  'prices.history': [{ chainId: number; token: TokenId; range: Range }, HistoryView]
  /** The total of the scope, as this wallet saw it. */
  'portfolio.history': [{ range: Range }, HistoryView]
}
