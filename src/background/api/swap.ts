/** What our own pages ask about swaps. */
import * as v from 'valibot'
import type { SwapApi, SwapAsked, TokenId } from '../../messaging/protocol.ts'
import type { Services } from '../services.ts'
import { address, amount } from '../state/schema.ts'
import { maxToSell } from '../swap/max.ts'
import { type Endpoint, endpoint } from './api.ts'

const chainId = v.pipe(v.number(), v.integer(), v.minValue(1))
const token: v.GenericSchema<unknown, TokenId> = v.union([v.literal('native'), address])
const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))

const asked: v.GenericSchema<unknown, SwapAsked> = v.object({
  chainId,
  buyChainId: chainId,
  account: address,
  sell: token,
  buy: token,
  exact: v.picklist(['in', 'out']),
  amount,
  slippageBps: v.union([v.literal('auto'), whole(1, 5000)]),
  deadlineMinutes: whole(1, 180),
})
const id = v.pipe(v.string(), v.maxLength(100))

export function swapApi(services: Services): {
  [N in keyof SwapApi]: Endpoint<SwapApi[N][0], SwapApi[N][1]>
} {
  const { swaps } = services
  return {
    'swap.ask': endpoint(asked, (p) => swaps.ask(p)),
    'swap.quotes': endpoint(v.object({ id, seen: v.number() }), (p) => swaps.quotes(p.id, p.seen)),
    'swap.stop': endpoint(v.object({ id }), async (p) => {
      swaps.stop(p.id)
      return null
    }),
    'swap.start': endpoint(v.object({ id, quoteId: id }), (p) => swaps.start(p.id, p.quoteId)),
    'swap.cancel': endpoint(v.object({ id, how: v.picklist(['signature', 'transaction']) }), (p) =>
      swaps.orders.cancel(p.id, p.how),
    ),
    'swap.max': endpoint(v.object({ chainId, account: address, sell: token }), (p) => maxToSell(services, p)),
  }
}
