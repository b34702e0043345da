import type { SignatureFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'
import { spendingOf } from '../spending.ts'

/** One signature for several tokens, and a spender whom the wallet does not know. */
export const permitMany: Rule<SignatureFacts> = {
  id: 'permit-many',
  severity: 'danger',
  title: 'Gives away several tokens with one signature',
  check({ data, at }) {
    const spending = spendingOf(data)
    if (spending === null || spending.revokes || spending.grants.length < 2) return null
    if (spending.spender !== null && at(spending.spender).isKnown) return null
    return `${spending.grants.length} tokens can be taken with it. This is how accounts are emptied with one click. Reject it unless you know the spender.`
  },
}
