import type { CallFacts } from '../facts.ts'
import { recipientOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** Something is sent to 0x…dEaD, where people destroy what they no longer want. */
export const burnAddress: Rule<CallFacts> = {
  id: 'burn-address',
  severity: 'warning',
  title: 'This address is for destroying things',
  check: (facts) =>
    /^0x0{36}dead$/i.test(recipientOf(facts) ?? '')
      ? 'Nobody has its key. What is sent to it is gone for good. Go on only if that is what you want.'
      : null,
}
