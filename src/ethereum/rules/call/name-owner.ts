import type { CallFacts } from '../facts.ts'
import { addressIn, readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf([
  'setOwner(bytes32 node, address owner)',
  'setSubnodeOwner(bytes32 node, bytes32 label, address owner)',
  'setRecord(bytes32 node, address owner, address resolver, uint64 ttl)',
  'reclaim(uint256 id, address owner)',
])

/** A name of ENS gets another owner. */
export const nameOwner: Rule<CallFacts> = {
  id: 'name-owner',
  severity: 'danger',
  title: 'Gives a name away',
  check({ call, isMine }) {
    const owner = addressIn(read(call.data)?.values, 'owner')
    return owner === null || isMine(owner)
      ? null
      : `${owner} would control the name, and where what is sent to it goes. Reject this unless you mean to give it away.`
  },
}
