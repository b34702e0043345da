import { messageText } from '../../message.ts'
import type { Rule } from '../rule.ts'

/** The bytes that EIP-712 hashes (0x1901, a domain and a message), their digits as text, or typed data as text. */
export const messageDigest: Rule<Uint8Array> = {
  id: 'message-digest',
  severity: 'danger',
  title: 'The message hides a signature request of another kind',
  check(bytes) {
    const text = messageText(bytes) ?? ''
    if (/^\s*\{/.test(text) && /"primaryType"/.test(text))
      return 'This is typed data, such as an order or an allowance, in the place of a message. No honest site asks for it so. Reject this.'
    return (bytes.length === 66 && bytes[0] === 0x19 && bytes[1] === 0x01) ||
      /^\s*(?:0x)?1901[0-9a-f]{128}\s*$/i.test(text)
      ? 'These are the hashed parts of typed data, such as an order or an allowance. Shown so, nobody can check them. Reject this.'
      : null
  },
}
