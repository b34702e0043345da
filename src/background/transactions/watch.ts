/**
 * Follows pending transactions to their end. Looks every two seconds while the worker lives, and every half minute
 * by an alarm that wakes it; nothing runs while nothing is pending. A batch goes on from here too.
 */
import { type Hex, isHex, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { StoredTransaction } from '../state/schema.ts'
import { toBigint } from './look-into.ts'

const STEP_MS = 2_000
const ALARM_MS = 30_000
/** Time for a receipt to appear after the nonce was seen used: endpoints lag behind one another. */
const OVERTAKEN_MS = 60_000

export type Watch = {
  /** Something may be pending now: look soon. */
  wake(): void
  /** Looks at all of them once. */
  look(): Promise<void>
}

export function createWatch(services: () => Services): Watch {
  let cancel: (() => void) | null = null
  let looking: Promise<void> | null = null

  async function lookAll(): Promise<void> {
    const { transactions, batches } = services()
    await Promise.all(transactions.pending().map((one) => lookAt(one).catch(() => undefined)))
    await batches.advance()
  }
  const isBusy = () => services().transactions.pending().length > 0 || services().batches.isOpen()

  async function lookAt(transaction: StoredTransaction): Promise<void> {
    const { rpc, transactions, state, ports } = services()
    const { chainId, hash, from, nonce } = transaction
    const receipt = parseReceipt(await rpc.request(chainId, 'eth_getTransactionReceipt', [hash]), hash)
    const now = ports.clock.now()
    if (receipt !== null) {
      await transactions.finish({
        ...transaction,
        accepted: true,
        status: receipt.ok ? 'confirmed' : 'failed',
        fee: receipt.fee.toString(),
        minedAt: now,
        error: receipt.ok ? null : 'The contract refused it. The fee was paid, nothing else moved.',
      })
      return
    }
    const used = Number(toBigint(await rpc.request(chainId, 'eth_getTransactionCount', [from, 'latest'])))
    if (used <= nonce) {
      // Sent again when no endpoint has it: a restarted or pruned node forgets.
      const known = await rpc.request(chainId, 'eth_getTransactionByHash', [hash])
      if (known === null || known === undefined) await transactions.broadcast(transaction)
      return
    }
    const since = transaction.overtakenAt ?? now
    if (now - since >= OVERTAKEN_MS) {
      await transactions.finish({
        ...transaction,
        status: 'replaced',
        minedAt: now,
        error: 'Another transaction with the same number took its place.',
      })
    } else if (transaction.overtakenAt === null) {
      await state.pending.update((all) => ({
        ...all,
        [transaction.id]: { ...transaction, overtakenAt: now },
      }))
    }
  }

  function look(): Promise<void> {
    looking ??= lookAll().finally(() => {
      looking = null
      schedule()
    })
    return looking
  }

  function schedule(): void {
    const { ports } = services()
    cancel?.()
    cancel = null
    if (!isBusy()) {
      ports.clock.setAlarm('watch', null)
      return
    }
    ports.clock.setAlarm('watch', ports.clock.now() + ALARM_MS)
    cancel = ports.clock.after(STEP_MS, () => {
      look().catch(() => undefined)
    })
  }

  return {
    look,
    wake() {
      if (isBusy()) look().catch(() => undefined)
      else schedule()
    },
  }
}

/** @returns null while there is none, or when what came is not the receipt of `hash`. */
export function parseReceipt(raw: unknown, hash: Hex): { ok: boolean; fee: bigint } | null {
  if (typeof raw !== 'object' || raw === null) return null
  const field = (name: string): unknown => new Map<string, unknown>(Object.entries(raw)).get(name)
  const own = field('transactionHash')
  if (!isHex(own) || !sameAddress(own, hash)) return null
  const status = field('status')
  if (status !== '0x1' && status !== '0x0') return null
  const l1Fee = field('l1Fee')
  const fee =
    toBigint(field('gasUsed')) * toBigint(field('effectiveGasPrice') ?? '0x0') +
    (typeof l1Fee === 'string' ? toBigint(l1Fee) : 0n)
  return { ok: status === '0x1', fee }
}
