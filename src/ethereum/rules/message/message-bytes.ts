import { messageText } from '../../message.ts'
import type { Rule } from '../rule.ts'

/** The bytes of a message are not text. */
export const messageBytes: Rule<Uint8Array> = {
  id: 'message-bytes',
  severity: 'warning',
  title: 'The message cannot be read',
  check: (bytes) =>
    messageText(bytes) === null && bytes.length !== 32
      ? 'The bytes are not text, so nobody can tell from them what you agree to.'
      : null,
}
