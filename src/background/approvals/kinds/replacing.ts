/** The words of a transaction that takes the place of another, or fills the gap before it. */
import type { Part, TransactionApproval, TransactionKind } from '../../../messaging/protocol.ts'
import type { Services } from '../../services.ts'
import type { TransactionSubject } from '../entry.ts'

type Told = {
  kind: TransactionKind
  summary: Part[][]
  /** As the activity tells it. */
  title: Part[]
  view: NonNullable<TransactionApproval['replaces']>
  /** The batch that the other is of. */
  batch: string | null
}

/** @returns null for one that takes the place of none; also when the other is pending no more */
export function replacing(services: Services, { replaces, nonce }: TransactionSubject): Told | null {
  if (nonce !== undefined)
    return {
      kind: 'cancel',
      summary: [
        ['Fill the missing nonce ', { strong: String(nonce) }],
        [
          'Sends nothing to yourself. The network takes your transactions in the order of their nonces: those after this one wait for it.',
        ],
      ],
      title: ['Filled the missing nonce ', { strong: String(nonce) }],
      view: { nonce, how: 'fill' },
      batch: null,
    }
  if (replaces === undefined) return null
  const old = services.transactions.pending().find((one) => one.id === replaces.id)
  if (old === undefined) return null
  const view = { nonce: old.nonce, how: replaces.how }
  if (old.kind === 'cancel' || replaces.how === 'speed-up')
    return {
      kind: old.kind,
      summary: [
        ['Speed up “', ...old.title, '”'],
        [
          'It pays a higher fee, so that the network takes it in the place of the one that waits. Only one of the two can happen.',
        ],
      ],
      title: old.title,
      view,
      batch: old.batch,
    }
  return {
    kind: 'cancel',
    summary: [
      ['Cancel “', ...old.title, '”'],
      [
        'It sends nothing, and pays a higher fee to take the place of the one that waits. If that one is confirmed first, it cannot be taken back.',
      ],
    ],
    title: ['Cancellation of “', ...old.title, '”'],
    view,
    batch: old.batch,
  }
}
