import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** A contract tells the balance before or after, but not both. */
export const simulationUnread: Rule<OutcomeFacts> = {
  id: 'simulation-unread',
  severity: 'danger',
  title: 'A balance cannot be followed',
  check: ({ unread }) =>
    unread === null
      ? null
      : `The contract at ${unread} tells your balance before or after, but not both. What this does to it is not known.`,
}
