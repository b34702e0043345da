/**
 * What one unit of an asset is worth: by the chain, and by the services that the person switched on. The last answers
 * are stored, shown at once, and carry their age. What nobody knows has no price: never zero.
 */
import { formatPlain, parseValue } from '../../ethereum/value.ts'
import type { Currency, PriceView, TokenId } from '../../messaging/protocol.ts'
import type { Services } from '../services.ts'
import { createHistories, type Histories } from './history.ts'
import { createOffChain } from './off-chain.ts'
import { onChain } from './on-chain.ts'
import { createRecord } from './record.ts'
import { type Answer, priceKey, type WantedPrice } from './source.ts'
import type { StoredPrices } from './stored.ts'
import { weigh } from './weigh.ts'

export type Prices = {
  /** In the chosen currency, or another; null when nobody knows. */
  of(chainId: number, token: TokenId, currency?: Currency): PriceView | null
  /**
   * Asks the sources for what is held: at most once a minute, or `now`, when the person let one more be asked. Never
   * rejects.
   */
  refresh(when?: 'now'): Promise<void>
  /** Prices of these too from now on, whether held or not; what was wanted so before is not any more. Never rejects. */
  want(assets: readonly WantedPrice[]): Promise<void>
  histories: Histories
}

const EVERY_MS = 60_000
/** An old price is not shown as if it were one of today. */
const LIFE_MS = 48 * 3_600_000
const ONE = 10n ** 18n

export function createPrices(services: () => Services): Prices {
  const field = () => services().state.prices
  const offChain = createOffChain(services)
  const record = createRecord(services)
  let asking: Promise<void> | null = null
  /** Since the last minute began: what nobody knew then is not asked for again at every look. */
  const asked = new Set<string>()
  let also: readonly WantedPrice[] = []

  /** Dollars for one unit of the currency, with 18 places; null when it is not known. */
  function rateOf(currency: Currency): bigint | null {
    if (currency === 'USD') return ONE
    const rate = parseValue(field().get().rates[currency] ?? '')
    return rate === null || rate <= 0n ? null : rate
  }

  function wanted(): WantedPrice[] {
    const rows = services().assets.portfolio()?.rows ?? []
    const held = rows.flatMap(({ chainId, token, symbol, decimals, origin, balance, choice }) => {
      const network = services().networks.find(chainId)
      if (origin === 'found' || network === undefined || network.testnet) return []
      const needed = balance !== '0' || choice === 'pinned' || origin === 'native'
      return needed ? [{ chainId, token, symbol, decimals, origin }] : []
    })
    const keys = new Set(held.map((one) => priceKey(one.chainId, one.token)))
    return [...held, ...also.filter((one) => !keys.has(priceKey(one.chainId, one.token)))]
  }

  async function ask(): Promise<void> {
    const all = services()
    // What stays unknown is shown as such, with the age of what was known.
    const chain = await onChain
      .read(all, wanted(), true)
      .catch((): Answer => ({ prices: new Map(), rates: {} }))
    const service = await offChain.read(wanted(), chain)
    const prices = new Map(service.prices)
    for (const [key, price] of chain.prices) {
      const other = service.prices.get(key)
      prices.set(key, other === undefined ? price : weigh(price, other))
    }
    const at = all.ports.clock.now()
    await field().update((now) => ({
      at,
      prices: { ...recent(now.prices, at), ...Object.fromEntries(prices) },
      rates: { ...now.rates, ...service.rates, ...chain.rates },
    }))
    all.assets.touch()
  }

  /** Pools that were just found are read at once, not a minute later. */
  async function askTwice(): Promise<void> {
    const known = Object.keys(services().state.pools.get()).length
    await ask()
    const pools = Object.values(services().state.pools.get())
    if (pools.slice(known).some((entry) => entry.pools.length > 0)) await ask()
  }

  const prices: Prices = {
    histories: createHistories(services, record, offChain.sources),
    of(chainId, token, currency = services().state.display.get().currency) {
      const stored = new Map(Object.entries(field().get().prices)).get(priceKey(chainId, token))
      const rate = rateOf(currency)
      const usd = stored === undefined ? null : parseValue(stored.usd)
      if (stored === undefined || usd === null || rate === null) return null
      if (services().ports.clock.now() - stored.at > LIFE_MS) return null
      const { change, at, source } = stored
      return { price: formatPlain((usd * ONE) / rate), change, at, source }
    },
    refresh(when) {
      // Before there is an open wallet nothing is held, and nobody is asked anything.
      if (wanted().length === 0) return Promise.resolve()
      // What is under way does not ask the one that was just let in.
      if (when === 'now' && asking !== null) return asking.then(askTwice)
      const fresh = services().ports.clock.now() - field().get().at < EVERY_MS
      const isKnown = (key: string) => asked.has(key) || Object.hasOwn(field().get().prices, key)
      if (!fresh) asked.clear()
      const keys = wanted().map((one) => priceKey(one.chainId, one.token))
      if (when === undefined && fresh && keys.every(isKnown)) return Promise.resolve()
      for (const key of keys) asked.add(key)
      asking ??= askTwice()
        .then(record.add)
        .finally(() => {
          asking = null
        })
      return asking
    },
    async want(assets) {
      also = assets
      // What is under way may not ask for these.
      if (asking !== null) await asking
      await prices.refresh()
    },
  }
  return prices
}

const recent = (prices: StoredPrices['prices'], now: number) =>
  Object.fromEntries(Object.entries(prices).filter(([, price]) => now - price.at < LIFE_MS))
