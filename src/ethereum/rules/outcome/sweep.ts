import { isPlain, isSeen, lossesOf, ownCalls, realGains } from '../changes.ts'
import type { OutcomeFacts } from '../facts.ts'
import { recipientOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** All of it goes to the person's other accounts, or to whom the wallet knows. */
const isHandedOver = (facts: OutcomeFacts): boolean =>
  ownCalls(facts).every((one) => {
    const to = isPlain(one) ? recipientOf(one) : null
    return to !== null && (one.isMine(to) || facts.at(to).isKnown)
  })

/** Three assets or more leave at once, and nothing of worth comes. */
export const sweep: Rule<OutcomeFacts> = {
  id: 'sweep',
  severity: 'danger',
  title: 'Takes many of your assets at once',
  check(facts) {
    if (!facts.bySite || !isSeen(facts)) return null
    // A person sends several kinds of items at once, by one call.
    const isOne = ownCalls(facts).length === 1 && ownCalls(facts).every(isPlain)
    if (isOne || isHandedOver(facts)) return null
    const count = lossesOf(facts.changes).length
    return count >= 3 && realGains(facts).length === 0
      ? `${count} assets leave your account and nothing of worth comes. This is how an account is emptied. Reject it.`
      : null
  },
}
