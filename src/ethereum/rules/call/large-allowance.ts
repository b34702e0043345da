import { isUnlimited } from '../../calls.ts'
import type { CallFacts } from '../facts.ts'
import { allowanceOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** More than ten times of what the account has is allowed. */
export const largeAllowance: Rule<CallFacts> = {
  id: 'large-allowance',
  severity: 'warning',
  title: 'The allowance is much more than you have',
  check(facts) {
    const right = allowanceOf(facts)
    const holding = right === null ? null : facts.holding(right.token)
    if (right === null || holding === null || holding === 0n || isUnlimited(right.amount)) return null
    return right.amount > holding * 10n
      ? `${right.spender} could also take what you get of this token later. Ask the site for the amount that is needed now.`
      : null
  },
}
