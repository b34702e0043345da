import { looksLikeTransaction } from '../../rlp.ts'
import type { Rule } from '../rule.ts'

/** The bytes of a message are put together like a transaction. */
export const messageTransaction: Rule<Uint8Array> = {
  id: 'message-transaction',
  severity: 'danger',
  title: 'The message looks like a transaction',
  check: (bytes) =>
    looksLikeTransaction(bytes)
      ? 'These bytes are put together like a transaction. No honest site needs them signed as a message. Reject this.'
      : null,
}
