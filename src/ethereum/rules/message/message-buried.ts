import { messageText } from '../../message.ts'
import type { Rule } from '../rule.ts'

/** A page of nothing between the lines, or within one. */
const NOTHING = /(?:[^\S\n]*\n){20}|[^\S\n]{200}/u

/** A text goes on behind so much empty space that nobody would look for it. */
export const messageBuried: Rule<Uint8Array> = {
  id: 'message-buried',
  severity: 'danger',
  title: 'The message goes on far below',
  check: (bytes) =>
    NOTHING.test((messageText(bytes) ?? '').trim())
      ? 'Behind a lot of empty space there is more text, where it is easily missed. Read all of it to its end, or reject it.'
      : null,
}
