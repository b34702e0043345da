import { messageText } from '../../message.ts'
import type { Rule } from '../rule.ts'

/** Characters that turn the direction of text, or cannot be seen. */
const HIDDEN =
  /\u034F|[\u00AD\u115F\u1160\u180E\u3164\uFFA0\uFEFF\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\u{E0000}-\u{E007F}]/u

/** A text that is read otherwise than it is signed. */
export const messageHidden: Rule<Uint8Array> = {
  id: 'message-hidden',
  severity: 'warning',
  title: 'The message has hidden characters',
  check: (bytes) =>
    HIDDEN.test(messageText(bytes) ?? '')
      ? 'Some characters turn the text around or cannot be seen; they are marked. Honest messages hardly need them.'
      : null,
}
