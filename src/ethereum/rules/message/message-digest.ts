import type { Rule } from '../rule.ts'

/** The bytes that EIP-712 hashes: 0x1901, a domain and a message. */
export const messageDigest: Rule<Uint8Array> = {
  id: 'message-digest',
  severity: 'danger',
  title: 'The message hides a signature request of another kind',
  check: (bytes) =>
    bytes.length === 66 && bytes[0] === 0x19 && bytes[1] === 0x01
      ? 'These are the hashed parts of typed data, such as an order or an allowance. Shown so, nobody can check them. Reject this.'
      : null,
}
