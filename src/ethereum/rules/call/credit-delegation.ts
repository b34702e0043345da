import type { CallFacts } from '../facts.ts'
import { addressIn, integerIn, readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf([
  'approveDelegation(address delegatee, uint256 amount)',
  'delegationWithSig(address delegator, address delegatee, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)',
])

/** Somebody may borrow in the account's name (Aave). */
export const creditDelegation: Rule<CallFacts> = {
  id: 'credit-delegation',
  severity: 'danger',
  title: 'Lets somebody borrow in your name',
  check({ call, at }) {
    const values = read(call.data)?.values
    const whom = addressIn(values, 'delegatee')
    if (whom === null || integerIn(values, 'amount') === 0n || at(whom).isKnown) return null
    return `${whom} gets the loan, and you owe it: your deposits pay if it is not paid back. Reject this unless you know them.`
  },
}
