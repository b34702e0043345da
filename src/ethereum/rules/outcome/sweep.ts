import { isPlain, isSeen, lossesOf, ownCalls, realGains } from '../changes.ts'
import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Three assets or more leave at once, and nothing of worth comes. */
export const sweep: Rule<OutcomeFacts> = {
  id: 'sweep',
  severity: 'danger',
  title: 'Takes many of your assets at once',
  check(facts) {
    if (!facts.bySite || !isSeen(facts) || ownCalls(facts).every(isPlain)) return null
    const count = lossesOf(facts.changes).length
    return count >= 3 && realGains(facts).length === 0
      ? `${count} assets leave your account and nothing of worth comes. This is how an account is emptied. Reject it.`
      : null
  },
}
