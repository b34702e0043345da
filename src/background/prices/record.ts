/**
 * This wallet's own record of what assets were worth, what the accounts held together, and what currencies cost: no
 * server is needed for a chart. Kept in this browser, in dollars; one point each time the prices were read.
 */
import * as v from 'valibot'
import { CURRENCIES } from '../../messaging/portfolio-views.ts'
import type { Services } from '../services.ts'
import { COARSE, FINE, type Grain, isSameStep, type Series, series, shorten, thin } from './series.ts'
import { type PriceKey, priceKey } from './source.ts'

/** Of how many assets the price is recorded: those worth most. */
const MOST_ASSETS = 60

export type Recorded = { total: string } | { price: PriceKey } | { rate: string }
const keyOf = (what: Recorded): string => {
  if ('total' in what) return `history:total:${what.total.toLowerCase()}`
  return 'price' in what ? `history:price:${what.price}` : `history:rate:${what.rate}`
}

export type PriceRecord = {
  /** Reads what was recorded, oldest first. */
  read(what: Recorded): Promise<Series>
  /** Adds a point to everything that is known now. Never rejects. */
  add(): Promise<void>
}

export function createRecord(services: () => Services): PriceRecord {
  /** When each price was last recorded: most of the time there is nothing to read or write. */
  const last = new Map<string, number>()
  let queue: Promise<unknown> = Promise.resolve()

  async function read(keys: readonly string[]): Promise<Map<string, Series>> {
    const stored = keys.length === 0 ? {} : await services().ports.local.get([...keys])
    return new Map(
      keys.map((key) => {
        const parsed = v.safeParse(series, stored[key])
        return [key, parsed.success ? parsed.output : []]
      }),
    )
  }

  /** What is known now, in dollars. */
  function facts(): { key: string; value: string; grain: Grain }[] {
    const { assets, prices, state } = services()
    const found: { key: string; value: string; grain: Grain }[] = []
    const totals = assets.totals()
    if (totals !== null) {
      found.push({ key: keyOf({ total: 'all' }), value: totals.all, grain: FINE })
      for (const { address, total } of totals.accounts)
        found.push({ key: keyOf({ total: address }), value: total, grain: FINE })
    }
    const rows = (assets.portfolio()?.rows ?? []).filter((row) => row.value !== null)
    rows.sort((a, b) => Number(b.value) - Number(a.value))
    for (const { chainId, token } of rows.slice(0, MOST_ASSETS)) {
      const price = prices.of(chainId, token, 'USD')
      if (price !== null)
        found.push({ key: keyOf({ price: priceKey(chainId, token) }), value: price.price, grain: COARSE })
    }
    const rates = state.prices.get().rates
    for (const currency of CURRENCIES) {
      const value = rates[currency]
      if (value !== undefined) found.push({ key: keyOf({ rate: currency }), value, grain: COARSE })
    }
    return found
  }

  async function add(): Promise<void> {
    const now = Math.floor(services().ports.clock.now() / 1000)
    const due = facts().filter(({ key, grain }) => {
      const before = last.get(key)
      // A total is brought up to date each time; of a price one point a step is enough.
      return grain === FINE || before === undefined || !isSameStep(grain, before, now)
    })
    const known = await read(due.map((one) => one.key))
    // A wallet that was erased meanwhile leaves nothing behind.
    if (due.length === 0 || services().keeper.status() !== 'unlocked') return
    await services().ports.local.set(
      Object.fromEntries(
        due.map(({ key, value, grain }) => [
          key,
          thin([...(known.get(key) ?? []), [now, shorten(value)]], grain, now),
        ]),
      ),
    )
    for (const { key } of due) last.set(key, now)
  }

  return {
    async read(what) {
      const key = keyOf(what)
      return (await read([key])).get(key) ?? []
    },
    add() {
      const done = queue.then(add)
      queue = done.catch(() => undefined)
      return queue.then(() => undefined)
    },
  }
}
