import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** A contract tells the balance before or after, but not both; or it does more than can be read. */
export const simulationUnread: Rule<OutcomeFacts> = {
  id: 'simulation-unread',
  severity: 'danger',
  title: 'A balance cannot be followed',
  check({ unread, looked }) {
    if (unread !== null)
      return `The contract at ${unread} tells your balance before or after, but not both. What this does to it is not known.`
    if (looked !== 'partly') return null
    return {
      title: 'It did more than Candor could read',
      text: 'No ordinary transaction does so much. Contracts that steal do this to hide a loss among the rest. What is shown may not be all that you lose. Reject this unless you know why.',
    }
  },
}
