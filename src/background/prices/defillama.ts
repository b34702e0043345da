/** DefiLlama (https://defillama.com/docs/api, coins.llama.fi): many assets in one request, no key. */
import * as v from 'valibot'
import type { Range } from '../../messaging/protocol.ts'
import type { Services } from '../services.ts'
import { llamaId } from './places.ts'
import { priceText, quote } from './quote.ts'
import type { Series } from './series.ts'
import { inParts, type PriceSource, priceKey, type UsdPrice } from './source.ts'

const ROOT = 'https://coins.llama.fi'
/** An address is 51 characters: longer requests are refused. */
const AT_ONCE = 60
/** It says itself how sure it is. */
const SURE = 0.6
const MAX_POINTS: Readonly<Record<Range, [seconds: number, period: string, span: number]>> = {
  day: [86_400, '15m', 96],
  week: [7 * 86_400, '1h', 168],
  month: [31 * 86_400, '4h', 186],
  year: [366 * 86_400, '1d', 366],
}

const prices = v.object({
  coins: v.record(
    v.string(),
    v.object({ price: v.string(), timestamp: v.string(), confidence: v.optional(v.string()) }),
  ),
})
const changes = v.object({ coins: v.record(v.string(), v.nullable(v.string())) })
const chart = v.object({
  coins: v.record(
    v.string(),
    v.object({ prices: v.array(v.object({ timestamp: v.string(), price: v.string() })) }),
  ),
})

/** The ids stand in the path; commas and colons as they are. */
const get = <T>(services: Services, schema: v.GenericSchema<unknown, T>, path: string): Promise<T> =>
  services.providers.ask.json('defillama', schema, () => ({ url: `${ROOT}${path}` }), { exact: true })

export const defiLlama: PriceSource = {
  id: 'defillama',
  name: 'DefiLlama',
  service: 'defillama',
  async read(services, wanted) {
    const now = services.ports.clock.now()
    const known = wanted.flatMap((one) => {
      const id = llamaId(one.chainId, one.token)
      return id === null ? [] : [{ id, key: priceKey(one.chainId, one.token) }]
    })
    const found = new Map<string, UsdPrice>()
    for (const part of inParts([...new Set(known.map(({ id }) => id))], AT_ONCE)) {
      const ids = part.join(',')
      const [told, moved] = await Promise.all([
        get(services, prices, `/prices/current/${ids}`),
        // A price without its change is still a price.
        get(services, changes, `/percentage/${ids}?period=24h`).catch(() => ({ coins: {} })),
      ])
      const change = new Map(Object.entries(moved.coins))
      for (const [id, { price, timestamp, confidence }] of Object.entries(told.coins)) {
        if (confidence !== undefined && Number(confidence) < SURE) continue
        const one = quote({ price, change: change.get(id), seconds: timestamp }, 'DefiLlama', now)
        if (one !== null) found.set(id.toLowerCase(), one)
      }
    }
    return {
      prices: new Map(
        known.flatMap(({ id, key }): [string, UsdPrice][] => {
          const price = found.get(id)
          return price === undefined ? [] : [[key, price]]
        }),
      ),
      rates: {},
    }
  },
  async history(services, { chainId, token }, range) {
    const id = llamaId(chainId, token)
    if (id === null) return []
    const [seconds, period, span] = MAX_POINTS[range]
    const start = Math.floor(services.ports.clock.now() / 1000) - seconds
    const told = await get(services, chart, `/chart/${id}?start=${start}&span=${span}&period=${period}`)
    const [only] = Object.values(told.coins)
    return (only?.prices ?? []).flatMap(({ timestamp, price }): Series => {
      const usd = priceText(price)
      return usd === null ? [] : [[Math.trunc(Number(timestamp)), usd]]
    })
  },
}
