import type { CallFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** It makes more calls than are looked into, or calls too deep within calls. */
export const unreadCalls: Rule<CallFacts> = {
  id: 'unread-calls',
  severity: 'danger',
  title: 'Candor has not read all of it',
  check: ({ call }) =>
    call.unread === true
      ? 'It makes more calls, one after another or one in another, than Candor looks into. The rest may take all that you have. Reject it, and ask for it in smaller parts.'
      : null,
}
