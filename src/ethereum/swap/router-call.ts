/**
 * Calldata of a swap, bound by a deadline, with a minimum (or maximum) of each route. What is bought goes to the account,
 * and to nobody else. Uniswap's SwapRouter02, the one before it, and those that are built like them, take one or two
 * routes in one call.
 */
import { encodeAbiParameters } from 'viem/utils'
import type { Address, Hex } from '../../shared/hex.ts'
import { ZERO_ADDRESS } from '../address.ts'
import { oldRouterCall } from './old-router-call.ts'
import { packedPath } from './quote-call.ts'
import { universalCall } from './universal-call.ts'
import type { Route } from './venue.ts'

/** The router itself, as it writes that. */
const ROUTER = { router02: '0x0000000000000000000000000000000000000002', router01: ZERO_ADDRESS } as const
const V3 = [
  {
    type: 'tuple',
    components: [
      { name: 'path', type: 'bytes' },
      { name: 'recipient', type: 'address' },
      { name: 'amount', type: 'uint256' },
      { name: 'limit', type: 'uint256' },
    ],
  },
] as const
const V3_UNTIL = [
  {
    type: 'tuple',
    components: [
      { name: 'path', type: 'bytes' },
      { name: 'recipient', type: 'address' },
      { name: 'deadline', type: 'uint256' },
      { name: 'amount', type: 'uint256' },
      { name: 'limit', type: 'uint256' },
    ],
  },
] as const
const V2 = [{ type: 'uint256' }, { type: 'uint256' }, { type: 'address[]' }, { type: 'address' }] as const
const UINT_ADDRESS = [{ type: 'uint256' }, { type: 'address' }] as const
const MULTICALL = [{ type: 'uint256' }, { type: 'bytes[]' }] as const
const MULTICALL_01 = [{ type: 'bytes[]' }] as const

/** `amount` is the exact side, `limit` the least that comes out or the most that goes in. */
export type Leg = { route: Route; amount: bigint; limit: bigint }

export type RouterOrder = {
  account: Address
  exact: 'in' | 'out'
  legs: readonly Leg[]
  /** Seconds since 1970. */
  deadline: bigint
  /** The coin itself is sold or bought, not its wrapped token. */
  coin: 'sell' | 'buy' | null
}

const call = (selector: Hex, args: Hex): Hex => `${selector}${args.slice(2)}`
const sum = (legs: readonly Leg[], side: 'amount' | 'limit') => legs.reduce((all, leg) => all + leg[side], 0n)

function legCall(
  { route, amount, limit }: Leg,
  { exact, deadline }: Pick<RouterOrder, 'exact' | 'deadline'>,
  recipient: Address,
): Hex {
  if (route.venue.kind === 'v2')
    // swapExactTokensForTokens, swapTokensForExactTokens (uint256,uint256,address[],address)
    return call(
      exact === 'in' ? '0x472b43f3' : '0x42712a67',
      encodeAbiParameters(V2, [amount, limit, [...route.tokens], recipient]),
    )
  if (route.venue.style === 'router01')
    // exactInput, exactOutput ((bytes,address,uint256,uint256,uint256))
    return call(
      exact === 'in' ? '0xc04b8d59' : '0xf28c0498',
      encodeAbiParameters(V3_UNTIL, [{ path: packedPath(route, exact), recipient, deadline, amount, limit }]),
    )
  // exactInput, exactOutput ((bytes,address,uint256,uint256))
  return call(
    exact === 'in' ? '0xb858183f' : '0x09b81346',
    encodeAbiParameters(V3, [{ path: packedPath(route, exact), recipient, amount, limit }]),
  )
}

export function routerCall(order: RouterOrder): { data: Hex; value: bigint } {
  const { account, exact, legs, coin } = order
  const [first] = legs
  if (first === undefined) throw new TypeError('a swap without a route')
  const { style } = first.route.venue
  if (style === 'universal') return universalCall(order)
  if (style !== 'router02' && style !== 'router01') return oldRouterCall(order, first)
  const calls = legs.map((leg) => legCall(leg, order, coin === 'buy' ? ROUTER[style] : account))
  if (coin === 'buy') {
    const least = sum(legs, exact === 'in' ? 'limit' : 'amount')
    // unwrapWETH9(uint256,address)
    calls.push(call('0x49404b7c', encodeAbiParameters(UINT_ADDRESS, [least, account])))
  }
  // refundETH(): what an exact amount out did not take.
  if (coin === 'sell' && exact === 'out') calls.push('0x12210e8a')
  const value = coin === 'sell' ? sum(legs, exact === 'in' ? 'amount' : 'limit') : 0n
  // multicall(bytes[]), multicall(uint256,bytes[])
  const data =
    style === 'router01'
      ? call('0xac9650d8', encodeAbiParameters(MULTICALL_01, [calls]))
      : call('0x5ae401dc', encodeAbiParameters(MULTICALL, [order.deadline, calls]))
  return { data, value }
}
