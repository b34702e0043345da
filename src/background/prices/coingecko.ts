/**
 * CoinGecko (https://docs.coingecko.com, version 3): by contract, a network at a time; without a key one contract a
 * request. Keys of the free plan and of paid ones go to hosts of their own. The key stands in a header, where no log
 * of addresses keeps it.
 */
import * as v from 'valibot'
import { formatPlain, parseValue } from '../../ethereum/value.ts'
import type { Currency, Range } from '../../messaging/protocol.ts'
import type { HttpAnswer } from '../ports.ts'
import type { Services } from '../services.ts'
import { placeOf } from './places.ts'
import { priceText, quote } from './quote.ts'
import type { Series } from './series.ts'
import { inParts, type PriceSource, priceKey, type Rates, type UsdPrice, type WantedPrice } from './source.ts'

type Plan = { id: 'coingecko' | 'coingecko-pro'; name: string; root: string; header: string; most: number }
const FREE: Plan = {
  id: 'coingecko',
  name: 'CoinGecko',
  root: 'https://api.coingecko.com/api/v3',
  header: 'x-cg-demo-api-key',
  most: 30,
}
const PAID: Plan = {
  id: 'coingecko-pro',
  name: 'CoinGecko Pro',
  root: 'https://pro-api.coingecko.com/api/v3',
  header: 'x-cg-pro-api-key',
  most: 100,
}
/** Of one refresh, without a key. */
const MOST_SINGLE = 5
const DAYS: Readonly<Record<Range, number>> = { day: 1, week: 7, month: 31, year: 365 }
const WANTED = 'vs_currencies=usd&include_24hr_change=true&include_last_updated_at=true&precision=full'
const CURRENCIES: readonly Exclude<Currency, 'USD' | 'BTC'>[] = ['EUR', 'GBP', 'JPY', 'CNY', 'INR', 'ETH']
const ONE = 10n ** 18n

const told = v.record(
  v.string(),
  v.object({
    usd: v.optional(v.string()),
    usd_24h_change: v.optional(v.nullable(v.string())),
    last_updated_at: v.optional(v.nullable(v.string())),
  }),
)
const costs = v.object({ bitcoin: v.record(v.string(), v.string()) })
const chart = v.object({ prices: v.array(v.tuple([v.string(), v.string()])) })

/** "Wrong kind of key", "key missing": said with status 400 in some plans. */
function refusal({ status, bytes }: HttpAnswer): 'rejected' | null {
  const wrongKey = /"error_code"\s*:\s*(?:10002|10010|10011)\b/
  return status === 400 && wrongKey.test(new TextDecoder().decode(bytes.subarray(0, 2000)))
    ? 'rejected'
    : null
}

function coinGecko(plan: Plan): PriceSource {
  const get = <T>(
    services: Services,
    schema: v.GenericSchema<unknown, T>,
    path: (key: string | null) => string,
  ) =>
    services.providers.ask.json(
      plan.id,
      schema,
      (key) => ({
        url: `${plan.root}${path(key)}`,
        headers: key === null ? {} : { [plan.header]: key },
      }),
      { exact: true, refusal },
    )

  /** Without a key not all are asked in one refresh: the next one goes on from here. */
  let turn = 0

  /** Contracts of one network. How many at once depends on the key that is used in the end. */
  async function contracts(services: Services, platform: string, all: readonly string[]) {
    const found: Record<string, v.InferOutput<typeof told>[string]> = {}
    let singles = 0
    const from = turn % all.length
    for (let rest = [...all.slice(from), ...all.slice(0, from)]; rest.length > 0 && singles < MOST_SINGLE; ) {
      let size = 1
      Object.assign(
        found,
        await get(services, told, (key) => {
          size = key === null ? 1 : plan.most
          const some = rest.slice(0, size).join('%2C')
          return `/simple/token_price/${platform}?contract_addresses=${some}&${WANTED}`
        }),
      )
      if (size === 1) {
        singles += 1
        turn += 1
      }
      rest = rest.slice(size)
    }
    return found
  }

  async function read(services: Services, wanted: readonly WantedPrice[], rates: boolean) {
    const now = services.ports.clock.now()
    const answers = new Map<string, UsdPrice>()
    const take = (key: string, one: v.InferOutput<typeof told>[string] | undefined) => {
      if (one === undefined) return
      const { usd, usd_24h_change: change, last_updated_at: seconds } = one
      const price = quote({ price: usd, change, seconds: seconds ?? null }, plan.name, now)
      if (price !== null) answers.set(key, price)
    }
    const coins = wanted.flatMap(({ chainId, token }) => {
      const coin = placeOf(chainId)?.coin
      return token !== 'native' || coin === undefined ? [] : [{ coin, key: priceKey(chainId, token) }]
    })
    for (const part of inParts([...new Set(coins.map(({ coin }) => coin))], 50)) {
      const some = new Map(
        Object.entries(await get(services, told, () => `/simple/price?ids=${part.join('%2C')}&${WANTED}`)),
      )
      for (const { coin, key } of coins) take(key, some.get(coin))
    }
    for (const chainId of new Set(wanted.map((one) => one.chainId))) {
      const platform = placeOf(chainId)?.gecko
      const tokens = wanted.flatMap((one) =>
        one.chainId === chainId && one.token !== 'native' ? [one.token.toLowerCase()] : [],
      )
      if (platform === undefined || tokens.length === 0) continue
      const some = new Map(
        Object.entries(await contracts(services, platform, tokens)).map(([at, one]) => [
          at.toLowerCase(),
          one,
        ]),
      )
      for (const token of tokens) take(`${chainId}:${token}`, some.get(token))
    }
    return { prices: answers, rates: rates ? await readRates(services) : {} }
  }

  /** Dollars for one unit: what a bitcoin costs in dollars, over what it costs in the currency. */
  async function readRates(services: Services): Promise<Rates> {
    const names = ['usd', ...CURRENCIES.map((one) => one.toLowerCase())].join('%2C')
    const { bitcoin } = await get(
      services,
      costs,
      () => `/simple/price?ids=bitcoin&vs_currencies=${names}&precision=full`,
    )
    const cost = (currency: string) => parseValue(priceText(bitcoin[currency.toLowerCase()]) ?? '')
    const usd = cost('USD')
    const rates: Rates = {}
    if (usd === null) return rates
    rates.BTC = formatPlain(usd)
    for (const currency of CURRENCIES) {
      const other = cost(currency)
      if (other !== null) rates[currency] = formatPlain((usd * ONE) / other)
    }
    return rates
  }

  return {
    id: plan.id,
    name: plan.name,
    service: plan.id,
    read,
    async history(services, { chainId, token }, range) {
      const place = placeOf(chainId)
      if (place === null) return []
      const at = token === 'native' ? place.coin : `${place.gecko}/contract/${token.toLowerCase()}`
      const path = `/coins/${at}/market_chart?vs_currency=usd&days=${DAYS[range]}&precision=full`
      const { prices } = await get(services, chart, () => path)
      return prices.flatMap(([at, price]): Series => {
        const usd = priceText(price)
        return usd === null ? [] : [[Math.trunc(Number(at) / 1000), usd]]
      })
    },
  }
}

export const coinGeckoFree = coinGecko(FREE)
export const coinGeckoPro = coinGecko(PAID)
