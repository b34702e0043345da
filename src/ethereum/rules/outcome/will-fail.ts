import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** The network says that it fails. */
export const willFail: Rule<Pick<OutcomeFacts, 'failure'>> = {
  id: 'will-fail',
  severity: 'danger',
  title: 'This would fail',
  check: ({ failure }) =>
    failure === null
      ? null
      : `The network says: ${failure}. The fee would be lost and nothing else would happen.`,
}
