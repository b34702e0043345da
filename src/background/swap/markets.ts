/** Where tokens are swapped on each network: a file of the extension, read at the first swap. */
import type { Market } from '../../ethereum/swap/venue.ts'
import type { TokenId } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import type { Ports } from '../ports.ts'

type Markets = Readonly<Record<string, Market>>
/** Of each worker. */
const read = new WeakMap<object, Promise<Markets>>()

/** Null for a network without one that we know. */
export async function marketOf(ports: Pick<Ports, 'bundled'>, chainId: number): Promise<Market | null> {
  const reading = read.get(ports) ?? ports.bundled('venues.json').then((text): Markets => JSON.parse(text))
  read.set(ports, reading)
  const all = await reading
  return Object.hasOwn(all, chainId) ? (all[chainId] ?? null) : null
}

/** A token as pools have it. */
export const onPools = ({ wrapped }: Market, token: TokenId): Address =>
  token === 'native' ? wrapped : token
