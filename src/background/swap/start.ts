/** From a chosen offer to the question that the person answers. */
import { permitData, withPermit } from '../../ethereum/swap/permit.ts'
import type { SwapPromise } from '../../ethereum/swap/verify.ts'
import type { Hex } from '../../shared/hex.ts'
import type { CallsSubject, Subject, SwapSignature, TransactionSubject } from '../approvals/entry.ts'
import type { Services } from '../services.ts'
import { allowanceCalls } from './allowance.ts'
import type { Offer } from './show.ts'
import type { SwapOrder, SwapTransaction } from './source.ts'
import { isStrange } from './try-out.ts'

type TypedSubject = Extract<Subject, { kind: 'typed-data' }>

/** @returns the question, and the swap that it is of; none for an allowance that comes before an order */
export async function startSwap(
  services: Services,
  order: SwapOrder,
  offer: Offer,
): Promise<{ approvalId: string; swapId: string | null }> {
  const swapId = services.ports.randomId()
  const { sell, buy, account } = order
  const { quote } = offer
  const before = allowanceCalls(order, offer.allowance)
  if (quote.plan.type === 'intent' && before.length > 0)
    return { swapId: null, approvalId: await services.queue.ask(null, callsSubject(services, order, before)) }
  const subject = subjectOf(services, order, offer, promiseOf(services, swapId, order, offer))
  await services.swaps.records.add({
    id: swapId,
    at: services.ports.clock.now(),
    kind: quote.kind,
    source: quote.source.id,
    label: quote.source.label,
    account,
    sell,
    buy,
    sold: quote.sellAmount.toString(),
    received: null,
    offered: quote.buyAmount.toString(),
    minReceived: quote.minReceived.toString(),
    deadline: quote.deadline === undefined ? null : Number(quote.deadline),
    consent: null,
    ref: null,
    status: 'open',
    why: null,
  })
  return { swapId, approvalId: await services.queue.ask(null, subject) }
}

function subjectOf(services: Services, order: SwapOrder, offer: Offer, swap: SwapPromise): Subject {
  const { account, sell } = order
  const { plan, source } = offer.quote
  const signed = (json: string, then: SwapSignature['then']): TypedSubject => ({
    kind: 'typed-data',
    account,
    chainId: sell.chainId,
    json,
    version: 4,
    swap: { promise: swap, then },
  })
  const before = allowanceCalls(order, offer.allowance)
  if (plan.type === 'intent')
    return signed(plan.typedData, { type: 'intent', source: source.id, state: plan.state })
  const { transaction } = plan
  if (offer.allowance.via === 'permit' && offer.permits !== null && sell.token !== 'native') {
    const { spender, amount } = offer.allowance
    const permit = {
      chainId: sell.chainId,
      token: sell.token,
      owner: account,
      spender,
      value: amount,
      deadline: (offer.quote.deadline ?? order.deadline).toString(),
    }
    const then = { type: 'permit', transaction: toStored(transaction), permit } as const
    return signed(permitData(permit, offer.permits), then)
  }
  const only = transactionSubject(sell.chainId, account, toStored(transaction), swap)
  if (before.length === 0) return only
  return callsSubject(services, order, [...before, toStored(transaction)], swap)
}

type Call = { to: Hex; value: string; data: Hex }

const callsSubject = (
  services: Services,
  { sell, account }: SwapOrder,
  calls: Call[],
  swap?: SwapPromise,
): CallsSubject => ({
  kind: 'calls',
  chainId: sell.chainId,
  from: account,
  batchId: swap?.id ?? services.ports.randomId(),
  calls,
  atomicRequired: false,
  asItIs: true,
  ...(swap === undefined ? {} : { swap }),
})

export const toStored = ({ to, data, value }: SwapTransaction) => ({ to, data, value: value.toString() })

export const transactionSubject = (
  chainId: number,
  from: Hex,
  { to, data, value }: { to: Hex; data: Hex; value: string },
  swap?: SwapPromise,
): TransactionSubject => ({
  kind: 'transaction',
  chainId,
  from,
  to,
  value,
  data,
  gas: null,
  legacy: false,
  accessList: null,
  ...(swap === undefined ? {} : { swap }),
})

/** What follows the signature of a permit. */
export function afterPermit(subject: TypedSubject, signature: Hex): Subject | null {
  const { swap } = subject
  if (swap?.then.type !== 'permit') return null
  const { transaction, permit } = swap.then
  const data = withPermit(transaction.data, permit, signature)
  return transactionSubject(subject.chainId, subject.account, { ...transaction, data }, swap.promise)
}

function promiseOf(
  services: Services,
  id: string,
  { sell, buy, exact }: SwapOrder,
  { quote, allowance }: Offer,
): SwapPromise {
  const named = ({ token, symbol, decimals }: SwapOrder['sell']) => ({ token, symbol, decimals })
  return {
    id,
    source: quote.source.id,
    exact,
    sell: { ...named(sell), most: quote.maxSold.toString() },
    buy: { ...named(buy), least: quote.minReceived.toString() },
    spender: allowance.via === 'none' ? null : allowance.spender,
    ...(quote.kind === 'bridge' ? { elsewhere: true } : {}),
    // A strange token may keep a part of what the pools give: only trying it shows that.
    ...(quote.source.service === null && !isStrange(services, buy) ? { own: true } : {}),
  }
}
