import { unreadableOrders } from '../../orders/unreadable.ts'
import type { SignatureFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** A signature over the root of orders that are not shown (Blur, LooksRare). */
export const orderUnreadable: Rule<SignatureFacts> = {
  id: 'order-unreadable',
  severity: 'danger',
  title: 'What you would sell is not shown',
  check: ({ data }) =>
    unreadableOrders(data) === null
      ? null
      : 'The signature covers a hash that stands for any number of orders, at any price. Nobody can check them. Reject it, and list your items one by one.',
}
