import type { Address } from '../../../shared/hex.ts'
import { isPlain, isSeen, lossesOf, ownCalls, realGains } from '../changes.ts'
import type { OutcomeFacts } from '../facts.ts'
import { recipientOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** Whom a payment goes to, where it is nobody whom the wallet knows. */
const strangerIn = (facts: OutcomeFacts): Address | null =>
  ownCalls(facts)
    .map(recipientOf)
    .find((to) => to !== null && !facts.at(to).isKnown) ?? null

/** A site takes all of an asset, and nothing of worth comes; sent to somebody unknown, it is a danger. */
export const takesAll: Rule<OutcomeFacts> = {
  id: 'takes-all',
  severity: 'danger',
  title: 'Sends all that you have of it to a stranger',
  check(facts) {
    if (!facts.bySite || !isSeen(facts)) return null
    const plain = ownCalls(facts).every(isPlain)
    const stranger = plain ? strangerIn(facts) : null
    if (plain && stranger === null) return null
    if (realGains(facts).length > 0) return null
    const whole = lossesOf(facts.changes).find(({ token, amount, item }) => {
      const holding = item === undefined ? facts.holding(token) : null
      return holding !== null && holding > 0n && -BigInt(amount) * 100n >= holding * 99n
    })
    if (whole === undefined) return null
    return stranger === null
      ? {
          severity: 'warning',
          title: 'Takes all that you have of it',
          text: `All of your ${whole.symbol} leaves. Make sure that the site is the right one and that you want that.`,
        }
      : `The site asks for all of your ${whole.symbol}, to be sent to ${stranger}. What is sent to a person cannot be got back. Reject this unless you know that address.`
  },
}
