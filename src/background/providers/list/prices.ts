/** Services that know prices. Their order here is the order in which they are asked. */
import type { Provider } from '../provider.ts'

const WHICH =
  'Which assets you hold or watch, together, and when you look. Not how much, and not your addresses.'
const NAMED = 'That all of this is you, under the name that the key is registered to.'
const IP = 'The internet address (IP) that you ask from.'

export const PRICE_PROVIDERS: readonly Provider[] = [
  {
    id: 'defillama',
    name: 'DefiLlama',
    kind: 'price',
    hosts: ['coins.llama.fi'],
    purpose: 'Prices, changes and price histories of most tokens.',
    learns: [WHICH, IP],
    needsKey: 'no',
    keysAt: null,
    needsAccess: false,
  },
  {
    id: 'coingecko-pro',
    name: 'CoinGecko Pro',
    kind: 'price',
    hosts: ['pro-api.coingecko.com'],
    purpose: 'What CoinGecko tells, for keys of its paid plans.',
    learns: [WHICH, IP, NAMED],
    needsKey: 'required',
    keysAt: 'https://www.coingecko.com/en/developers/dashboard',
    needsAccess: true,
  },
  {
    id: 'coingecko',
    name: 'CoinGecko',
    kind: 'price',
    hosts: ['api.coingecko.com'],
    purpose: 'Prices, changes, price histories, and what currencies cost. Keys of the free plan (Demo).',
    learns: [WHICH, IP, 'With a key: that all of this is you, under the name that the key is registered to.'],
    needsKey: 'optional',
    keysAt: 'https://www.coingecko.com/en/developers/dashboard',
    needsAccess: true,
  },
  {
    id: 'token-metrics',
    name: 'Token Metrics',
    kind: 'price',
    hosts: ['api.tokenmetrics.com'],
    purpose: 'Prices of tokens that the others do not know.',
    learns: [WHICH, IP, NAMED],
    needsKey: 'required',
    keysAt: 'https://app.tokenmetrics.com/en/api-plans',
    needsAccess: true,
  },
]
