/**
 * Velora's Market API (https://developers.velora.xyz, ParaSwap before), version 6.2: price and transaction in one
 * question. Only its generic functions are asked for, whose calldata says who is paid and the least of it.
 */
import * as v from 'valibot'
import { type Aggregator, LyingOfferError } from './aggregator.ts'
import { address, amount, MOST_BYTES, transaction } from './answer.ts'

const told = v.object({
  priceRoute: v.object({
    network: v.string(),
    srcAmount: amount,
    destAmount: amount,
    gasCost: v.optional(v.string()),
    tokenTransferProxy: address,
  }),
  txParams: v.intersect([transaction, v.object({ chainId: v.string() })]),
})

export const velora: Aggregator = {
  id: 'velora',
  label: 'Velora',
  router: '0x6A000F20005980200259B80c5102003040001068',
  exactOut: true,
  chains: {
    1: '1',
    10: '10',
    56: '56',
    100: '100',
    137: '137',
    8453: '8453',
    42161: '42161',
    43114: '43114',
  },
  async offer({ services, order, chain, sell, buy, slippageBps, signal }) {
    const exactIn = order.exact === 'in'
    const query = new URLSearchParams({
      srcToken: sell,
      srcDecimals: String(order.sell.decimals),
      destToken: buy,
      destDecimals: String(order.buy.decimals),
      amount: String(order.amount),
      side: exactIn ? 'SELL' : 'BUY',
      network: chain,
      slippage: String(slippageBps),
      userAddress: order.account,
      version: '6.2',
      includeContractMethods: exactIn ? 'swapExactAmountIn' : 'swapExactAmountOut',
    })
    const { priceRoute: price, txParams } = await services.providers.ask.json(
      'velora',
      told,
      () => ({ url: `https://api.paraswap.io/swap?${query}` }),
      { exact: true, most: MOST_BYTES, signal },
    )
    if (price.network !== chain || txParams.chainId !== chain)
      throw new LyingOfferError('Velora', 'is for another network')
    return {
      sellAmount: price.srcAmount,
      buyAmount: price.destAmount,
      transaction: { to: txParams.to, data: txParams.data, value: txParams.value },
      spender: price.tokenTransferProxy,
      gas: /^\d{1,9}$/.test(price.gasCost ?? '') ? BigInt(price.gasCost ?? 0) : null,
    }
  },
}
