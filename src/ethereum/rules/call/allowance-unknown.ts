import type { CallFacts } from '../facts.ts'
import { allowanceOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** The wallet does not know the spender; all that the account has of the token is worse. */
export const allowanceUnknown: Rule<CallFacts> = {
  id: 'allowance-unknown',
  severity: 'warning',
  title: 'Candor does not know this spender',
  check(facts) {
    const right = allowanceOf(facts)
    if (right === null || facts.isMine(right.spender) || facts.at(right.spender).isKnown) return null
    const holding = facts.holding(right.token)
    return holding !== null && holding > 0n && right.amount >= holding
      ? `It could take all that you have of this token. Make sure that the site is the right one and is known to you.`
      : 'It may be honest and just not on our list. Make sure that the site is the right one.'
  },
}
