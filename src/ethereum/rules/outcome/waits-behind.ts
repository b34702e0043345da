import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Others of the account are pending before it. */
export const waitsBehind: Rule<OutcomeFacts> = {
  id: 'waits-behind',
  severity: 'info',
  title: 'It waits behind others',
  check({ nonce }) {
    if (nonce === null) return null
    const before = nonce.taken.filter((one) => one >= nonce.used && one < nonce.next).length
    return before === 0
      ? null
      : `${before} of your transactions ${before === 1 ? 'is' : 'are'} not mined yet. This one comes after, whatever its fee.`
  },
}
