import { isSeen } from '../changes.ts'
import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** The endpoint tries nothing at a price for gas, which a contract can tell from the real run. */
export const simulationUnpaid: Rule<OutcomeFacts> = {
  id: 'simulation-unpaid',
  severity: 'warning',
  title: 'The trial paid no fee',
  check: (facts) =>
    facts.unpaid && isSeen(facts)
      ? 'Your network endpoint could not try this as it will be sent. A contract can notice that it is only looked at, and do something else in the end. Approve it only if you trust the site, or choose another endpoint.'
      : null,
}
