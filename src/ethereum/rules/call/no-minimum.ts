import type { CallFacts } from '../facts.ts'
import { acceptsAnything } from '../least.ts'
import type { Rule } from '../rule.ts'

/** A swap takes whatever it gets, however little. */
export const noMinimum: Rule<CallFacts> = {
  id: 'no-minimum',
  severity: 'warning',
  title: 'The swap accepts any price',
  check: (facts) =>
    acceptsAnything(facts)
      ? 'It names no least amount that you get, so others can push the price against you while it waits. Set a slippage limit on the site.'
      : null,
}
