import { gainsOf, isSeen } from '../changes.ts'
import type { OutcomeFacts } from '../facts.ts'
import { greatest, leastOf } from '../least.ts'
import type { Rule } from '../rule.ts'

const LEAST_PERCENT = 90n

/** A swap may give less than nine tenths of what the trial shows. */
export const slippageHigh: Rule<OutcomeFacts> = {
  id: 'slippage-high',
  severity: 'warning',
  title: 'The swap may give much less than shown',
  check(facts) {
    const [gain, ...more] = gainsOf(facts.changes)
    if (!isSeen(facts) || gain === undefined || more.length > 0 || gain.item !== undefined) return null
    const least = greatest(facts.calls.map((one) => leastOf(one, gain.token)))
    if (least === 0n) return null
    const shown = BigInt(gain.amount)
    if (least * 100n >= shown * LEAST_PERCENT) return null
    return `It would still go through if the price moved and you got ${100n - (least * 100n) / shown} % less than the trial shows. Others can push the price that far while it waits. Set a lower slippage limit on the site.`
  },
}
