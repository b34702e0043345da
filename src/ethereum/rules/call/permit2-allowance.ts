import { sameAddress } from '../../../shared/hex.ts'
import { PERMIT2 } from '../../known-contracts.ts'
import type { CallFacts } from '../facts.ts'
import { addressIn, integerIn, readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf(['approve(address token, address spender, uint160 amount, uint48 expiration)'])

/** A right through Permit2 for somebody whom the wallet does not know. */
export const permit2Allowance: Rule<CallFacts> = {
  id: 'permit2-allowance',
  severity: 'danger',
  title: 'Gives a right through Permit2 to somebody unknown',
  check({ call, at, isMine }) {
    if (call.to === null || !sameAddress(call.to, PERMIT2)) return null
    const values = read(call.data)?.values
    const spender = addressIn(values, 'spender')
    if (spender === null || isMine(spender) || at(spender).isKnown || integerIn(values, 'amount') === 0n)
      return null
    return `${spender} could take the token as long as the right lasts, and your list of allowances at the token does not show it. Reject this unless you know the spender.`
  },
}
