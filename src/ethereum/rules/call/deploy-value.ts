import { creationOf } from '../../explain/deployers.ts'
import type { CallFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** A contract is created and gets coins. */
export const deployValue: Rule<CallFacts> = {
  id: 'deploy-value',
  severity: 'danger',
  title: 'Creates a contract and pays it',
  check: ({ call, context }) =>
    call.value > 0n && (call.to === null || creationOf(call) !== null)
      ? `The new contract gets your ${context.symbol} and alone decides what becomes of it. Reject this unless you wrote the contract.`
      : null,
}
