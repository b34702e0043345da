import type { SignatureFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** A signature over the root of orders that are not shown (Blur, LooksRare). */
export const orderUnreadable: Rule<SignatureFacts> = {
  id: 'order-unreadable',
  severity: 'danger',
  title: 'What you would sell is not shown',
  check({ data: { message, primaryType } }) {
    const [first, ...more] = message?.fields ?? []
    const isHash = first?.value.kind === 'fixed' && first.value.type === 'bytes32'
    // LooksRare puts the way to the root beside it.
    const isAlone = more.every(({ name }) => name === 'proof')
    return isHash && isAlone && /root|order|listing|bulk|merkle/i.test(primaryType)
      ? 'The signature covers a hash that stands for any number of orders, at any price. Nobody can check them. Reject it, and list your items one by one.'
      : null
  },
}
