/**
 * The transaction that a yes would have signed, as an approval shows it with what the person chose by then: so that
 * its hash can be held against that of another screen. It is another one as soon as the nonce or a fee is another.
 */
import type { ApprovalEdits, TransactionApproval } from '../messaging/protocol.ts'
import { bytesToHex, type Hex } from '../shared/hex.ts'
import { toFees } from './custom-fees.ts'
import { highestGasPrice } from './fees.ts'
import { transactionDigest, type UnsignedTransaction } from './transaction.ts'

/** Null while it is not known, and for what carries a signed authorization (EIP-7702), which is made at the yes. */
export function transactionToSign(
  { chainId, to, data, advanced, unsigned, tier }: TransactionApproval,
  edits: ApprovalEdits,
): UnsignedTransaction | null {
  if (advanced === null || unsigned === undefined) return null
  const speed = edits.tier ?? tier
  const fees = toFees(edits.fees ?? advanced.prices[speed])
  const gas = BigInt(edits.gas ?? advanced.gas)
  const left = BigInt(unsigned.balance) - gas * highestGasPrice(fees) - BigInt(advanced.l1Fee)
  const value = unsigned.isMax ? left : BigInt(unsigned.value)
  if (value < 0n) return null
  return {
    chainId,
    nonce: edits.nonce ?? advanced.nonce,
    to,
    value,
    data,
    gas,
    fees,
    ...(unsigned.accessList === null ? {} : { accessList: unsigned.accessList }),
  }
}

/** The 32 bytes that are signed. @throws EncodingError */
export const hashToSign = (tx: UnsignedTransaction): Hex => bytesToHex(transactionDigest(tx))
