/** Histories for charts, in the chosen currency, ending at what is shown now. */
import { formatPlain, parseValue } from '../../ethereum/value.ts'
import type { Currency, HistoryView, Range, TokenId } from '../../messaging/protocol.ts'
import type { Services } from '../services.ts'
import type { PriceRecord } from './record.ts'
import { DAY, nearest, type Series, thin } from './series.ts'
import { type PriceSource, priceKey } from './source.ts'

export type Histories = {
  ofPrice(chainId: number, token: TokenId, range: Range): Promise<HistoryView>
  ofTotal(range: Range): Promise<HistoryView>
}

/** In seconds: how far back, and how far apart the points are. */
const SPANS: Readonly<Record<Range, { span: number; step: number }>> = {
  day: { span: DAY, step: 300 },
  week: { span: 7 * DAY, step: 3600 },
  month: { span: 31 * DAY, step: 4 * 3600 },
  year: { span: 366 * DAY, step: DAY },
}
/** A rate of a day and a half away still says what a currency cost. */
const RATE_NEAR = 1.5 * DAY
const ONE = 10n ** 18n
const LATELY_MS = 5 * 60_000
const MOST_KEPT = 40

export function createHistories(
  services: () => Services,
  record: PriceRecord,
  sources: readonly PriceSource[],
): Histories {
  /** What services said lately: looking at a chart again asks nobody again. */
  const lately = new Map<string, { at: number; points: Series }>()
  const seconds = () => Math.floor(services().ports.clock.now() / 1000)
  const currency = (): Currency => services().state.display.get().currency

  function cut(points: Series, range: Range): Series {
    const now = seconds()
    const { span, step } = SPANS[range]
    return thin(points, [[span, step]], now)
  }

  /** With what the currency cost at the time, as far as it was recorded; else with what it costs now. */
  async function convert(points: Series): Promise<[number, string][]> {
    const to = currency()
    if (to === 'USD') return points.map(([at, usd]) => [at * 1000, usd])
    const then = await record.read({ rate: to })
    const now = services().state.prices.get().rates[to] ?? ''
    return points.flatMap(([at, usd]): [number, string][] => {
      const rate = parseValue(nearest(then, at, RATE_NEAR) ?? now)
      const value = parseValue(usd)
      if (rate === null || rate <= 0n || value === null) return []
      return [[at * 1000, formatPlain((value * ONE) / rate)]]
    })
  }

  async function view(points: Series, range: Range, source: string, last: [number, string] | null) {
    const converted = await convert(cut(points, range))
    const end = converted.at(-1)?.[0] ?? 0
    if (last !== null && last[0] > end) converted.push(last)
    return converted.length === 0 ? { points: [], source: null } : { points: converted, source }
  }

  /** Of the first service that is switched on and knows; null when none does. Only what may be valued is asked. */
  async function fromService(chainId: number, token: TokenId, range: Range) {
    const { providers, networks, assets, ports } = services()
    const row = assets.portfolio()?.rows.find((one) => one.chainId === chainId && one.token === token)
    if (row?.origin === 'found' || networks.find(chainId)?.testnet !== false) return null
    for (const { id, name, service, history } of sources) {
      if (service === null || history === null || !providers.isAllowed(service)) continue
      const key = `${id} ${range} ${priceKey(chainId, token)}`
      const before = lately.get(key)
      if (before !== undefined && ports.clock.now() - before.at < LATELY_MS)
        return { name, points: before.points }
      try {
        const points = (await history(services(), { chainId, token }, range)).sort((a, b) => a[0] - b[0])
        if (points.length < 2) continue
        if (lately.size >= MOST_KEPT) lately.clear()
        lately.set(key, { at: ports.clock.now(), points })
        return { name, points }
      } catch {
        // The next one may know, or this wallet's own record.
      }
    }
    return null
  }

  return {
    async ofPrice(chainId, token, range) {
      const now = services().prices.of(chainId, token)
      const last: [number, string] | null = now === null ? null : [now.at, now.price]
      const told = await fromService(chainId, token, range)
      if (told !== null) return view(told.points, range, told.name, last)
      return view(await record.read({ price: priceKey(chainId, token) }), range, OWN, last)
    },
    async ofTotal(range) {
      const portfolio = services().assets.portfolio()
      if (portfolio === null) return { points: [], source: null }
      const { scope } = portfolio.display
      const of = scope === 'all' ? 'all' : (services().state.selected.get().address ?? 'all')
      const last: [number, string] | null =
        portfolio.total === null ? null : [services().ports.clock.now(), portfolio.total]
      return view(await record.read({ total: of }), range, OWN, last)
    },
  }
}

const OWN = 'Recorded by this wallet'
