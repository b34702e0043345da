import type { Rule } from '../rule.ts'

/** A message without anything in it. */
export const messageEmpty: Rule<Uint8Array> = {
  id: 'message-empty',
  severity: 'info',
  title: 'The message is empty',
  check: (bytes) => (bytes.length === 0 ? 'The signature shows only that the account is yours.' : null),
}
