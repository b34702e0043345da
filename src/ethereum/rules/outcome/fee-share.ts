import { gainsOf, lossesOf } from '../changes.ts'
import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** The fee is more than a tenth of the coins that are sent, and no more than dust is not meant. */
export const feeShare: Rule<OutcomeFacts> = {
  id: 'fee-share',
  severity: 'info',
  title: 'The fee is a large part of this',
  check({ fee, changes, symbol }) {
    const [only, ...more] = lossesOf(changes)
    if (fee === null || only?.token !== 'native' || more.length > 0 || gainsOf(changes).length > 0)
      return null
    const sent = -BigInt(only.amount)
    // Fractions of a cent are sent to try something out.
    if (sent < 10n ** 12n || fee.expected * 10n < sent) return null
    const percent = (fee.expected * 100n) / sent
    return `It is about ${percent} % of the ${symbol} that you send.`
  },
}
