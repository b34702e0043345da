import type { CallFacts } from '../facts.ts'
import { allowanceOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** An allowance for somebody whom the wallet does not know stands inside of another call. */
export const hiddenAllowance: Rule<CallFacts> = {
  id: 'hidden-allowance',
  severity: 'danger',
  title: 'An allowance is hidden in another call',
  check(facts) {
    const right = facts.inside ? allowanceOf(facts) : null
    if (right === null || facts.isMine(right.spender) || facts.at(right.spender).isKnown) return null
    return `${right.spender} may take tokens of ${right.token} afterwards. Who hides this does not want it to be seen. Reject it unless you know the spender.`
  },
}
