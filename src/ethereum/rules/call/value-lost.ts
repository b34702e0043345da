import type { CallFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Coins are sent along with a function of a token that takes none. */
export const valueLost: Rule<CallFacts> = {
  id: 'value-lost',
  severity: 'danger',
  title: 'Sends coins to a function that takes none',
  check: ({ call, decoded, context }) =>
    decoded !== null && call.value > 0n
      ? `${decoded.name} needs no ${context.symbol}. An honest contract refuses it; another one keeps it. Reject this.`
      : null,
}
