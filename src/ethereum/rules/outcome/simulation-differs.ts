import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Two trials in other surroundings gave different results. */
export const simulationDiffers: Rule<OutcomeFacts> = {
  id: 'simulation-differs',
  severity: 'danger',
  title: 'It behaves differently each time it is tried',
  check: ({ differs }) =>
    differs
      ? 'Two trials in a row gave different results. Contracts that steal do this to look harmless while they are looked at. What is shown may not be what happens. Reject this unless you know why.'
      : null,
}
