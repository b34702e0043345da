import type { CallFacts } from '../facts.ts'
import { listedText } from '../listed-text.ts'
import { allowanceOf, recipientOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** The contract, the recipient or the spender is on a list of addresses that stole, or on the person's own. */
export const addressBlocked: Rule<CallFacts> = {
  id: 'address-blocked',
  severity: 'danger',
  title: 'An address in this request is on a list of thieves',
  check(facts) {
    for (const address of addressesOf(facts)) {
      const { listed } = facts.at(address)
      if (listed !== null) return listedText(address, listed)
    }
    return null
  },
}

/** All that a call deals with, as far as it is understood. */
export function addressesOf(facts: CallFacts) {
  const { call, decoded } = facts
  const operator = decoded?.name === 'setApprovalForAll' && decoded.approved ? decoded.operator : null
  return [recipientOf(facts), call.to, allowanceOf(facts)?.spender ?? null, operator].filter(
    (one) => one !== null,
  )
}
