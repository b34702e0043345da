import { functionName, isPlain, ownCalls } from '../changes.ts'
import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Neither the words nor a trial tell what a call of an unknown contract does. */
export const blind: Rule<OutcomeFacts> = {
  id: 'blind',
  severity: 'danger',
  title: 'Nobody can tell what this does',
  check(facts) {
    if (!facts.bySite || facts.looked !== 'tried' || facts.failure !== null) return null
    const dark = ownCalls(facts).some(
      (one) =>
        !isPlain(one) && one.call.to !== null && !facts.at(one.call.to).isKnown && functionName(one) === null,
    )
    return dark
      ? 'The function and the contract are not known, and your network endpoint cannot try it out. It could take anything that you have. Reject it, or choose an endpoint that can simulate.'
      : null
  },
}
