import type { Value } from '../../typed-data-values.ts'
import type { SignatureFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Somebody may make a call in the account's name (ERC-2771 and other meta-transactions). */
export const signedCall: Rule<SignatureFacts> = {
  id: 'signed-call',
  severity: 'warning',
  title: 'Lets somebody send a call in your name',
  check({ data: { message, primaryType } }) {
    const forwards = /^(?:ForwardRequest|MetaTransaction|Forward|RelayRequest|Execute|ExecuteWithSig)$/
    return message !== null &&
      (forwards.test(primaryType) || (/meta/i.test(primaryType) && hasBytes(message)))
      ? 'The call counts as yours. Check in the details what it does, and sign only if you came for it.'
      : null
  },
}

const hasBytes = (value: Value): boolean =>
  value.kind === 'bytes' || (value.kind === 'struct' && value.fields.some((field) => hasBytes(field.value)))
