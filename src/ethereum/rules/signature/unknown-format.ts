import type { SignatureFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Typed data that no descriptor and no words of ours know. */
export const unknownFormat: Rule<SignatureFacts> = {
  id: 'unknown-format',
  severity: 'info',
  title: 'Candor does not know this kind of signature',
  check: ({ isExplained, data }) =>
    isExplained || data.message === null
      ? null
      : 'Its lines are shown as they are. What the site can do with them, only the site knows.',
}
