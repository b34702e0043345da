import type { CallFacts } from '../facts.ts'
import { allowanceOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** The spender is no contract but somebody's account. */
export const allowanceToAccount: Rule<CallFacts> = {
  id: 'allowance-to-account',
  severity: 'danger',
  title: 'The allowance goes to a person, not to a contract',
  check(facts) {
    const right = allowanceOf(facts)
    if (right === null || facts.isMine(right.spender) || facts.at(right.spender).isContract !== false)
      return null
    return `No contract stands at ${right.spender}, so somebody can take your tokens by hand, whenever they like. Honest sites never ask for this. Reject it.`
  },
}
