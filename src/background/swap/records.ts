/**
 * How swaps stand, from the review to what was truly received. A record is stored before its question is asked, and
 * knows the consent that its transactions are of before the first is signed.
 */

import { whyFailed } from '../../ethereum/swap/why-failed.ts'
import type { Move, SwapView } from '../../messaging/protocol.ts'
import { isHex, sameAddress, toQuantity } from '../../shared/hex.ts'
import type { Entry } from '../approvals/entry.ts'
import type { Services } from '../services.ts'
import type { StoredTransaction } from '../state/schema.ts'
import type { StoredSwap } from '../state/swap-fields.ts'

export type SwapRecords = {
  add(swap: StoredSwap): Promise<void>
  /** The yes of an approval stands for it. */
  began(id: string, consent: string): Promise<void>
  patch(id: string, change: Partial<StoredSwap>): Promise<void>
  /** Transactions have ended: those of swaps say what came of them. */
  ended(transactions: readonly StoredTransaction[]): Promise<void>
  /** The chain took back what had ended a swap: it is open again. */
  undone(transaction: StoredTransaction): Promise<void>
  /** Newest first. */
  views(): SwapView[]
}

const MOST_KEPT = 30

export function createRecords(services: () => Services): SwapRecords {
  const field = () => services().state.swaps
  const patch = async (id: string, change: Partial<StoredSwap>) => {
    await field().update((now) => {
      const at = now.findIndex((one) => one.id === id)
      return at < 0 ? now : now.map((one, i) => (i === at ? { ...one, ...change } : one))
    })
  }

  /** Which of its steps a transaction is; null for one that is none. */
  function stepOf({ consent }: StoredSwap, { approvalId }: StoredTransaction): 'last' | 'before' | null {
    if (consent === null) return null
    if (approvalId === consent) return 'last'
    if (!approvalId.startsWith(`${consent}:`)) return null
    const count = services().state.callBatches.get()[consent]?.count ?? 1
    return approvalId === `${consent}:${count - 1}` ? 'last' : 'before'
  }

  /** What became of its content: of one that another took the place of, that other one. */
  async function outcomeOf(ended: StoredTransaction, all: readonly StoredTransaction[]) {
    if (ended.status !== 'replaced' || ended.replacedBy === null) return ended
    const isWinner = ({ id }: StoredTransaction) => id === ended.replacedBy
    const winner = all.find(isWinner) ?? (await services().history.find(ended.from, isWinner))
    if (winner === undefined) return ended
    return winner.replaces?.how === 'cancel' ? { ...ended, error: 'You cancelled it.' } : winner
  }

  async function settle(swap: StoredSwap, one: StoredTransaction): Promise<void> {
    if (one.status === 'failed' || one.status === 'dropped') {
      const words = one.error ?? 'The network did not take it.'
      const why =
        one.block === null ? words : whyFailed(words, await isLate(services(), swap, one.block.number))
      await patch(swap.id, { status: 'failed', why })
    } else if (one.status === 'replaced')
      await patch(swap.id, { status: 'cancelled', why: one.error ?? 'Another transaction took its place.' })
    else if (swap.kind === 'bridge') await patch(swap.id, { ref: one.hash })
    else {
      const sold = movedBy(one.moves, swap.sell)
      await patch(swap.id, {
        status: 'confirmed',
        why: null,
        ...(sold < 0n ? { sold: (-sold).toString() } : {}),
        received: receivedBy(swap, one.moves),
      })
    }
  }

  const promisedIn = ({ subject }: Entry): string | undefined => {
    if (subject.kind === 'typed-data') return subject.swap?.promise.id
    return subject.kind === 'transaction' || subject.kind === 'calls' ? subject.swap?.id : undefined
  }

  function view(swap: StoredSwap, asked: ReadonlySet<string | undefined>): SwapView {
    const { id, kind, label, account, sell, buy, sold, received, offered, minReceived, at } = swap
    const amounts = { sold, received, offered, minReceived }
    const until = swap.deadline === null ? null : swap.deadline * 1000
    const { takenBack, ref } = swap
    const hash = kind === 'bridge' && isHex(ref) ? ref : null
    const base = { id, kind, source: label, account, sell, buy, ...amounts, takenBack, hash, until, at }
    if (swap.status !== 'open') return { ...base, status: swap.status, why: swap.why }
    if (asked.has(id)) return { ...base, status: 'review', why: null }
    const { consent } = swap
    const batch = consent === null ? undefined : services().state.callBatches.get()[consent]
    if (batch !== undefined && (batch.end === 'stopped' || batch.end === 'failed'))
      return { ...base, status: 'failed', why: batch.why }
    if (batch !== undefined && batch.end === null && batch.count > 1)
      return { ...base, status: 'pending', why: `Step ${batch.next + 1} of ${batch.count}.` }
    if (consent !== null || swap.ref !== null) return { ...base, status: 'pending', why: swap.why }
    return { ...base, status: 'cancelled', why: null }
  }

  return {
    patch,
    async add(swap) {
      // What is under way is followed to its end, however much is looked at meanwhile.
      await field().update((now) => [
        swap,
        ...now.filter((one, i) => i < MOST_KEPT - 1 || (one.status === 'open' && one.consent !== null)),
      ])
    },
    began: (id, consent) => patch(id, { consent }),
    async ended(transactions) {
      for (const swap of field().get()) {
        if (swap.status !== 'open') continue
        for (const one of transactions) {
          const step = stepOf(swap, one)
          if (step === null) continue
          const outcome = await outcomeOf(one, transactions)
          // The batch goes on with what took the place of a step, as with the step itself.
          if (step === 'before' && outcome.status === 'confirmed') continue
          await settle(swap, outcome)
          break
        }
      }
    },
    async undone(transaction) {
      for (const swap of field().get())
        if ((swap.status === 'confirmed' || swap.status === 'failed') && stepOf(swap, transaction) === 'last')
          await patch(swap.id, { status: 'open', why: null, received: null })
    },
    views() {
      const asked = new Set(Object.values(services().state.entries.get()).map(promisedIn))
      return field()
        .get()
        .map((swap) => view(swap, asked))
    },
  }
}

/** Whether a block was made after the deadline. */
async function isLate(services: Services, { deadline, sell }: StoredSwap, block: number): Promise<boolean> {
  if (deadline === null) return false
  const raw = await services.rpc
    .request(sell.chainId, 'eth_getBlockByNumber', [toQuantity(block), false])
    .catch(() => null)
  const time = typeof raw === 'object' && raw !== null && 'timestamp' in raw ? raw.timestamp : null
  return isHex(time) && BigInt(time) > BigInt(deadline)
}

const movedBy = (moves: readonly Move[], { token }: StoredSwap['sell']): bigint =>
  moves.reduce((sum, move) => (sameAddress(move.token, token) ? sum + BigInt(move.amount) : sum), 0n)

/** Wrapping logs no transfer, and is one for one. */
function receivedBy(swap: StoredSwap, moves: readonly Move[]): string | null {
  const got = movedBy(moves, swap.buy)
  if (got > 0n) return got.toString()
  return swap.kind === 'wrap' ? swap.offered : null
}
