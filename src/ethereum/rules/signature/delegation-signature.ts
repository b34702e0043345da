import type { SignatureFacts } from '../facts.ts'
import { addressIn } from '../read.ts'
import type { Rule } from '../rule.ts'

/** Somebody may act as the account: a delegation, a session key, an authorization of code. */
export const delegationSignature: Rule<SignatureFacts> = {
  id: 'delegation-signature',
  severity: 'danger',
  title: 'Lets somebody act in your name',
  check({ data: { message, primaryType }, account }) {
    if (message === null) return null
    const whom = addressIn(message, 'delegate') ?? addressIn(message, 'delegatee')
    const authority = /^(?:Delegation|DelegationWithSig|Authorization|SessionKey|EnableSession)$/
    if (whom === null ? primaryType !== 'Authorization' : !authority.test(primaryType)) return null
    return whom === account
      ? null
      : `${whom ?? 'Whoever holds it'} could do things with your account without asking you again. Reject this unless you set it up yourself.`
  },
}
