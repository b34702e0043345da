import type { CallFacts } from '../facts.ts'
import { allowanceOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** The contract that is called, or the spender, runs other code than a week ago (ERC-1967), as far as the endpoint tells. */
export const proxyUpgraded: Rule<CallFacts> = {
  id: 'proxy-upgraded',
  severity: 'warning',
  title: 'The code of this contract was replaced lately',
  check(facts) {
    const { call, at } = facts
    const spender = allowanceOf(facts)?.spender ?? null
    const upgraded = [call.data === '0x' ? null : call.to, spender].find(
      (one) => one !== null && at(one).isUpgraded === true,
    )
    return upgraded == null
      ? null
      : `Less than a week ago ${upgraded} was given other code. Most such changes are honest; some are how a contract was taken over. Look whether its makers announced it.`
  },
}
