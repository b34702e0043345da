import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** The gas limit, as a site may set it, is more than five times of what is needed. */
export const gasLimitHigh: Rule<OutcomeFacts> = {
  id: 'gas-limit-high',
  severity: 'warning',
  title: 'The gas limit is far above what is needed',
  check({ gas, bySite }) {
    if (!bySite || gas === null || gas.estimate === null || gas.limit < 300_000n) return null
    return gas.limit > gas.estimate * 5n
      ? `It takes about ${gas.estimate} gas and may use up to ${gas.limit}. A contract can burn all of it at your expense. Lower the limit in the fee settings.`
      : null
  },
}
