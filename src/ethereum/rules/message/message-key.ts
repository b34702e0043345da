import { messageText } from '../../message.ts'
import type { Rule } from '../rule.ts'

/** What services have signed to make a key of: zkSync Lite, Loopring, Immutable X, dYdX, stealth addresses. */
const KEYS = [
  /access (?:your )?zksync account/i,
  /only sign this (?:message|request) (?:for|if|on)/i,
  /sign this message to (?:access|derive|generate|unlock|create)\b.*\b(?:keys?|exchange)\b/is,
  /\b(?:generate|derive|recover|create)\b.{0,60}\b(?:private|stark|spending|viewing|encryption|secret) keys?\b/is,
]

/** A text whose signature is used as a key by the service that it is for. */
export const messageKey: Rule<Uint8Array> = {
  id: 'message-key',
  severity: 'danger',
  title: 'The signature is a key to an account elsewhere',
  check(bytes) {
    const text = messageText(bytes)
    return text !== null && KEYS.some((key) => key.test(text))
      ? 'Whoever has it can make the key from it and take what you have at that service. Sign it nowhere but on the site of the service itself.'
      : null
  },
}
