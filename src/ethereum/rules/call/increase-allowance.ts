import type { CallFacts } from '../facts.ts'
import { allowanceOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** An allowance is raised by increaseAllowance or increaseApproval, or the spender is told at once (approveAndCall). */
export const increaseAllowance: Rule<CallFacts> = {
  id: 'increase-allowance',
  severity: 'danger',
  title: 'Raises an allowance in an unusual way',
  check(facts) {
    const right = allowanceOf(facts)
    if (right?.how === 'approveAndCall')
      return facts.isMine(right.spender) || facts.at(right.spender).isKnown
        ? null
        : {
            title: 'An allowance that is used at once',
            text: `${right.spender} is told of the allowance and can take the tokens in the same transaction. Reject it unless you know that contract.`,
          }
    if (right?.how !== 'increaseAllowance') return null
    return facts.at(right.spender).isKnown
      ? { severity: 'warning', text: 'It adds to what the spender may take already.' }
      : `It adds to what ${right.spender} may take. Honest sites hardly use this function; thieves do, since many wallets do not warn of it. Reject it unless you know why.`
  },
}
