/** Where CoW Protocol keeps its orders, a book for each network. */
import * as v from 'valibot'
import type { Services } from '../../services.ts'
import { MOST_BYTES } from './answer.ts'

export const COW_CHAINS: Readonly<Record<number, string>> = {
  1: 'mainnet',
  56: 'bnb',
  100: 'xdai',
  137: 'polygon',
  8453: 'base',
  42161: 'arbitrum_one',
  43114: 'avalanche',
  59144: 'linea',
  11155111: 'sepolia',
}

export const cowUrl = (chainId: number, path: string): string =>
  `https://api.cow.fi/${COW_CHAINS[chainId] ?? ''}/api/v1/${path}`

const told = v.object({ status: v.string() })

/** What the book says of an order; null where it does not say anything. */
export const orderState = (
  services: Services,
  chainId: number,
  uid: string,
): Promise<{ status: string } | null> =>
  services.providers.ask
    .json('cow', told, () => ({ url: cowUrl(chainId, `orders/${uid}`) }), { most: MOST_BYTES })
    .catch(() => null)
