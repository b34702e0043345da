import { sameAddress } from '../../../shared/hex.ts'
import type { CallFacts } from '../facts.ts'
import { allowanceOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** The spender is the token itself. */
export const allowanceToToken: Rule<CallFacts> = {
  id: 'allowance-to-token',
  severity: 'danger',
  title: 'The allowance goes to the token itself',
  check(facts) {
    const right = allowanceOf(facts)
    return right !== null && sameAddress(right.spender, right.token)
      ? 'No honest use needs this. The address of the spender may be wrong. Reject it.'
      : null
  },
}
