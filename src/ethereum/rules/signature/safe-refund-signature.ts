import { sameAddress } from '../../../shared/hex.ts'
import type { SignatureFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'
import { REFUND_TITLE, refundSaid } from '../safe-refund.ts'

/** A signature for a transaction of a Safe that pays for its gas; to somebody else, it is a danger. */
export const safeRefundSignature: Rule<SignatureFacts> = {
  id: 'safe-refund',
  severity: 'danger',
  title: REFUND_TITLE,
  check({ data: { message, primaryType }, account, context }) {
    if (message === null || primaryType !== 'SafeTx') return null
    return refundSaid(message, (one) => sameAddress(one, account), context)
  },
}
