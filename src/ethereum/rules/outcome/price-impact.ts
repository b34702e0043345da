import { isSeen, lossesOf, realGains, worthOf } from '../changes.ts'
import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** What comes is worth less than 95 % of what leaves, by prices that are known; less than 80 % is a danger. */
export const priceImpact: Rule<OutcomeFacts> = {
  id: 'price-impact',
  severity: 'danger',
  title: 'You get much less than you give',
  check(facts) {
    const [losses, gains] = [lossesOf(facts.changes), realGains(facts)]
    if (!isSeen(facts) || losses.length === 0 || gains.length === 0) return null
    const [given, got] = [worthOf(losses), worthOf(gains)]
    if (given === null || got === null || given < 10n ** 18n || got * 100n >= given * 95n) return null
    const lost = 100n - (got * 100n) / given
    const text = `By known prices, what comes is worth ${lost} % less than what leaves. The price may be bad, the market small, or the fee high. Compare it elsewhere before you sign.`
    return got * 100n < given * 80n
      ? text
      : { severity: 'warning', title: 'You get less than you give', text }
  },
}
