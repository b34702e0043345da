import type { CallFacts } from '../facts.ts'
import { addressIn, readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf([
  'setOwner(bytes32 node, address owner)',
  'setSubnodeOwner(bytes32 node, bytes32 label, address owner)',
  'setRecord(bytes32 node, address owner, address resolver, uint64 ttl)',
  'setSubnodeRecord(bytes32 node, bytes32 label, address owner, address resolver, uint64 ttl)',
  'reclaim(uint256 id, address owner)',
  // Names of addresses.
  'claimForAddr(address account, address owner, address resolver)',
  'claimWithResolver(address owner, address resolver)',
  'setNameForAddr(address account, address owner, address resolver, string name)',
  // The wrapper of names.
  'setSubnodeOwner(bytes32 node, string label, address owner, uint32 fuses, uint64 expiry)',
  'setSubnodeRecord(bytes32 node, string label, address owner, address resolver, uint64 ttl, uint32 fuses, uint64 expiry)',
  'unwrapETH2LD(bytes32 label, address owner, address controller)',
  'unwrap(bytes32 parent, bytes32 label, address owner)',
  'wrapETH2LD(string label, address owner, uint16 fuses, address resolver)',
  'wrap(bytes name, address owner, address resolver)',
  'registerAndWrapETH2LD(string label, address owner, uint256 duration, address resolver, uint16 fuses)',
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
