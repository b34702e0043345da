import { isUnderstood } from '../../explain/explain.ts'
import { functionName, isPlain, ownCalls } from '../changes.ts'
import type { CallFacts, OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Neither the words nor a trial tell what a call does; the worst is one of an unknown contract and function. */
export const blind: Rule<OutcomeFacts> = {
  id: 'blind',
  severity: 'danger',
  title: 'Nobody can tell what this does',
  check(facts) {
    if (!facts.bySite || facts.looked !== 'tried' || facts.failure !== null) return null
    const dark = ownCalls(facts).filter((one) => one.call.to !== null && !isTold(one))
    if (dark.length === 0) return null
    const isUnknown = ({ call }: CallFacts) => call.to !== null && !facts.at(call.to).isKnown
    if (dark.some((one) => isUnknown(one) && functionName(one) === null))
      return 'The function and the contract are not known, and your network endpoint cannot try it out. It could take anything that you have. Reject it, or choose an endpoint that can simulate.'
    return {
      severity: 'warning',
      title: 'Candor cannot tell what this does',
      text: 'It does not know the function, and your network endpoint cannot try it out. It may give away more than it says. Approve it only if you trust the site, or choose an endpoint that can simulate.',
    }
  },
}

const isTold = (one: CallFacts): boolean => isPlain(one) || isUnderstood(one.call, one.context)
