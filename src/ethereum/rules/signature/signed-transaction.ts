import { valueAt } from '../../typed-data-view.ts'
import type { SignatureFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

const FIELDS = ['txType', 'from', 'to', 'nonce', 'value', 'data']

/** The typed data is a transaction of a network that takes those (zkSync): whoever holds it can send it. */
export const signedTransaction: Rule<SignatureFacts> = {
  id: 'signed-transaction',
  severity: 'danger',
  title: 'This signature is a transaction',
  check: ({ data: { message } }) =>
    message !== null && FIELDS.every((name) => valueAt(message, name) !== undefined)
      ? 'Whoever holds it can send it at once, on the network that it is for. Candor did not try what it does. Reject it unless you came to send exactly this.'
      : null,
}
