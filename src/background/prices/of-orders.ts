/** What orders give and ask for, as far as somebody vouches for it: whether one is fair is told by what that is worth. */
import { ordersOf } from '../../ethereum/orders/read.ts'
import type { TypedData } from '../../ethereum/typed-data.ts'
import type { Address } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { WantedPrice } from './source.ts'

/** Enough for any order that a person makes by hand. */
const MOST = 16

export function pricesOfOrders(
  services: Services,
  chainId: number,
  data: TypedData,
  account: Address,
): WantedPrice[] {
  const { symbol: coinSymbol, testnet } = services.networks.need(chainId)
  if (testnet) return []
  const items = ordersOf(data, account).flatMap(({ gives, gets }) => [...gives, ...gets])
  const coin = items.some(({ type }) => type === 0n)
  const tokens = new Set(items.flatMap(({ type, token }) => (type === 1n ? [token] : [])))
  const wanted = [...tokens].slice(0, MOST).flatMap((token): WantedPrice[] => {
    const known = services.assets.tokens.find(chainId, token)
    if (known === null || known.origin === 'found') return []
    const { symbol, decimals, origin } = known
    return [{ chainId, token, symbol, decimals, origin }]
  })
  const native: WantedPrice = {
    chainId,
    token: 'native',
    symbol: coinSymbol,
    decimals: 18,
    origin: 'native',
  }
  return coin ? [native, ...wanted] : wanted
}
