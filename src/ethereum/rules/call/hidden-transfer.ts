import type { Address } from '../../../shared/hex.ts'
import { sameAddress } from '../../../shared/hex.ts'
import type { CallFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Tokens or items of the account are moved to somebody unknown inside of another call, by a right that was given before. */
export const hiddenTransfer: Rule<CallFacts> = {
  id: 'hidden-transfer',
  severity: 'danger',
  title: 'A transfer is hidden in another call',
  check(facts) {
    const to = facts.inside ? takenFor(facts) : null
    if (to === null || facts.isMine(to) || facts.at(to).isKnown) return null
    const { call, by } = facts
    // What the caller takes for itself it works with, as routers and bundlers do.
    if ((by !== null && sameAddress(to, by)) || (call.to !== null && sameAddress(to, call.to))) return null
    return `It moves what you have at ${call.to ?? 'a contract'} to ${to}, by a right that you gave before. Who hides this does not want it to be seen. Reject it unless you know who that is.`
  },
}

function takenFor({ decoded, account }: CallFacts): Address | null {
  if (decoded === null || !('from' in decoded)) return null
  return sameAddress(decoded.from, account) ? decoded.to : null
}
