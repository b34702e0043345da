import type { SignatureFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'
import { spendingOf } from '../spending.ts'

/** A domain that is not signed lets whoever holds the signature show it anywhere. */
export const unboundSignature: Rule<SignatureFacts> = {
  id: 'unbound-signature',
  severity: 'danger',
  title: 'The signature is bound to no site, contract or network',
  check({ data }) {
    const { domain, unsigned } = data
    if (domain.fields.some((field) => field.value.kind !== 'absent'))
      return unsigned.includes('verifyingContract') && spendingOf(data) !== null
        ? 'The request names the contract, but leaves it out of what is signed. Another one can take the signature. Reject it, unless you know why.'
        : null
    return unsigned.length > 0
      ? 'The request names them, but leaves them out of what is signed. It can be used anywhere. Reject it, unless you know why.'
      : {
          severity: 'warning',
          text: 'Whoever holds it can use it wherever somebody takes it. Sign only what you would sign for anybody.',
        }
  },
}
