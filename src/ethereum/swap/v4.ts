/**
 * Uniswap v4: pools without hooks, of the usual fees, in which the coin stands for itself. Whoever sells or buys its
 * wrapped token has the router unwrap before and wrap after.
 */
import { encodeAbiParameters } from 'viem/utils'
import { type Address, type Hex, sameAddress } from '../../shared/hex.ts'
import { ZERO_ADDRESS } from '../address.ts'
import type { Leg } from './router-call.ts'
import type { Route } from './venue.ts'

export const V4_PATH = {
  type: 'tuple[]',
  components: [
    { name: 'token', type: 'address' },
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
      { name: 'end', type: 'address' },
      { name: 'path', ...V4_PATH },
      { name: 'amount', type: 'uint128' },
      { name: 'limit', type: 'uint128' },
    ],
  },
] as const
const CURRENCY_AMOUNT = [{ type: 'address' }, { type: 'uint256' }] as const
const CURRENCY_TO_AMOUNT = [{ type: 'address' }, { type: 'address' }, { type: 'uint256' }] as const
const ACTIONS = [{ type: 'bytes' }, { type: 'bytes[]' }] as const

/** What v4 counts in. */
export const MOST_OF_V4 = 2n ** 128n - 1n
/** The spacing of ticks that goes with each of the usual fees. */
const SPACING: Readonly<Record<number, number>> = { 100: 1, 500: 10, 3000: 60, 10000: 200 }

/** As pools of v4 have it: the coin in the place of its wrapped token. */
const currency = (token: Address, { venue }: Route): Address =>
  isWrapped(token, venue) ? ZERO_ADDRESS : token
export const isWrapped = (token: Address | undefined, { wrapped }: Route['venue']): boolean =>
  token !== undefined && wrapped !== undefined && sameAddress(token, wrapped)

/**
 * The end whose amount is exact, and the pools between: each names the token on its other side, in the order of the
 * swap. https://docs.uniswap.org/contracts/v4
 */
export function pathOfV4(route: Route, exact: 'in' | 'out') {
  const all = route.tokens.map((token) => currency(token, route))
  const end = (exact === 'in' ? all[0] : all.at(-1)) ?? ZERO_ADDRESS
  const others = exact === 'in' ? all.slice(1) : all.slice(0, -1)
  const path = others.map((token, i) => {
    const fee = route.fees[i] ?? 0
    return { token, fee, spacing: SPACING[fee] ?? 0, hooks: ZERO_ADDRESS, data: '0x' as const }
  })
  return { end, path }
}

/**
 * The input of the step V4_SWAP: swap, pay what is owed, take what was bought. Its limit is held by the swap itself and
 * once more by what is paid or taken.
 * @param to who takes what was bought: whoever calls, or the router
 */
export function v4Program({ route, amount, limit }: Leg, exact: 'in' | 'out', to: Address | 'caller'): Hex {
  const { end, path } = pathOfV4(route, exact)
  const [sold, bought] = [route.tokens[0], route.tokens.at(-1)].map((token) =>
    token === undefined ? ZERO_ADDRESS : currency(token, route),
  ) as [Address, Address]
  const [most, least] = exact === 'in' ? [amount, limit] : [limit, amount]
  const take =
    to === 'caller'
      ? encodeAbiParameters(CURRENCY_AMOUNT, [bought, least])
      : // All of it: its least was held by the swap.
        encodeAbiParameters(CURRENCY_TO_AMOUNT, [bought, to, 0n])
  // SWAP_EXACT_IN or SWAP_EXACT_OUT, SETTLE_ALL, TAKE_ALL or TAKE
  const actions: Hex = `0x${exact === 'in' ? '07' : '09'}0c${to === 'caller' ? '0f' : '0e'}`
  return encodeAbiParameters(ACTIONS, [
    actions,
    [
      encodeAbiParameters(SWAP, [{ end, path, amount, limit }]),
      encodeAbiParameters(CURRENCY_AMOUNT, [sold, most]),
      take,
    ],
  ])
}
