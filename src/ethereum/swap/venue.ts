/** Where tokens are swapped on chain, as public/venues.json lists it, and the ways through its pools. */
import type { Address } from '../../shared/hex.ts'

export type Venue = {
  id: string
  name: string
  /** `v2`: pairs of reserves; `v3`: concentrated liquidity in pools of a fee. */
  kind: 'v2' | 'v3'
  /** Answers what a swap would give. */
  quoter: Address
  /** Carries it out. */
  router: Address
  /** Hundredths of a basis point; of `v2` its one fee. */
  fees: readonly number[]
}

/** A network's market. */
export type Market = {
  /** The coin as a token. */
  wrapped: Address
  /** Tokens that others are paired with. */
  bases: readonly Address[]
  venues: readonly Venue[]
}

/** Token after token, and the fee of the pool between each two. */
export type Route = { venue: Venue; tokens: readonly Address[]; fees: readonly number[] }

const same = (a: Address, b: Address) => a.toLowerCase() === b.toLowerCase()

/** Every way of one or two hops. */
export function routesOf({ venues, bases }: Market, sell: Address, buy: Address): Route[] {
  const between = bases.filter((base) => !same(base, sell) && !same(base, buy))
  return venues.flatMap((venue): Route[] => {
    const fees = venue.kind === 'v2' ? venue.fees.slice(0, 1) : venue.fees
    return [
      ...fees.map((fee) => ({ venue, tokens: [sell, buy], fees: [fee] })),
      ...between.flatMap((base) =>
        fees.flatMap((first) =>
          fees.map((second) => ({ venue, tokens: [sell, base, buy], fees: [first, second] })),
        ),
      ),
    ]
  })
}

/** The pools that a route passes, as keys. */
export const poolsOf = ({ venue, tokens, fees }: Route): string[] =>
  fees.map((fee, i) => {
    const pair = tokens.slice(i, i + 2).map((token) => token.toLowerCase())
    return `${venue.id} ${pair.sort().join(' ')} ${fee}`
  })
