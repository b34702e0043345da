import type { CallFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** The data begins as a known function, and is not exactly a call of it. */
export const malformedCall: Rule<CallFacts> = {
  id: 'malformed-call',
  severity: 'danger',
  title: 'The data is not what it seems to be',
  check: ({ malformed }) =>
    malformed === null
      ? null
      : `The data begins as ${malformed} but is not well-formed. It may be made to be misread. Reject this unless you know why.`,
}
