import { creationOf } from '../../explain/deployers.ts'
import type { CallFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** A contract is created, without coins. */
export const deploy: Rule<CallFacts> = {
  id: 'deploy',
  severity: 'warning',
  title: 'Creates a contract',
  check({ call }) {
    if (call.value > 0n) return null
    const why = 'Only people who write contracts have a reason for this; reject it if you do not.'
    if (call.to === null) return `Its code runs once in your name while it is created. ${why}`
    return creationOf(call) === null ? null : why
  },
}
