import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

const FEW = 5_000_000_000n

/** The tip is more than ten times the network's own price: what an endpoint that lies would suggest. */
export const feeHigh: Rule<OutcomeFacts> = {
  id: 'fee-high',
  severity: 'warning',
  title: 'The fee is far above what the network asks',
  check({ fee }) {
    if (fee?.priority == null || fee.base === null || fee.priority < FEW) return null
    return fee.priority > fee.base * 10n
      ? 'The tip is more than ten times the price of the network itself. The endpoint may be wrong, or many people are in a hurry. Choose a lower fee, or wait.'
      : null
  },
}
