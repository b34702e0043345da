/** The network's coin and its wrapped token, one for one: `deposit` and `withdraw` of WETH9. */
import { encodeAbiParameters } from 'viem/utils'
import type { Hex } from '../../shared/hex.ts'
import { marketOf } from './markets.ts'
import type { Quote, QuoteSource } from './source.ts'
import { lastsFor } from './source.ts'

const UINT = [{ type: 'uint256' }] as const
const GAS = 46_000n

export const wrap: QuoteSource = {
  id: 'wrap',
  label: 'Wrapped coin',
  service: null,
  serves: (_services, { sell, buy }) =>
    sell.chainId === buy.chainId && (sell.token === 'native') !== (buy.token === 'native'),
  async quote(services, order, tell) {
    const market = await marketOf(services.ports, order.sell.chainId)
    const token = order.sell.token === 'native' ? order.buy.token : order.sell.token
    if (market === null || token.toLowerCase() !== market.wrapped.toLowerCase()) return
    const { amount } = order
    const wraps = order.sell.token === 'native'
    const data: Hex = wraps ? '0xd0e30db0' : `0x2e1a7d4d${encodeAbiParameters(UINT, [amount]).slice(2)}`
    const quote: Quote = {
      source: wrap,
      kind: 'wrap',
      sellAmount: amount,
      buyAmount: amount,
      minReceived: amount,
      maxSold: amount,
      slippageBps: 0,
      gas: GAS,
      fees: [],
      route: [],
      poolImpactBps: 0,
      spender: null,
      plan: { type: 'transaction', transaction: { to: market.wrapped, data, value: wraps ? amount : 0n } },
      expiresAt: lastsFor(services, 3_600),
      seconds: null,
      warnings: [],
    }
    tell([quote])
  },
}
