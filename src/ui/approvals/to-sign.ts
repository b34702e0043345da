import { hashToSign, transactionToSign } from '../../ethereum/to-sign.ts'
import type { UnsignedTransaction } from '../../ethereum/transaction.ts'
import type { ApprovalEdits, Detail, TransactionApproval } from '../../messaging/protocol.ts'

/** The hash of exactly what a yes signs now, and what it is made of besides the request: for another screen. */
export function rowsToSign(approval: TransactionApproval, edits: ApprovalEdits): Detail[] {
  const tx = transactionToSign(approval, edits)
  const hash = tx === null ? null : hashOrNull(tx)
  if (tx === null || hash === null) return []
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
