/** Where tokens are swapped on chain, as public/venues.json lists it, and the ways through its pools. */
import type { Address } from '../../shared/hex.ts'

export type Venue = {
  id: string
  name: string
  /**
   * `v2`: pairs of reserves; `v3`: concentrated liquidity in pools of a fee; `solidly`: pairs of one of two curves, told
   * apart by their fee (EVEN for tokens of one worth); `v4`: as v3, with the coin itself in its pools, none with hooks.
   */
  kind: 'v2' | 'v3' | 'solidly' | 'v4'
  /** How its router is called: as SwapRouter02, as SwapRouter before it, as Uniswap's second, as that with AVAX in its names, with curves, or as a program. */
  style: 'router02' | 'router01' | 'v2' | 'joe' | 'solidly' | 'universal'
  /** Answers what a swap would give. */
  quoter: Address
  /** Carries it out. */
  router: Address
  /** Hundredths of a basis point; of `v2` its one fee. What tells its pools apart. */
  fees: readonly number[]
  /** Its pools are told apart by the spacing of their ticks, not by their fee. */
  spacings?: true
  /** A router that swaps over the same pools and takes tokens through Permit2. */
  universal?: Address
  /** Of `v4`, in whose pools the coin stands in the place of this token. */
  wrapped?: Address
  /** Of `solidly`, whose pools are meant. */
  factory?: Address
}

/** The fee that stands for the curve of tokens of one worth. */
export const EVEN = 100

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

/** Of each hop, in hundredths of a basis point. Pools of the closest ticks are those of tokens of one worth. */
export const feesOf = ({ venue, fees }: Route): readonly number[] =>
  venue.spacings ? fees.map((spacing) => (spacing === 1 ? 100 : 3000)) : fees

/** Several routes go in one call. */
export const takesMany = ({ style }: Venue): boolean => style === 'router02' || style === 'router01'

const same = (a: Address, b: Address) => a.toLowerCase() === b.toLowerCase()

/** Every way of one or two hops. */
export function routesOf(
  { venues, bases }: Market,
  sell: Address,
  buy: Address,
  exact: 'in' | 'out',
): Route[] {
  const between = bases.filter((base) => !same(base, sell) && !same(base, buy))
  return venues.flatMap((venue): Route[] => {
    // Its routers know no exact amount out.
    if (venue.kind === 'solidly' && exact === 'out') return []
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
