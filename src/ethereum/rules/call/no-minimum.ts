import type { CallFacts } from '../facts.ts'
import { leastOf } from '../least.ts'
import { type RouterStep, routerSteps } from '../router-steps.ts'
import type { Rule } from '../rule.ts'

/** A swap takes whatever it gets, however little. */
export const noMinimum: Rule<CallFacts> = {
  id: 'no-minimum',
  severity: 'warning',
  title: 'The swap accepts any price',
  check: (facts) =>
    leastOf(facts) === 0n || isOpen(routerSteps(facts.call.data))
      ? 'It names no least amount that you get, so others can push the price against you while it waits. Set a slippage limit on the site.'
      : null,
}

/** A program without a limit anywhere: neither its swaps nor what is paid out of them have one. */
const isOpen = (steps: readonly RouterStep[]): boolean =>
  steps.some(({ kind, min }) => kind === 'swap' && min === 0n) &&
  !steps.some(({ min }) => min !== null && min > 0n)
