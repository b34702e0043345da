import type { CallFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Nothing at all is transferred. */
export const nothingSent: Rule<CallFacts> = {
  id: 'nothing-sent',
  severity: 'info',
  title: 'Nothing is sent',
  check: ({ decoded }) =>
    decoded !== null &&
    (decoded.name === 'transfer' || decoded.name === 'transferFrom') &&
    decoded.amount === 0n
      ? 'The amount is zero: only the fee is paid.'
      : null,
}
