/**
 * Swaps that are signed and carried out by others: handing them in, and taking them back. What an order is called is
 * stored before it is handed in, so that it is followed whatever happens then: it never counts as failed while
 * somebody may have it.
 */
import { InternalError, InvalidParamsError, WalletError } from '../../shared/errors.ts'
import type { Hex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { StoredSwap } from '../state/swap-fields.ts'
import { NotTakenBackError, NotTakenError } from './errors.ts'
import type { SwapRecords } from './records.ts'
import type { QuoteSource } from './source.ts'
import { sourceOf } from './sources.ts'
import { toStored, transactionSubject } from './start.ts'

/** The signed order, and the consent that it was signed by. */
export type Signed = { consent: string; source: string; state: string; signature: Hex }

export type Orders = {
  /** A signed order, to its source. */
  handIn(swapId: string, signed: Signed): Promise<void>
  /**
   * Asks the owner to take an open order back: at its source alone by a signature, or on the network by a transaction
   * that holds against everybody. @throws InvalidParamsError when there is nothing to cancel
   */
  cancel(id: string, how: 'signature' | 'transaction'): Promise<{ approvalId: string }>
  /** The signed taking back, to its source. @throws NotTakenBackError */
  takeBack(id: string, signature: Hex): Promise<void>
  /** @throws InvalidParamsError for one that is over */
  needOpen(id: string): StoredSwap
}

/** @param changed something is to be followed now */
export function createOrders(services: () => Services, records: SwapRecords, changed: () => void): Orders {
  const find = (id: string) =>
    services()
      .state.swaps.get()
      .find((one) => one.id === id)

  function needOpen(id: string): StoredSwap {
    const swap = find(id)
    if (swap?.kind !== 'intent' || swap.status !== 'open' || swap.ref === null)
      throw new InvalidParamsError('There is no open order to cancel.')
    return swap
  }

  async function submit(swapId: string, source: QuoteSource, { consent, state, signature }: Signed) {
    if (source.refOf === undefined || source.submit === undefined)
      throw new InternalError('There is nobody to hand this swap in to. Nothing was sold.')
    const isFirst = find(swapId)?.ref == null
    const { service } = source
    if (isFirst && service !== null && !services().providers.isAllowed(service))
      throw new NotTakenError(source.label)
    await records.patch(swapId, { consent, ref: source.refOf(state) })
    try {
      await source.submit(services(), state, signature)
    } catch (error) {
      // Handed in once more, its no may be to this one and not to the one before.
      if (!(error instanceof NotTakenError) || isFirst) throw error
    }
  }

  return {
    needOpen,
    async handIn(swapId, signed) {
      const source = sourceOf(signed.source)
      try {
        if (source === undefined) throw new InternalError('This swap is of nobody. Nothing was sold.')
        await submit(swapId, source, signed)
      } catch (error) {
        const isCertain = error instanceof NotTakenError || find(swapId)?.ref == null
        const why = error instanceof WalletError ? error.shortMessage : 'It could not be handed in.'
        if (isCertain) await records.patch(swapId, { status: 'failed', why })
        else changed()
        throw error
      }
      changed()
    },

    async cancel(id, how) {
      const swap = needOpen(id)
      const { account } = swap
      const { chainId } = swap.sell
      const source = sourceOf(swap.source)
      const none = () => new InvalidParamsError('There is no open order to cancel.')
      if (how === 'signature') {
        const json = source?.takeBackData?.(swap)
        if (json === undefined) throw none()
        const subject = { kind: 'typed-data', account, chainId, json, version: 4, takesBack: id } as const
        return { approvalId: await services().queue.ask(null, subject) }
      }
      const ends = source?.cancel?.(swap)
      if (!ends) throw none()
      const subject = transactionSubject(chainId, account, toStored(ends))
      return { approvalId: await services().queue.ask(null, subject) }
    },

    async takeBack(id, signature) {
      const swap = needOpen(id)
      const source = sourceOf(swap.source)
      if (source?.takeBack === undefined) throw new NotTakenBackError(swap.label)
      await source.takeBack(services(), swap, signature)
      await records.patch(id, { takenBack: true })
      changed()
    },
  }
}
