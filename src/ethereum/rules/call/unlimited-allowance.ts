import { isUnlimited } from '../../calls.ts'
import type { CallFacts } from '../facts.ts'
import { allowanceOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** More of a token is allowed than anybody has. */
export const unlimitedAllowance: Rule<CallFacts> = {
  id: 'unlimited-allowance',
  severity: 'danger',
  title: 'The allowance is unlimited',
  check(facts) {
    const right = allowanceOf(facts)
    if (right === null || right.how === 'permit2' || !isUnlimited(right.amount)) return null
    // DAI's own has no other amount.
    if (right.how === 'permit' && facts.at(right.spender).isKnown) return null
    return `${right.spender} could take all you have of this token, today or years from now. Ask the site for the amount that is needed.`
  },
}
