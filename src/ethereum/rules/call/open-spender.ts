import { valueAt } from '../../typed-data-view.ts'
import type { CallFacts } from '../facts.ts'
import { isOpenCaller, OPEN_TITLE, openText } from '../open-callers.ts'
import { addressIn, allowanceOf, integerIn, readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf([
  'authorizeOperator(address spender)',
  'allow(address spender, bool allowed)',
  'setAuthorization(address spender, bool allowed)',
  'approveDelegation(address spender, uint256 amount)',
  'permit(address owner, address spender, uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s)',
  'permit(address owner, address spender, uint256 nonce, uint256 expiry, bool allowed, uint8 v, bytes32 r, bytes32 s)',
])

/** A right goes to a contract that calls whatever anybody asks of it. */
export const openSpender: Rule<CallFacts> = {
  id: 'open-spender',
  severity: 'danger',
  title: OPEN_TITLE,
  check(facts) {
    const spender = spenderOf(facts)
    return spender === null || !isOpenCaller(spender) ? null : openText(spender)
  },
}

function spenderOf(facts: CallFacts) {
  const { call, decoded, isMine } = facts
  const right = allowanceOf(facts)
  if (right !== null) return right.spender
  if (decoded?.name === 'setApprovalForAll') return decoded.approved ? decoded.operator : null
  const values = read(call.data)?.values
  const owner = addressIn(values, 'owner')
  if (values === undefined || integerIn(values, 'amount') === 0n) return null
  // By a signature of somebody else, of what is theirs.
  if (owner !== null && !isMine(owner)) return null
  const allowed = valueAt(values, 'allowed')
  return allowed?.kind === 'bool' && !allowed.value ? null : addressIn(values, 'spender')
}
