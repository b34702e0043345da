import type { CallFacts } from '../facts.ts'
import { allowanceOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** An allowance is raised by increaseAllowance or increaseApproval. */
export const increaseAllowance: Rule<CallFacts> = {
  id: 'increase-allowance',
  severity: 'danger',
  title: 'Raises an allowance in an unusual way',
  check(facts) {
    const right = allowanceOf(facts)
    if (right?.how !== 'increaseAllowance') return null
    return facts.at(right.spender).isKnown
      ? { severity: 'warning', text: 'It adds to what the spender may take already.' }
      : `It adds to what ${right.spender} may take. Honest sites hardly use this function; thieves do, since many wallets do not warn of it. Reject it unless you know why.`
  },
}
