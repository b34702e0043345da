import {
  authorizationToSign,
  callsToSign,
  hashOfAuthorization,
  hashToSign,
  transactionToSign,
} from '../../ethereum/to-sign.ts'
import type { UnsignedTransaction } from '../../ethereum/transaction.ts'
import type { ApprovalEdits, ApprovalView, Detail } from '../../messaging/protocol.ts'

/** `note`: what is to be known of the hashes. */
export type ToSign = { rows: Detail[]; note: string }

/** The hash of exactly what a yes signs now, and what it is made of besides the request: for another screen. */
export function toSignOf(approval: ApprovalView, edits: ApprovalEdits): ToSign | null {
  if (approval.kind !== 'transaction' && approval.kind !== 'calls') return null
  const authorization = authorizationToSign(approval, edits)
  if (authorization !== null)
    return {
      rows: [
        { label: 'Authorization, hash to sign', value: hashOfAuthorization(authorization), mono: true },
        { label: 'Code of', value: authorization.address, mono: true },
        { label: 'Nonce of the authorization', value: String(authorization.nonce) },
      ],
      note: 'The transaction carries the signed authorization, so its own hash is known only when both are signed.',
    }
  if (approval.kind === 'calls' && approval.toSign === null)
    return {
      rows: [],
      note: 'Each step is a transaction of its own and gets its gas limit when its turn comes: its hash is known only then.',
    }
  const tx = approval.kind === 'calls' ? callsToSign(approval, edits) : transactionToSign(approval, edits)
  const rows = tx === null ? [] : rowsOf(tx)
  return rows.length === 0 ? null : { rows, note: 'The hash is another one when the nonce or a fee changes.' }
}

function rowsOf(tx: UnsignedTransaction): Detail[] {
  const hash = hashOrNull(tx)
  if (hash === null) return []
  const { fees } = tx
  const prices: Detail[] =
    fees.type === 'legacy'
      ? [{ label: 'Gas price, in wei', value: fees.gasPrice.toString() }]
      : [
          { label: 'Most per gas, in wei', value: fees.maxFeePerGas.toString() },
          { label: 'Tip per gas, in wei', value: fees.maxPriorityFeePerGas.toString() },
        ]
  return [
    { label: 'Hash to sign', value: hash, mono: true },
    { label: 'Nonce', value: String(tx.nonce) },
    { label: 'Gas limit', value: tx.gas.toString() },
    ...prices,
  ]
}

/** What is half typed makes no transaction. */
function hashOrNull(tx: UnsignedTransaction) {
  try {
    return hashToSign(tx)
  } catch {
    return null
  }
}
