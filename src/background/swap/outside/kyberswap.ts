/** KyberSwap's Aggregator API, version 1 (https://docs.kyberswap.com): a route, which goes back to it to be written out. */
import * as v from 'valibot'
import { ServiceError } from '../../providers/errors.ts'
import { markNumbers, unmarkNumbers } from '../../providers/json.ts'
import type { Aggregator } from './aggregator.ts'
import { address, amount, calldata, MOST_BYTES } from './answer.ts'

const LABEL = 'KyberSwap'
const ROOT = 'https://aggregator-api.kyberswap.com'
const MOST_GAS_TEXT = 20

const routes = v.object({
  code: v.literal(0),
  data: v.object({ routeSummary: v.looseObject({ amountIn: amount, amountOut: amount }) }),
})
const built = v.object({
  code: v.literal(0),
  data: v.object({
    amountIn: amount,
    amountOut: amount,
    gas: v.optional(v.pipe(v.string(), v.maxLength(MOST_GAS_TEXT))),
    data: calldata,
    routerAddress: address,
    transactionValue: v.optional(amount),
  }),
})

export const kyberSwap: Aggregator = {
  id: 'kyberswap',
  label: LABEL,
  router: '0x6131B5fae19EA4f9D964eAc0408E4408b66337b5',
  chains: {
    1: 'ethereum',
    10: 'optimism',
    56: 'bsc',
    137: 'polygon',
    8453: 'base',
    42161: 'arbitrum',
    43114: 'avalanche',
    59144: 'linea',
    534352: 'scroll',
  },
  async offer({ services, order, chain, sell, buy, slippageBps, signal }) {
    const { ask } = services.providers
    const headers = { 'x-client-id': 'candor' }
    const options = { most: MOST_BYTES, signal }
    const path = `tokenIn=${sell}&tokenOut=${buy}&amountIn=${order.amount}&gasInclude=true`
    const found = await ask.raw(
      'kyberswap',
      () => ({ url: `${ROOT}/${chain}/api/v1/routes?${path}`, headers }),
      options,
    )
    const routeSummary = summaryOf(found.bytes)
    const body = {
      routeSummary,
      sender: order.account,
      recipient: order.account,
      slippageTolerance: slippageBps,
      deadline: Number(order.deadline),
    }
    const { data: done } = await ask.json(
      'kyberswap',
      built,
      () => ({
        url: `${ROOT}/${chain}/api/v1/route/build`,
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: unmarkNumbers(JSON.stringify(body)),
      }),
      options,
    )
    const value = done.transactionValue ?? (order.sell.token === 'native' ? order.amount : 0n)
    return {
      sellAmount: done.amountIn,
      buyAmount: done.amountOut,
      transaction: { to: done.routerAddress, data: done.data, value },
      spender: done.routerAddress,
      gas: /^\d+$/.test(done.gas ?? '') ? BigInt(done.gas ?? 0) : null,
    }
  },
}

/** As it came, to the last digit: it is signed by a checksum. */
function summaryOf(bytes: Uint8Array): unknown {
  let answer: { data: { routeSummary: object } }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    v.parse(routes, JSON.parse(text))
    answer = JSON.parse(markNumbers(text))
  } catch {
    throw new ServiceError(LABEL, 'unreadable')
  }
  return answer.data.routeSummary
}
