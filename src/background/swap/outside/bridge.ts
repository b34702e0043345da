/**
 * Swaps to another network, by LI.FI and a bridge that it chooses. On this side everything is held to: where the
 * transaction goes, whom and which network it is for, what it takes. What arrives on the other side is promised by
 * others, and that is said.
 */
import { readBridgeCall } from '../../../ethereum/swap/outside-call.ts'
import { plainText } from '../../../ethereum/text.ts'
import type { Warning } from '../../../messaging/protocol.ts'
import { sameAddress } from '../../../shared/hex.ts'
import type { Services } from '../../services.ts'
import { lastsFor, type Quote, type QuoteSource, type SwapOrder } from '../source.ts'
import { AUTO, gasOf, isToken, LyingOfferError, NoOfferError, nameOf, saysNo } from './aggregator.ts'
import { followBridge } from './bridge-follow.ts'
import { askLifi, costsOf, LIFI_CHAINS, LIFI_ROUTER, type LifiQuote, sendable } from './lifi.ts'

const LABEL = 'LI.FI'
const LIFE_S = 45
const LONGEST_S = 86_400

export const bridge: QuoteSource = {
  id: 'lifi-bridge',
  label: LABEL,
  service: 'lifi',
  serves: (_services, { sell, buy, exact }) =>
    exact === 'in' &&
    sell.chainId !== buy.chainId &&
    LIFI_CHAINS[sell.chainId] !== undefined &&
    LIFI_CHAINS[buy.chainId] !== undefined,
  async quote(services, order, tell, signal) {
    const { sell, buy } = order
    const slippageBps = order.slippageBps ?? AUTO
    const asked = {
      services,
      order,
      chain: LIFI_CHAINS[sell.chainId] ?? '',
      sell: nameOf(sell.token),
      buy: nameOf(buy.token),
      slippageBps,
      signal,
    }
    const told = await askLifi(asked, LIFI_CHAINS[buy.chainId] ?? '').catch((error) => {
      throw saysNo(error) ? new NoOfferError(LABEL) : error
    })
    tell([checked(services, order, slippageBps, told)])
  },
  follow: followBridge,
}

function checked(services: Services, order: SwapOrder, slippageBps: number, told: LifiQuote): Quote {
  const { account, sell, buy, amount } = order
  const { estimate, transactionRequest } = told
  const transaction = sendable(told)
  const refuse = (what: string): never => {
    throw new LyingOfferError(LABEL, what)
  }
  const native = sell.token === 'native'
  const call = readBridgeCall(transaction.data) ?? refuse('does what this wallet cannot read')
  if (!sameAddress(transaction.to, LIFI_ROUTER)) refuse('goes to a contract that is not known as its router')
  if (!native && !sameAddress(estimate.approvalAddress, LIFI_ROUTER))
    refuse('wants your tokens allowed to an address that is not known as its router')
  if (!sameAddress(call.recipient, account)) refuse('pays somebody else')
  if (call.toChainId !== BigInt(buy.chainId)) refuse('is for another network')
  if (!isToken(sell.token, call.sell)) refuse('sells another token')
  if (estimate.fromAmount !== amount) refuse('is for another amount')
  if (!native && transaction.value !== 0n) refuse('takes coins that you do not sell')
  if (call.sold > amount || (native && transaction.value > amount)) refuse('takes more than you sell')
  const slip = BigInt(slippageBps)
  if (estimate.toAmountMin === 0n || estimate.toAmountMin > estimate.toAmount) refuse('makes no sense')
  // More may be lost on the way than the person lets be lost.
  if (estimate.toAmountMin < (estimate.toAmount * (9_900n - slip)) / 10_000n)
    refuse('may lose more than you allow')
  const seconds = /^\d{1,6}(?:\.\d+)?$/.test(estimate.executionDuration ?? '')
    ? Math.min(LONGEST_S, Math.ceil(Number(estimate.executionDuration)))
    : null
  const by = toolOf(told)
  return {
    source: bridge,
    kind: 'bridge',
    sellAmount: amount,
    buyAmount: estimate.toAmount,
    minReceived: estimate.toAmountMin,
    maxSold: amount,
    slippageBps,
    gas: gasOf(transactionRequest.gasLimit ?? null),
    fees: costsOf(told),
    route: [{ shareBps: 10_000, hops: [{ venue: by, fee: null, sell: sell.symbol, buy: buy.symbol }] }],
    poolImpactBps: null,
    spender: native ? null : LIFI_ROUTER,
    plan: { type: 'transaction', transaction },
    expiresAt: lastsFor(services, LIFE_S),
    seconds,
    warnings: [trust(services, order, by)],
  }
}

const toolOf = ({ tool }: LifiQuote): string => plainText(tool).slice(0, 30) || 'a bridge'

const trust = ({ networks }: Services, { sell, buy }: SwapOrder, by: string): Warning => ({
  rule: 'bridge-trust',
  severity: 'warning',
  title: `You trust ${by} with what you send.`,
  text: `What arrives on ${networks.need(buy.chainId).name} is promised by LI.FI and the bridge ${by}; nothing on ${networks.need(sell.chainId).name} holds them to it. Until it arrives the bridge has your money: if it is robbed or stops, it may be late or lost. Try a small amount first.`,
})
