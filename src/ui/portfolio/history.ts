import { useEffect, useState } from 'react'
import type { HistoryView, Range, TokenId } from '../../messaging/protocol.ts'
import { api, useWallet } from '../state.ts'

export const RANGE_WORDS: readonly { range: Range; label: string; words: string }[] = [
  { range: 'day', label: 'Day', words: 'the last day' },
  { range: 'week', label: 'Week', words: 'the last week' },
  { range: 'month', label: 'Month', words: 'the last month' },
  { range: 'year', label: 'Year', words: 'the last year' },
]

const LIFE_MS = 60_000
/** What was answered lately, so that coming back to a screen draws at once. */
const known = new Map<string, { at: number; view: HistoryView }>()
const MOST_KNOWN = 200

/** `undefined` while it is being read, null when it cannot be. */
function useHistory(key: string, read: () => Promise<HistoryView>): HistoryView | null | undefined {
  const [answer, setAnswer] = useState<{ key: string; view: HistoryView | null } | null>(null)
  const early = known.get(key)?.view
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says all that `read` depends on.
  useEffect(() => {
    const last = known.get(key)
    if (last !== undefined && Date.now() - last.at < LIFE_MS) return
    let stopped = false
    read().then(
      (view) => {
        if (known.size >= MOST_KNOWN) known.clear()
        known.set(key, { at: Date.now(), view })
        if (!stopped) setAnswer({ key, view })
      },
      () => {
        if (!stopped) setAnswer({ key, view: null })
      },
    )
    return () => {
      stopped = true
    }
  }, [key])
  return answer?.key === key ? answer.view : early
}

const useCurrency = () => useWallet((state) => state.portfolio?.display.currency ?? 'USD')

export function usePriceHistory(chainId: number, token: TokenId, range: Range) {
  const currency = useCurrency()
  return useHistory(`${currency} ${chainId} ${token} ${range}`, () =>
    api('prices.history', { chainId, token, range }),
  )
}

/** Of the scope that is shown. */
export function usePortfolioHistory(range: Range) {
  const currency = useCurrency()
  const scope = useWallet((state) => state.portfolio?.display.scope)
  const account = useWallet((state) => state.selected.address)
  return useHistory(`${currency} ${scope === 'all' ? 'all' : account} ${range}`, () =>
    api('portfolio.history', { range }),
  )
}
