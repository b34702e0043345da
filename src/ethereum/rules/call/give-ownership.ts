import type { CallFacts } from '../facts.ts'
import { addressIn, readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf([
  'transferOwnership(address owner)',
  'setOwner(address owner)',
  'changeOwner(address owner)',
  'transferAdmin(address owner)',
  'setAdmin(address owner)',
  'setPendingAdmin(address owner)',
  'setAuthority(address owner)',
  'setPendingOwner(address owner)',
  'nominateNewOwner(address owner)',
  'beginDefaultAdminTransfer(address owner)',
  'transferOwnership(address owner, bool direct, bool renounce)',
  'transferGovernance(address owner)',
  'setGovernance(address owner)',
  'setGovernor(address owner)',
  'safeTransferOwnership(address owner)',
  'give(uint256 position, address owner)',
])

/** A contract gets another owner, who is not the person. */
export const giveOwnership: Rule<CallFacts> = {
  id: 'give-ownership',
  severity: 'danger',
  title: 'Gives a contract away',
  check({ call, isMine }) {
    const owner = addressIn(read(call.data)?.values, 'owner')
    return owner === null || isMine(owner)
      ? null
      : `${owner} would own the contract at ${call.to ?? 'a new address'}, with all that it holds. This cannot be taken back. Reject it unless you mean to give it away.`
  },
}
