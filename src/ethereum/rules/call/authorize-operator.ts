import { valueAt } from '../../typed-data-view.ts'
import type { CallFacts } from '../facts.ts'
import { addressIn, readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf([
  'authorizeOperator(address operator)',
  // Compound v3 and Morpho: a manager of the whole position.
  'allow(address operator, bool allowed)',
  'setAuthorization(address operator, bool allowed)',
])

/** An operator for all tokens of a contract (ERC-777), or for all that the account has at a lender. */
export const authorizeOperator: Rule<CallFacts> = {
  id: 'authorize-operator',
  severity: 'danger',
  title: 'Gives away control of all that you have there',
  check({ call, at, isMine }) {
    const values = read(call.data)?.values ?? null
    const operator = addressIn(values ?? undefined, 'operator')
    const allowed = values === null ? undefined : valueAt(values, 'allowed')
    if (operator === null || (allowed?.kind === 'bool' && !allowed.value)) return null
    if (isMine(operator) || at(operator).isKnown) return null
    return `${operator} could move all that you have in this contract, now and later, and borrow in your name where it lends. Reject it unless you know the operator.`
  },
}
