import { messageText } from '../../message.ts'
import type { Rule } from '../rule.ts'

/** A message of 32 bytes that are no text, or text that is a hash in hexadecimal, which is less bad. */
export const messageHash: Rule<Uint8Array> = {
  id: 'message-hash',
  severity: 'danger',
  title: 'The message looks like a hash',
  check(bytes) {
    const text = messageText(bytes)
    const words =
      'A hash can stand for anything: an order, a login elsewhere, a transaction of a smart account. Sign it only if you know what it was made from.'
    if (bytes.length === 32 && text === null) return words
    const isHex = text !== null && /^\s*(?:0x)?[0-9a-fA-F]{64}\s*$/.test(text)
    return isHex || bytes.length === 32 ? { severity: 'warning', text: words } : null
  },
}
