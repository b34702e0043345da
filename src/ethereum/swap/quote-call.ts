/** Asks a venue what a route would give or take, and reads its answer. */
import { encodeAbiParameters } from 'viem/utils'
import type { Address, Hex } from '../../shared/hex.ts'
import { pathOfV4, V4_PATH } from './v4.ts'
import { EVEN, type Route } from './venue.ts'

const AMOUNT_PATH = [{ type: 'uint256' }, { type: 'address[]' }] as const
const BYTES_AMOUNT = [{ type: 'bytes' }, { type: 'uint256' }] as const

const AMOUNT_CURVES = [
  { type: 'uint256' },
  {
    type: 'tuple[]',
    components: [
      { name: 'from', type: 'address' },
      { name: 'to', type: 'address' },
      { name: 'stable', type: 'bool' },
      { name: 'factory', type: 'address' },
    ],
  },
] as const

const V4_QUOTE = [
  {
    type: 'tuple',
    components: [
      { name: 'end', type: 'address' },
      { name: 'path', ...V4_PATH },
      { name: 'amount', type: 'uint128' },
    ],
  },
] as const

/** The hops as routers of curves take them. */
export const curvesOf = ({ venue, tokens, fees }: Route) =>
  fees.flatMap((fee, i) => {
    const [from, to] = tokens.slice(i, i + 2)
    if (from === undefined || to === undefined || venue.factory === undefined) return []
    return [{ from, to, stable: fee === EVEN, factory: venue.factory }]
  })

/** Token, fee (three bytes), token … in the order of the swap; the other way round for an exact amount out. */
export function packedPath({ tokens, fees }: Pick<Route, 'tokens' | 'fees'>, exact: 'in' | 'out'): Hex {
  const [path, between] = exact === 'in' ? [tokens, fees] : [tokens.toReversed(), fees.toReversed()]
  const parts = path.map((token, i) => {
    const fee = between[i]
    return token.slice(2) + (fee === undefined ? '' : fee.toString(16).padStart(6, '0'))
  })
  return `0x${parts.join('').toLowerCase()}`
}

export function quoteCall(route: Route, exact: 'in' | 'out', amount: bigint): { to: Address; data: Hex } {
  const { venue } = route
  if (venue.kind === 'v4') {
    // quoteExactInput, quoteExactOutput ((address,(address,uint24,int24,address,bytes)[],uint128))
    const selector = exact === 'in' ? '0xca253dc9' : '0x147d2af9'
    const args = encodeAbiParameters(V4_QUOTE, [{ ...pathOfV4(route, exact), amount }])
    return { to: venue.quoter, data: `${selector}${args.slice(2)}` }
  }
  if (venue.kind === 'solidly') {
    // getAmountsOut(uint256,(address,address,bool,address)[])
    const args = encodeAbiParameters(AMOUNT_CURVES, [amount, curvesOf(route)])
    return { to: venue.quoter, data: `0x5509a1ac${args.slice(2)}` }
  }
  if (venue.kind === 'v2') {
    // getAmountsOut(uint256,address[]), getAmountsIn(uint256,address[])
    const selector = exact === 'in' ? '0xd06ca61f' : '0x1f00ca74'
    const args = encodeAbiParameters(AMOUNT_PATH, [amount, [...route.tokens]])
    return { to: venue.quoter, data: `${selector}${args.slice(2)}` }
  }
  // quoteExactInput(bytes,uint256), quoteExactOutput(bytes,uint256)
  const selector = exact === 'in' ? '0xcdca1753' : '0x2f80bb1d'
  const args = encodeAbiParameters(BYTES_AMOUNT, [packedPath(route, exact), amount])
  return { to: venue.quoter, data: `${selector}${args.slice(2)}` }
}

/** Base units that come out, or go in for an exact amount out; null for no such pool, or too little in it. */
export function quoteAnswer({ venue }: Route, exact: 'in' | 'out', answer: Hex | null): bigint | null {
  if (answer === null || answer.length < 2 + 64) return null
  const words = (answer.length - 2) / 64
  // Of the quoter only the first word is the same in its first and its second version.
  const at = venue.kind === 'v3' || venue.kind === 'v4' ? 0 : exact === 'in' ? Math.floor(words) - 1 : 2
  const word = answer.slice(2 + at * 64, 2 + (at + 1) * 64)
  const amount = word.length === 64 ? BigInt(`0x${word}`) : 0n
  return amount === 0n ? null : amount
}

/** Gas of a swap without its hops, and of a hop where the quoter does not tell. */
const GAS = { base: 80_000n, v2: 75_000n, v3: 110_000n, solidly: 110_000n, v4: 90_000n }

/** Where quoters tell what their pools take: the second version of v3's, and v4's. */
const GAS_WORD = { v3: 3, v4: 1, v2: null, solidly: null }

/** What a swap over the route takes, as an estimate. */
export function quoteGas({ venue, fees }: Route, answer: Hex | null): bigint {
  const at = GAS_WORD[venue.kind]
  const told = at !== null && answer !== null && answer.length >= 2 + (at + 1) * 64
  const pools = told ? BigInt(`0x${answer.slice(2 + at * 64, 2 + (at + 1) * 64)}`) : 0n
  if (pools > 0n && pools < 5_000_000n) return GAS.base + pools
  return GAS.base + GAS[venue.kind] * BigInt(fees.length)
}
