import type { CallFacts } from '../facts.ts'
import { allowanceOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** The spender is a contract that was not there a month ago, as far as the endpoint tells. */
export const allowanceYoung: Rule<CallFacts> = {
  id: 'allowance-young',
  severity: 'danger',
  title: 'The allowance goes to a new contract',
  check(facts) {
    const right = allowanceOf(facts)
    if (right === null) return null
    const { isYoung, isKnown } = facts.at(right.spender)
    return isYoung === true && !isKnown
      ? `The contract at ${right.spender} was not there a month ago. Contracts made to steal rarely live longer. Reject this unless you know who made it.`
      : null
  },
}
