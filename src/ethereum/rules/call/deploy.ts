import type { CallFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** A contract is created, without coins. */
export const deploy: Rule<CallFacts> = {
  id: 'deploy',
  severity: 'warning',
  title: 'Creates a contract',
  check: ({ call }) =>
    call.to === null && call.value === 0n
      ? 'Its code runs once in your name while it is created. Only people who write contracts have a reason for this; reject it if you do not.'
      : null,
}
