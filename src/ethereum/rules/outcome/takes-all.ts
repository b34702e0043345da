import { isPlain, isSeen, lossesOf, ownCalls, realGains } from '../changes.ts'
import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** A site takes all of an asset, and nothing of worth comes. */
export const takesAll: Rule<OutcomeFacts> = {
  id: 'takes-all',
  severity: 'warning',
  title: 'Takes all that you have of it',
  check(facts) {
    if (!facts.bySite || !isSeen(facts) || ownCalls(facts).every(isPlain)) return null
    if (realGains(facts).length > 0) return null
    const whole = lossesOf(facts.changes).find(({ token, amount, item }) => {
      const holding = item === undefined ? facts.holding(token) : null
      return holding !== null && holding > 0n && -BigInt(amount) * 100n >= holding * 99n
    })
    return whole === undefined
      ? null
      : `All of your ${whole.symbol} leaves. Make sure that the site is the right one and that you want that.`
  },
}
