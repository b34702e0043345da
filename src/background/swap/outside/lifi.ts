/** LI.FI's quotes (https://docs.li.fi): swaps on one network. Those to another one are in bridge.ts. */
import * as v from 'valibot'
import { plainText } from '../../../ethereum/text.ts'
import { type Aggregator, type Asked, LyingOfferError } from './aggregator.ts'
import { address, amount, calldata, MOST_BYTES } from './answer.ts'

export const LIFI_ROUTER = '0x1231DEB6f5749EF6cE6943a275A1D3E7486F4EaE'
export const LIFI_CHAINS: Readonly<Record<number, string>> = {
  1: '1',
  10: '10',
  56: '56',
  100: '100',
  137: '137',
  8453: '8453',
  42161: '42161',
  43114: '43114',
  534352: '534352',
}
const MOST_COSTS = 20
/** LI.FI writes the coin so. */
const COIN = '0x0000000000000000000000000000000000000000'

const token = v.object({ address, symbol: v.pipe(v.string(), v.maxLength(40)), decimals: v.string() })
const quote = v.object({
  tool: v.pipe(v.string(), v.maxLength(60)),
  action: v.object({ fromChainId: v.string(), toChainId: v.string() }),
  estimate: v.object({
    fromAmount: amount,
    toAmount: amount,
    toAmountMin: amount,
    approvalAddress: address,
    executionDuration: v.optional(v.string()),
    feeCosts: v.optional(
      v.pipe(
        v.array(
          v.object({
            name: v.pipe(v.string(), v.maxLength(60)),
            amount,
            included: v.optional(v.boolean()),
            token,
          }),
        ),
        v.maxLength(MOST_COSTS),
      ),
    ),
  }),
  transactionRequest: v.object({
    to: address,
    data: calldata,
    value: amount,
    chainId: v.string(),
    gasLimit: v.optional(amount),
  }),
})
export type LifiQuote = v.InferOutput<typeof quote>

/** No integrator and no fee are named; the route is the one that gives most. */
export async function askLifi({ services, order, chain, slippageBps, signal }: Asked, toChain: string) {
  const query = new URLSearchParams({
    fromChain: chain,
    toChain,
    fromToken: order.sell.token === 'native' ? COIN : order.sell.token,
    toToken: order.buy.token === 'native' ? COIN : order.buy.token,
    fromAmount: String(order.amount),
    fromAddress: order.account,
    toAddress: order.account,
    slippage: String(slippageBps / 10_000),
    order: 'CHEAPEST',
  })
  const told = await services.providers.ask.json(
    'lifi',
    quote,
    () => ({ url: `https://li.quest/v1/quote?${query}` }),
    { exact: true, most: MOST_BYTES, signal },
  )
  const { action, transactionRequest } = told
  if (action.fromChainId !== chain || action.toChainId !== toChain || transactionRequest.chainId !== chain)
    throw new LyingOfferError('LI.FI', 'is for another network')
  return told
}

export const sendable = ({ transactionRequest: { to, data, value } }: LifiQuote) => ({ to, data, value })

/** What others keep of it, out of the amounts that are shown. */
export const costsOf = ({ estimate }: LifiQuote) =>
  (estimate.feeCosts ?? [])
    .filter(({ included }) => included !== false)
    .flatMap(({ name, amount: taken, token: { symbol, decimals } }) =>
      /^\d{1,2}$/.test(decimals)
        ? [{ label: plainText(name), amount: taken, symbol: plainText(symbol), decimals: Number(decimals) }]
        : [],
    )

export const lifi: Aggregator = {
  id: 'lifi',
  label: 'LI.FI',
  router: LIFI_ROUTER,
  chains: LIFI_CHAINS,
  async offer(asked) {
    const told = await askLifi(asked, asked.chain)
    const { estimate, transactionRequest } = told
    return {
      sellAmount: estimate.fromAmount,
      buyAmount: estimate.toAmount,
      transaction: sendable(told),
      spender: estimate.approvalAddress,
      gas: transactionRequest.gasLimit ?? null,
      fees: costsOf(told),
    }
  },
}
