import type { SignatureFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** A signature over the root of orders that are not shown (Blur). */
export const orderUnreadable: Rule<SignatureFacts> = {
  id: 'order-unreadable',
  severity: 'danger',
  title: 'What you would sell is not shown',
  check({ data: { message, primaryType } }) {
    const [only, ...more] = message?.fields ?? []
    const isHash = only?.value.kind === 'fixed' && only.value.type === 'bytes32' && more.length === 0
    return isHash && /root|order|listing|bulk/i.test(primaryType)
      ? 'The signature covers a hash that stands for any number of orders, at any price. Nobody can check them. Reject it, and list your items one by one.'
      : null
  },
}
