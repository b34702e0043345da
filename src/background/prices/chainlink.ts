/**
 * Chainlink's feeds, read on the person's own endpoint. Addresses from docs.chain.link (Ethereum mainnet, and the
 * ether feed of some rollups); all of them tell dollars with 8 decimals.
 */
import { formatPlain } from '../../ethereum/value.ts'
import type { Currency, NetworkView } from '../../messaging/protocol.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import type { Rates, UsdPrice, WantedPrice } from './source.ts'

export const LATEST_ROUND: Hex = '0xfeaf968c'
const FEED_DECIMALS = 8n
/** Feeds of steady things are renewed once a day; one that is older than this has stopped. */
const STALE_MS = 26 * 3_600_000

export type Feed = { name: string; address: Address }

const FEEDS: Readonly<Record<number, Record<string, Address>>> = {
  1: {
    ETH: '0x5f4eC3Df9cbd43714FE2740f5E3616155c5b8419',
    BTC: '0xF4030086522a5bEEa4988F8cA5B36dbC97BeE88c',
    USDC: '0x8fFfFfd4AfB6115b954Bd326cbe7B4BA576818f6',
    USDT: '0x3E7d1eAB13ad0104d2750B8863b489D65364e32D',
    DAI: '0xAed0c38402a5d19df6E4c03F4E2DceD6e29c1ee9',
    STETH: '0xCfE54B5cD566aB89272946F602D76Ea879CAb4a8',
    LINK: '0x2c1d072e956AFFC0D435Cb7AC38EF18d24d9127c',
    BNB: '0x14e613AC84a31f709eadbdF89C6CC390fDc9540A',
    POL: '0x7bAC85A8a13A4BcD8abb3eB7d6b4d632c5a57676',
    AVAX: '0xFF3EEb22B5E3dE6e705b44749C2559d704923FD7',
    EUR: '0xb49f677943BC038e9857d61E7d053CaA2C1734C1',
    GBP: '0x5c0Ab2d9b5a7ed9f470386e82BB36A3613cDd4b5',
    JPY: '0xBcE206caE7f0ec07b545EddE332A47C2F75bbeb3',
    CNY: '0xeF8A4aF35cd47424672E3C590aBD37FBB7A7759a',
    INR: '0x605D5c2fBCeDb217D7987FC0951B5753069bC360',
  },
  8453: { ETH: '0x71041dddad3595F9CEd3DcCFBe3D1F4b0a16Bb70' },
  42161: { ETH: '0x639Fe6ab55C921f74e7fac1ee960C0B6293ba612' },
  10: { ETH: '0x13e3Ee699D1909E989722E753853AE30b17e08c5' },
}

/** Listed tokens and coins whose price is that of a feed. */
const SAME_AS: Readonly<Record<string, string>> = {
  WETH: 'ETH',
  WBTC: 'BTC',
  'USDC.e': 'USDC',
  stETH: 'STETH',
  XDAI: 'DAI',
}
const RATES: readonly Currency[] = ['EUR', 'GBP', 'JPY', 'CNY', 'INR', 'ETH', 'BTC']

/**
 * The feeds to read on each network: those of Ethereum tell everything; without it, each network's own ether feed.
 * @param chainIds the networks that may be asked
 */
export function feedsToRead(chainIds: readonly number[]): Map<number, Feed[]> {
  const asked = chainIds.includes(1) ? [1] : chainIds
  return new Map(
    asked.map((chainId) => [
      chainId,
      Object.entries(FEEDS[chainId] ?? {}).map(([name, address]) => ({ name, address })),
    ]),
  )
}

/** By symbol only where the symbol is ours: of the presets' coins and of the bundled list. */
export function feedOf(network: NetworkView | undefined, { symbol, origin }: WantedPrice): string | null {
  if (network === undefined || network.added || network.testnet || origin === 'added') return null
  return SAME_AS[symbol] ?? symbol
}

export function ratesOf(feeds: ReadonlyMap<string, UsdPrice>): Rates {
  const rates: Rates = {}
  for (const currency of RATES) {
    const rate = feeds.get(currency)
    if (rate !== undefined) rates[currency] = rate.usd
  }
  return rates
}

/** (roundId, answer, startedAt, updatedAt, answeredInRound); null for what is no price or has stopped. */
export function parseRound(answer: Hex | null, now: number): UsdPrice | null {
  if (answer === null || answer.length !== 2 + 5 * 64) return null
  const word = (i: number) => BigInt(`0x${answer.slice(2 + i * 64, 2 + (i + 1) * 64)}`)
  const price = BigInt.asIntN(256, word(1))
  const at = Number(word(3)) * 1000
  if (price <= 0n || at < now - STALE_MS) return null
  return { usd: formatPlain(price * 10n ** (18n - FEED_DECIMALS)), change: null, at, source: 'Chainlink' }
}
