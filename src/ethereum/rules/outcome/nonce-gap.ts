import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** A number before it is neither used nor taken by anything that this wallet has. */
export const nonceGap: Rule<OutcomeFacts> = {
  id: 'nonce-gap',
  severity: 'warning',
  title: 'It waits for something that is missing',
  check({ nonce }) {
    if (nonce === null || nonce.next - nonce.used > 1000) return null
    const taken = new Set(nonce.taken)
    for (let n = nonce.used; n < nonce.next; n++)
      if (!taken.has(n))
        return `No transaction with the nonce ${n} is known here. Until one is mined, this one waits. It may come from another wallet with the same account.`
    return null
  },
}
