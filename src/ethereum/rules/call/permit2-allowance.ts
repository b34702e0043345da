import type { CallFacts } from '../facts.ts'
import { allowanceOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** A right through Permit2 for somebody whom the wallet does not know. */
export const permit2Allowance: Rule<CallFacts> = {
  id: 'permit2-allowance',
  severity: 'danger',
  title: 'Gives a right through Permit2 to somebody unknown',
  check(facts) {
    const right = allowanceOf(facts)
    if (right?.how !== 'permit2') return null
    const { spender } = right
    if (facts.isMine(spender) || facts.at(spender).isKnown) return null
    return `${spender} could take the token as long as the right lasts, and your list of allowances at the token does not show it. Reject this unless you know the spender.`
  },
}
