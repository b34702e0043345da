/** From a chosen offer to the question that the person answers. */

import { PERMIT2 } from '../../ethereum/known-contracts.ts'
import { permitData, withPermit } from '../../ethereum/swap/permit.ts'
import { permit2Data, withPermit2 } from '../../ethereum/swap/permit2.ts'
import type { SwapPromise } from '../../ethereum/swap/verify.ts'
import type { Hex } from '../../shared/hex.ts'
import type { CallsSubject, Subject, SwapSignature, TransactionSubject } from '../approvals/entry.ts'
import { ownTransaction } from '../approvals/own-transaction.ts'
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
  const before = allowanceCalls(order, offer)
  if (quote.plan.type === 'intent' && before.length > 0)
    return {
      swapId: null,
      approvalId: await services.queue.ask(
        null,
        callsSubject(sell.chainId, account, before, services.ports.randomId()),
      ),
    }
  const subject = subjectOf(order, offer, promiseOf(services, swapId, order, offer))
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
    takenBack: false,
    status: 'open',
    why: null,
  })
  return { swapId, approvalId: await services.queue.ask(null, subject) }
}

function subjectOf(order: SwapOrder, offer: Offer, swap: SwapPromise): Subject {
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
  const before = allowanceCalls(order, offer)
  if (plan.type === 'intent')
    return signed(plan.typedData, { type: 'intent', source: source.id, state: plan.state })
  const { transaction } = plan
  if (offer.allowance.via === 'permit' && offer.permit2 !== null) {
    const { permit2: permit } = offer
    const then = { type: 'permit2', transaction: toStored(transaction), permit, before } as const
    return signed(permit2Data(permit), then)
  }
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
  return swapSubject(sell.chainId, account, before, toStored(transaction), swap)
}

type Stored = ReturnType<typeof toStored>

const swapSubject = (
  chainId: number,
  account: Hex,
  before: readonly Stored[],
  transaction: Stored,
  swap: SwapPromise,
): Subject =>
  before.length === 0
    ? transactionSubject(chainId, account, transaction, swap)
    : callsSubject(chainId, account, [...before, transaction], swap.id, swap)

const callsSubject = (
  chainId: number,
  from: Hex,
  calls: Stored[],
  batchId: string,
  swap?: SwapPromise,
): CallsSubject => ({
  kind: 'calls',
  chainId,
  from,
  batchId,
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
  ...ownTransaction({ chainId, from, to, value, data }),
  ...(swap === undefined ? {} : { swap }),
})

/** What follows the signature of a permit. */
export function afterPermit({ chainId, account, swap }: TypedSubject, signature: Hex): Subject | null {
  if (swap === undefined || swap.then.type === 'intent') return null
  const { promise, then } = swap
  const { data } = then.transaction
  const [signed, before] =
    then.type === 'permit'
      ? [withPermit(data, then.permit, signature), []]
      : [withPermit2(data, then.permit, signature), then.before]
  return swapSubject(chainId, account, before, { ...then.transaction, data: signed }, promise)
}

function promiseOf(
  services: Services,
  id: string,
  { sell, buy, exact, deadline }: SwapOrder,
  { quote, allowance }: Offer,
): SwapPromise {
  const named = ({ token, symbol, decimals }: SwapOrder['sell']) => ({ token, symbol, decimals })
  return {
    id,
    source: quote.source.id,
    exact,
    sell: { ...named(sell), most: quote.maxSold.toString() },
    buy: { ...named(buy), least: quote.minReceived.toString() },
    ...spendersOf(allowance),
    until: (quote.deadline ?? deadline).toString(),
    ...(quote.kind === 'bridge' ? { elsewhere: true } : {}),
    // A strange token may keep a part of what the pools give: only trying it shows that.
    ...(quote.source.service === null && !isStrange(services, buy) ? { own: true } : {}),
  }
}

function spendersOf(allowance: Offer['allowance']): Pick<SwapPromise, 'spender' | 'through'> {
  if (allowance.via === 'none') return { spender: null }
  const { spender, permit2 } = allowance
  if (permit2 === undefined) return { spender }
  return { spender: permit2.approve ? PERMIT2 : null, ...(permit2.grant ? { through: spender } : {}) }
}
