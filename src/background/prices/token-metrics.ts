/**
 * Token Metrics (https://developers.tokenmetrics.com, version 2): only with a key, and only for what nobody else
 * knows. It has numbers of its own for tokens: they are looked up by contract, and held against the contract.
 */
import * as v from 'valibot'
import type { Services } from '../services.ts'
import { placeOf } from './places.ts'
import { quote } from './quote.ts'
import { type PriceSource, priceKey, type UsdPrice } from './source.ts'

const ROOT = 'https://api.tokenmetrics.com/v2'
/** Looked up in one refresh; what was found is remembered while the worker lives. */
const MOST_LOOKED_UP = 5

const tokens = v.object({
  success: v.literal(true),
  data: v.array(v.pipe(v.looseObject({ TOKEN_ID: v.string() }))),
})
const prices = v.object({
  success: v.literal(true),
  data: v.array(v.object({ TOKEN_ID: v.string(), CURRENT_PRICE: v.nullable(v.string()) })),
})

const get = <T>(services: Services, schema: v.GenericSchema<unknown, T>, path: string): Promise<T> =>
  services.providers.ask.json(
    'token-metrics',
    schema,
    (key) => ({ url: `${ROOT}${path}`, headers: key === null ? {} : { 'x-api-key': key } }),
    { exact: true },
  )

export function createTokenMetrics(): PriceSource {
  /** Its number of a token; null when it has none. */
  const numbers = new Map<string, string | null>()

  async function lookUp(services: Services, platform: string, token: string): Promise<string | null> {
    const { data } = await get(services, tokens, `/tokens?blockchain_address=${platform}%3A${token}&limit=10`)
    // An answer about another token would put a wrong price on this one.
    const own = data.filter((row) => JSON.stringify(row).toLowerCase().includes(token))
    return own.length === 1 ? (own[0]?.TOKEN_ID ?? null) : null
  }

  return {
    id: 'token-metrics',
    name: 'Token Metrics',
    service: 'token-metrics',
    async read(services, wanted) {
      const now = services.ports.clock.now()
      let looked = 0
      for (const { chainId, token } of wanted) {
        const key = priceKey(chainId, token)
        const platform = placeOf(chainId)?.gecko
        if (token === 'native' || platform === undefined || numbers.has(key) || looked >= MOST_LOOKED_UP)
          continue
        looked += 1
        numbers.set(key, await lookUp(services, platform, token.toLowerCase()))
      }
      const asked = wanted.flatMap((one) => {
        const key = priceKey(one.chainId, one.token)
        const number = numbers.get(key)
        return typeof number === 'string' ? [{ key, number }] : []
      })
      const found = new Map<string, UsdPrice>()
      if (asked.length === 0) return { prices: found, rates: {} }
      const ids = [...new Set(asked.map(({ number }) => number))].join('%2C')
      const { data } = await get(services, prices, `/price?token_id=${ids}`)
      for (const { TOKEN_ID, CURRENT_PRICE } of data) {
        const price = quote({ price: CURRENT_PRICE ?? undefined, seconds: null }, 'Token Metrics', now)
        for (const { key, number } of asked) if (price !== null && number === TOKEN_ID) found.set(key, price)
      }
      return { prices: found, rates: {} }
    },
    history: null,
  }
}
