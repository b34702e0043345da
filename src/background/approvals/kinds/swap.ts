/** What an approval of the wallet's own swap has beside others: what was offered, and that trying it shows no less. */

import { brokenPromise, type SwapPromise } from '../../../ethereum/swap/verify.ts'
import { isSameData, OTHER_PERMIT } from '../../../ethereum/swap/verify-permit.ts'
import { amountWords, swapTitle } from '../../../ethereum/swap/words.ts'
import type { BalanceChange, Looked, Part, RightChange } from '../../../messaging/protocol.ts'
import { WalletError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/hex.ts'
import type { Services } from '../../services.ts'
import type { Simulation } from '../../simulation/simulate.ts'
import { permitFor } from '../../swap/permit-for.ts'
import { afterPermit } from '../../swap/start.ts'
import type { CallsSubject, Subject, TransactionSubject } from '../entry.ts'
import { BlockedError } from '../errors.ts'
import type { EntryOf, Executed } from '../kinds.ts'

/** Why it does not give what was offered; null when it does, and for what is no swap. */
export const brokenSwap = (
  promise: SwapPromise | undefined,
  { changes, rights, looked }: { changes: BalanceChange[]; rights: RightChange[]; looked: Looked | null },
  simulation: Simulation | null,
): string | null =>
  promise === undefined
    ? null
    : brokenPromise(promise, {
        changes,
        rights,
        looked,
        differs: simulation?.differs ?? false,
        failure: simulation?.failure?.why ?? null,
      })

/** At the yes: a review may stand open for longer than its offer. @throws BlockedError */
export function requireInTime({ ports }: Services, promise: SwapPromise | undefined): void {
  const until = promise?.until
  if (until !== undefined && BigInt(until) * 1000n < BigInt(ports.clock.now()))
    throw new BlockedError('The time of this offer is over. Ask for a new quote.')
}

export const swapWords = (promise: SwapPromise): { kind: 'swap'; summary: Part[][] } => ({
  kind: 'swap',
  summary: [swapTitle(promise)],
})

/** Before anything is signed: from now on the swap is known by its transactions. */
export async function began(
  services: Services,
  { id, subject }: EntryOf<CallsSubject> | EntryOf<TransactionSubject>,
): Promise<void> {
  if (subject.swap !== undefined) await services.swaps.records.began(subject.swap.id, id)
}

type Shown = { changes: BalanceChange[]; rights: RightChange[]; looked: Looked | null }
type Signing = Extract<Subject, { kind: 'typed-data' }>

/**
 * Of a swap that is signed: what the signature lets others do must be what was offered; of a permit before a swap it
 * must be the one that the swap needs and the chain takes next, in every field.
 */
export async function brokenSignature(
  services: Services,
  { swap, account, chainId, json }: Signing,
  shown: Shown,
): Promise<string | null> {
  if (swap === undefined) return null
  if (swap.then.type === 'intent') return brokenSwap(swap.promise, shown, null)
  try {
    const wanted = await permitFor(services, swap, chainId, account)
    return wanted !== null && isSameData(json, wanted, chainId) ? null : OTHER_PERMIT
  } catch (error) {
    if (!(error instanceof WalletError)) throw error
    return 'The network does not tell which signature it takes next. Nothing is signed. Ask for a new quote.'
  }
}

/** Of the signature that takes an order back: which one that is, in the place of its number. */
export function takesBackWords({ state }: Services, id: string): Part[][] {
  const swap = state.swaps.get().find((one) => one.id === id)
  if (swap === undefined) return []
  const { sell, buy, sold, minReceived, label } = swap
  const amounts = [amountWords(sold, sell), amountWords(minReceived, buy)] as const
  const order: Part[] = [{ strong: amounts[0] }, ' for at least ', { strong: amounts[1] }]
  return [['Cancel your order at ', { strong: label }, ': ', ...order]]
}

/** The question that follows a permit, or the handing in of the swap or of what takes it back. */
export async function signedSwap(
  services: Services,
  { id }: { id: string },
  subject: Signing,
  signature: Hex,
): Promise<Executed> {
  const { orders } = services.swaps
  const { swap, takesBack } = subject
  if (takesBack !== undefined) await orders.takeBack(takesBack, signature)
  const next = afterPermit(subject, signature)
  if (next !== null) return { next }
  if (swap?.then.type !== 'intent') return { result: signature }
  const { source, state } = swap.then
  await orders.handIn(swap.promise.id, { consent: id, source, state, signature })
  return { result: signature }
}
