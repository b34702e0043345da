import { creationOf } from '../../explain/deployers.ts'
import type { CallFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** A contract that no list names is called for the first time. */
export const contractNew: Rule<CallFacts> = {
  id: 'contract-new',
  severity: 'info',
  title: 'You have not used this contract before',
  check({ call, inside, decoded, context, at, used }) {
    // Of tokens the rules of allowances and recipients say what there is to say.
    if (inside || call.to === null || call.data === '0x' || decoded !== null) return null
    if (context.isContract !== true || at(call.to).isKnown || creationOf(call) !== null) return null
    if (used?.(call.to) !== false) return null
    return 'None of the latest transactions of this account here went to it, and no list that Candor has names it. Go on if you trust the site.'
  },
}
