import { valueAt } from '../../typed-data-view.ts'
import type { SignatureFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** A message of a Safe that is a hash: an order or a right of the Safe can stand behind it. */
export const safeMessageHash: Rule<SignatureFacts> = {
  id: 'safe-message-hash',
  severity: 'danger',
  title: 'The Safe agrees to something that is not shown',
  check({ data: { message, primaryType } }) {
    const said = message !== null && primaryType === 'SafeMessage' ? valueAt(message, 'message') : undefined
    return said?.kind === 'bytes' && said.value.length === 66
      ? 'The message is a hash. It can stand for an order or a right over what the Safe holds. Sign it only if you know what it was made from, and compare it with what the other owners see.'
      : null
  },
}
