import type { SignatureFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'
import { spendingOf } from '../spending.ts'

/** The spender of a permit is no contract but somebody's account. A payment by signature (EIP-3009) may go to one. */
export const permitToAccount: Rule<SignatureFacts> = {
  id: 'permit-to-account',
  severity: 'danger',
  title: 'The right goes to a person, not to a contract',
  check({ data, at }) {
    const spending = spendingOf(data)
    if (spending?.spender == null || spending.revokes || at(spending.spender).isContract !== false)
      return null
    const pays = /WithAuthorization$/.test(data.primaryType)
    return pays
      ? {
          severity: 'warning',
          title: 'This signature is a payment',
          text: `Whoever holds it can have the tokens sent to ${spending.spender}. Check the address and the amount.`,
        }
      : `No contract stands at ${spending.spender}: somebody can take your tokens by hand. Honest sites never ask for this. Reject it.`
  },
}
