/**
 * Uniswap v4: pools without hooks, of the usual fees, in which the coin stands for itself. Its router runs a program:
 * swap, pay what was taken, take what was bought, all for and to whoever calls.
 */
import { encodeAbiParameters } from 'viem/utils'
import { type Address, type Hex, sameAddress } from '../../shared/hex.ts'
import { ZERO_ADDRESS } from '../address.ts'
import type { Leg, RouterOrder } from './router-call.ts'
import type { Route } from './venue.ts'

export const V4_PATH = {
  type: 'tuple[]',
  components: [
    { name: 'to', type: 'address' },
    { name: 'fee', type: 'uint24' },
    { name: 'spacing', type: 'int24' },
    { name: 'hooks', type: 'address' },
    { name: 'data', type: 'bytes' },
  ],
} as const
const SWAP = [
  {
    type: 'tuple',
    components: [
      { name: 'from', type: 'address' },
      { name: 'path', ...V4_PATH },
      { name: 'amount', type: 'uint128' },
      { name: 'limit', type: 'uint128' },
    ],
  },
] as const
const CURRENCY_AMOUNT = [{ type: 'address' }, { type: 'uint256' }] as const
const ACTIONS = [{ type: 'bytes' }, { type: 'bytes[]' }] as const
const EXECUTE = [{ type: 'bytes' }, { type: 'bytes[]' }, { type: 'uint256' }] as const

/** SWAP_EXACT_IN, SETTLE_ALL, TAKE_ALL */
const PROGRAM: Hex = '0x070c0f'
const V4_SWAP: Hex = '0x10'
/** The spacing of ticks that goes with each of the usual fees. */
const SPACING: Readonly<Record<number, number>> = { 100: 1, 500: 10, 3000: 60, 10000: 200 }

/** As pools of v4 have it: the coin in the place of its wrapped token. */
const currency = (token: Address, { venue }: Route): Address =>
  venue.wrapped !== undefined && sameAddress(token, venue.wrapped) ? ZERO_ADDRESS : token

export function pathOfV4(route: Route) {
  const [from = ZERO_ADDRESS, ...rest] = route.tokens.map((token) => currency(token, route))
  const path = rest.map((to, i) => {
    const fee = route.fees[i] ?? 0
    return { to, fee, spacing: SPACING[fee] ?? 0, hooks: ZERO_ADDRESS, data: '0x' as const }
  })
  return { from, path }
}

/** Of an exact amount in that sells the coin. @throws TypeError for any other */
export function universalCall(
  { exact, coin, deadline }: RouterOrder,
  { route, amount, limit }: Leg,
): { data: Hex; value: bigint } {
  if (exact !== 'in' || coin !== 'sell') throw new TypeError('another router')
  const { from, path } = pathOfV4(route)
  const bought = path.at(-1)?.to ?? ZERO_ADDRESS
  const program = encodeAbiParameters(ACTIONS, [
    PROGRAM,
    [
      encodeAbiParameters(SWAP, [{ from, path, amount, limit }]),
      encodeAbiParameters(CURRENCY_AMOUNT, [from, amount]),
      encodeAbiParameters(CURRENCY_AMOUNT, [bought, limit]),
    ],
  ])
  // execute(bytes,bytes[],uint256)
  const data = encodeAbiParameters(EXECUTE, [V4_SWAP, [program], deadline])
  return { data: `0x3593564c${data.slice(2)}`, value: amount }
}
