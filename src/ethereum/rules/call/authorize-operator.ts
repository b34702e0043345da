import type { CallFacts } from '../facts.ts'
import { addressIn, readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf(['authorizeOperator(address operator)'])

/** An operator for all tokens of a contract (ERC-777). */
export const authorizeOperator: Rule<CallFacts> = {
  id: 'authorize-operator',
  severity: 'danger',
  title: 'Gives away control of all your tokens of a kind',
  check({ call }) {
    const operator = addressIn(read(call.data)?.values, 'operator')
    return operator === null
      ? null
      : `${operator} could send all that you have of this token, now and later. Reject it unless you know the operator.`
  },
}
