import { valueAt } from '../../typed-data-view.ts'
import type { CallFacts } from '../facts.ts'
import { addressIn, integerIn, readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf([
  'authorizeOperator(address operator)',
  // Compound v3 and Morpho: a manager of the whole position.
  'allow(address operator, bool allowed)',
  'setAuthorization(address operator, bool allowed)',
  'allowBySig(address owner, address operator, bool allowed, uint256 nonce, uint256 expiry, uint8 v, bytes32 r, bytes32 s)',
  'setAuthorizationWithSig((address owner, address operator, bool allowed, uint256 nonce, uint256 deadline) a, (uint8 v, bytes32 r, bytes32 s) signature)',
  // ERC-6909 and ERC-7540, Balancer, BentoBox, Euler, GMX, Maker, the resolver of ENS.
  'setOperator(address operator, bool allowed)',
  'approve(address operator, uint256 id, uint256 amount)',
  'setRelayerApproval(address owner, address operator, bool allowed)',
  'setMasterContractApproval(address owner, address operator, bool allowed, uint8 v, bytes32 r, bytes32 s)',
  'setAccountOperator(address owner, address operator, bool allowed)',
  'approvePlugin(address operator)',
  'signalTransfer(address operator)',
  'hope(address operator)',
  'cdpAllow(uint256 cdp, address operator, uint256 amount)',
  'approve(bytes32 node, address operator, bool allowed)',
])

/** An operator for all tokens of a contract (ERC-777, ERC-6909), or for all that the account has at a lender or an exchange. */
export const authorizeOperator: Rule<CallFacts> = {
  id: 'authorize-operator',
  severity: 'danger',
  title: 'Gives away control of all that you have there',
  check({ call, at, isMine }) {
    const all = read(call.data)?.values
    const values = valueAt(all, 'a') ?? all
    const operator = addressIn(values, 'operator')
    const allowed = valueAt(values, 'allowed')
    if (operator === null || (allowed?.kind === 'bool' && !allowed.value)) return null
    if (integerIn(values, 'amount') === 0n || isMine(operator) || at(operator).isKnown) return null
    return `${operator} could move all that you have in this contract, now and later, and borrow in your name where it lends. Reject it unless you know the operator.`
  },
}
