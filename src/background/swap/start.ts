/** From a chosen offer to the question that the person answers. */
import type { SwapPromise } from '../../ethereum/swap/verify.ts'
import { InternalError } from '../../shared/errors.ts'
import type { CallsSubject, TransactionSubject } from '../approvals/entry.ts'
import type { Services } from '../services.ts'
import { allowanceCalls } from './allowance.ts'
import type { Offer } from './show.ts'
import type { SwapOrder, SwapTransaction } from './source.ts'

/** @throws WalletError when the source does not give what it offered */
export async function startSwap(
  services: Services,
  order: SwapOrder,
  offer: Offer,
): Promise<{ approvalId: string; swapId: string }> {
  const swapId = services.ports.randomId()
  const transaction = await built(services, order, offer)
  const before = allowanceCalls(order, offer.allowance)
  const swap = promiseOf(swapId, order, offer)
  const { chainId } = order.sell
  const shared = { chainId, from: order.account, swap }
  const one: TransactionSubject = {
    ...shared,
    kind: 'transaction',
    to: transaction.to,
    value: transaction.value.toString(),
    data: transaction.data,
    gas: null,
    legacy: false,
    accessList: null,
  }
  const { to, data, value } = transaction
  const many: CallsSubject = {
    ...shared,
    kind: 'calls',
    batchId: swapId,
    calls: [...before, { to, value: value.toString(), data }],
    atomicRequired: false,
    asItIs: true,
  }
  return { swapId, approvalId: await services.queue.ask(null, before.length === 0 ? one : many) }
}

async function built(services: Services, order: SwapOrder, { quote }: Offer): Promise<SwapTransaction> {
  const { plan, source } = quote
  if (plan.type === 'transaction') return plan.transaction
  if (plan.type === 'build' && source.build !== undefined)
    return source.build(services, order, plan.state, AbortSignal.timeout(20_000))
  throw new InternalError('This offer cannot be carried out.')
}

function promiseOf(id: string, { sell, buy }: SwapOrder, { quote }: Offer): SwapPromise {
  const named = ({ token, symbol, decimals }: SwapOrder['sell']) => ({ token, symbol, decimals })
  return {
    id,
    source: quote.source.id,
    sell: { ...named(sell), most: quote.maxSold.toString() },
    buy: { ...named(buy), least: quote.minReceived.toString() },
    spender: quote.spender,
    ...(quote.kind === 'bridge' ? { elsewhere: true } : {}),
    ...(quote.source.service === null ? { own: true } : {}),
  }
}
