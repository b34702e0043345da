import { sameAddress } from '../../../shared/hex.ts'
import { ZERO_ADDRESS } from '../../address.ts'
import type { CallFacts } from '../facts.ts'
import { recipientOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** Something is sent to the zero address. */
export const zeroAddress: Rule<CallFacts> = {
  id: 'zero-address',
  severity: 'danger',
  title: 'This address belongs to nobody',
  check(facts) {
    const to = recipientOf(facts)
    return to !== null && sameAddress(to, ZERO_ADDRESS) ? 'What is sent to it is lost for good.' : null
  },
}
