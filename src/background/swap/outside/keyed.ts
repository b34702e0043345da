/**
 * 0x, Swap API version 2 (https://0x.org/docs), by AllowanceHolder, and 1inch, Classic Swap version 6.1
 * (https://business.1inch.com/portal/documentation): each with keys of the person's own, in a header.
 */
import * as v from 'valibot'
import { wordsOf } from '../../../ethereum/swap/calldata-words.ts'
import { type Address, isHex, sameAddress } from '../../../shared/hex.ts'
import type { Services } from '../../services.ts'
import { type Aggregator, NoOfferError } from './aggregator.ts'
import { address, amount, MOST_BYTES, transaction as sent } from './answer.ts'

const quote = v.variant('liquidityAvailable', [
  v.object({ liquidityAvailable: v.literal(false) }),
  v.object({
    liquidityAvailable: v.literal(true),
    sellAmount: amount,
    buyAmount: amount,
    issues: v.object({ allowance: v.nullish(v.object({ spender: address })) }),
    transaction: v.intersect([sent, v.object({ gas: v.nullish(amount) })]),
  }),
])

/** 0x's registry of the contracts that settle: the newest by `ownerOf(2)`, the one before it by `prev(2)`. */
const REGISTRY = '0x00000000000004533Fe15556B1E086BB1A72cEae'
const TAKER_SUBMITTED = '2'.padStart(64, '0')

async function isSettler({ rpc }: Services, chainId: number, target: Address): Promise<boolean> {
  for (const selector of ['0x6352211e', '0xe2603dc2']) {
    const call = { to: REGISTRY, data: `${selector}${TAKER_SUBMITTED}` }
    const named = await rpc.request(chainId, 'eth_call', [call, 'latest']).catch(() => null)
    if (
      isHex(named) &&
      named.length === 66 &&
      sameAddress(wordsOf(`0x00000000${named.slice(2)}`).address(0), target)
    )
      return true
  }
  return false
}

export const zeroEx: Aggregator = {
  id: 'zerox',
  label: '0x',
  router: '0x0000000000001fF3684f28c67538d4D072C22734',
  chains: { 1: '1', 10: '10', 56: '56', 137: '137', 8453: '8453', 42161: '42161', 43114: '43114' },
  vouches: isSettler,
  async offer({ services, order, chain, sell, buy, slippageBps, signal }) {
    const query = new URLSearchParams({
      chainId: chain,
      sellToken: sell,
      buyToken: buy,
      sellAmount: String(order.amount),
      taker: order.account,
      slippageBps: String(slippageBps),
    })
    const told = await services.providers.ask.json(
      'zerox',
      quote,
      (key) => ({
        url: `https://api.0x.org/swap/allowance-holder/quote?${query}`,
        headers: { '0x-api-key': key ?? '', '0x-version': 'v2' },
      }),
      { exact: true, most: MOST_BYTES, signal },
    )
    if (!told.liquidityAvailable) throw new NoOfferError('0x')
    const { sellAmount, buyAmount, issues, transaction } = told
    const { to, data, value } = transaction
    return {
      sellAmount,
      buyAmount,
      transaction: { to, data, value },
      spender: issues.allowance?.spender ?? null,
      gas: transaction.gas ?? null,
    }
  },
}

const swap = v.object({
  dstAmount: amount,
  tx: v.intersect([sent, v.object({ gas: v.nullish(amount) })]),
})

export const oneInch: Aggregator = {
  id: 'oneinch',
  label: '1inch',
  router: '0x111111125421cA6dc452d289314280a0f8842A65',
  chains: {
    1: '1',
    10: '10',
    56: '56',
    100: '100',
    137: '137',
    8453: '8453',
    42161: '42161',
    43114: '43114',
    59144: '59144',
  },
  async offer({ services, order, chain, sell, buy, slippageBps, signal }) {
    const query = new URLSearchParams({
      src: sell,
      dst: buy,
      amount: String(order.amount),
      from: order.account,
      origin: order.account,
      slippage: String(slippageBps / 100),
      // The account may not have allowed the token yet.
      disableEstimate: 'true',
      allowPartialFill: 'false',
      // Without its functions for single pools, whose calldata does not name what is bought.
      compatibility: 'true',
      includeGas: 'true',
    })
    const { dstAmount, tx } = await services.providers.ask.json(
      'oneinch',
      swap,
      (key) => ({
        url: `https://api.1inch.com/swap/v6.1/${chain}/swap?${query}`,
        headers: { authorization: `Bearer ${key ?? ''}` },
      }),
      { exact: true, most: MOST_BYTES, signal },
    )
    return {
      sellAmount: order.amount,
      buyAmount: dstAmount,
      transaction: { to: tx.to, data: tx.data, value: tx.value },
      spender: null,
      gas: tx.gas ?? null,
    }
  },
}
