/**
 * What a yes would sign, as an approval shows it with what the person chose by then: so that its hash can be held
 * against that of another screen. It is another one as soon as the nonce or a fee is another.
 */
import type {
  ApprovalEdits,
  ApprovalView,
  CallsApproval,
  TransactionApproval,
} from '../messaging/protocol.ts'
import { bytesToHex, type Hex } from '../shared/hex.ts'
import { type Authorization, authorizationDigest } from './authorization.ts'
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

/** The one transaction of a batch; null where there are several, and for what carries an authorization. */
export function callsToSign(
  { chainId, toSign, tier }: CallsApproval,
  edits: ApprovalEdits,
): UnsignedTransaction | null {
  if (toSign === undefined || toSign === null || toSign.delegateTo !== null) return null
  const { to, value, data, nonce, gas, prices } = toSign
  const fees = toFees(prices[edits.tier ?? tier])
  return { chainId, nonce, to, value: BigInt(value), data, gas: BigInt(gas), fees }
}

/** The authorization that a yes signs beside the transaction; null where there is none, or it is not known yet. */
export function authorizationToSign(approval: ApprovalView, edits: ApprovalEdits): Authorization | null {
  const found = authorizationOf(approval, edits)
  if (found === null) return null
  // The transaction takes its nonce before the authorization is looked at.
  return { chainId: approval.chainId, address: found.address, nonce: found.nonce + 1 }
}

function authorizationOf(approval: ApprovalView, edits: ApprovalEdits) {
  if (approval.kind === 'calls') {
    const { toSign } = approval
    if (toSign === undefined || toSign === null || toSign.delegateTo === null) return null
    return { address: toSign.delegateTo, nonce: toSign.nonce }
  }
  if (approval.kind !== 'transaction' || approval.delegateTo === undefined || approval.advanced === null)
    return null
  return { address: approval.delegateTo, nonce: edits.nonce ?? approval.advanced.nonce }
}

/** The 32 bytes that are signed. @throws EncodingError */
export const hashToSign = (tx: UnsignedTransaction): Hex => bytesToHex(transactionDigest(tx))
export const hashOfAuthorization = (authorization: Authorization): Hex =>
  bytesToHex(authorizationDigest(authorization))
