/** Calldata for routers that take one route a call: Uniswap's second, its forks, and those with two kinds of curves. */
import { encodeAbiParameters } from 'viem/utils'
import type { Hex } from '../../shared/hex.ts'
import { curvesOf } from './quote-call.ts'
import type { Leg, RouterOrder } from './router-call.ts'

const UINT = { type: 'uint256' } as const
const ADDRESS = { type: 'address' } as const
const PATH = { type: 'address[]' } as const
const CURVES = {
  type: 'tuple[]',
  components: [
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'stable', type: 'bool' },
    { name: 'factory', type: 'address' },
  ],
} as const

type Selectors = Record<'token' | 'sell' | 'buy', Hex>

/**
 * By what is the coin itself. For an exact amount in those that let a token take a fee of its own:
 * swapExactTokensForTokensSupportingFeeOnTransferTokens and the like; else swapTokensForExactTokens and the like.
 */
const IN: Readonly<Record<'v2' | 'joe' | 'solidly', Selectors>> = {
  v2: { token: '0x5c11d795', sell: '0xb6f9de95', buy: '0x791ac947' },
  joe: { token: '0x5c11d795', sell: '0xc57559dd', buy: '0x762b1562' },
  solidly: { token: '0x88cd821e', sell: '0x3da5acba', buy: '0x12bc3aca' },
}
const OUT: Readonly<Record<'v2' | 'joe', Selectors>> = {
  v2: { token: '0x8803dbee', sell: '0xfb3bdb41', buy: '0x4a25d94a' },
  joe: { token: '0x8803dbee', sell: '0x8a657e67', buy: '0x7a42416a' },
}

/** @throws TypeError for an order that no such router takes */
export function oldRouterCall(
  { account, exact, coin, deadline }: RouterOrder,
  { route, amount, limit }: Leg,
): { data: Hex; value: bigint } {
  const { style } = route.venue
  if (style === 'router02' || style === 'router01' || style === 'universal')
    throw new TypeError('another router')
  if (style === 'solidly' && exact === 'out') throw new TypeError('another router')
  const selector = (exact === 'in' || style === 'solidly' ? IN[style] : OUT[style])[coin ?? 'token']
  // The coin that is sold goes along, and is no argument.
  const amounts = coin !== 'sell' ? [amount, limit] : exact === 'in' ? [limit] : [amount]
  const types = amounts.map(() => UINT)
  const args =
    style === 'solidly'
      ? encodeAbiParameters(
          [...types, CURVES, ADDRESS, UINT],
          [...amounts, curvesOf(route), account, deadline],
        )
      : encodeAbiParameters(
          [...types, PATH, ADDRESS, UINT],
          [...amounts, [...route.tokens], account, deadline],
        )
  return {
    data: `${selector}${args.slice(2)}`,
    value: coin === 'sell' ? (exact === 'in' ? amount : limit) : 0n,
  }
}
