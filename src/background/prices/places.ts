/** What price services call our networks and their coins. Names from the public lists of DefiLlama and CoinGecko. */
import type { TokenId } from '../../messaging/protocol.ts'

type Place = { llama: string; gecko: string; coin: string }

const PLACES: Readonly<Record<number, Place>> = {
  1: { llama: 'ethereum', gecko: 'ethereum', coin: 'ethereum' },
  10: { llama: 'optimism', gecko: 'optimistic-ethereum', coin: 'ethereum' },
  56: { llama: 'bsc', gecko: 'binance-smart-chain', coin: 'binancecoin' },
  100: { llama: 'xdai', gecko: 'xdai', coin: 'xdai' },
  137: { llama: 'polygon', gecko: 'polygon-pos', coin: 'polygon-ecosystem-token' },
  324: { llama: 'era', gecko: 'zksync', coin: 'ethereum' },
  8453: { llama: 'base', gecko: 'base', coin: 'ethereum' },
  42161: { llama: 'arbitrum', gecko: 'arbitrum-one', coin: 'ethereum' },
  43114: { llama: 'avax', gecko: 'avalanche', coin: 'avalanche-2' },
  59144: { llama: 'linea', gecko: 'linea', coin: 'ethereum' },
  534352: { llama: 'scroll', gecko: 'scroll', coin: 'ethereum' },
}

export const placeOf = (chainId: number): Place | null => PLACES[chainId] ?? null

/** `ethereum:0x…` or `coingecko:ethereum`; null for a network that it does not know. */
export function llamaId(chainId: number, token: TokenId): string | null {
  const place = placeOf(chainId)
  if (place === null) return null
  return token === 'native' ? `coingecko:${place.coin}` : `${place.llama}:${token.toLowerCase()}`
}
