import type { CallFacts } from '../facts.ts'
import { addressIn, readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf([
  'grantRole(bytes32 role, address account)',
  'addMinter(address account)',
  'addAdmin(address account)',
  'addOperator(address account)',
  'rely(address account)',
  'grantRoles(address account, uint256 roles)',
  'setMinter(address account)',
])

/** Somebody else gets rights over a contract. */
export const grantRole: Rule<CallFacts> = {
  id: 'grant-role',
  severity: 'danger',
  title: 'Gives somebody rights over a contract',
  check({ call, isMine }) {
    const whom = addressIn(read(call.data)?.values, 'account')
    return whom === null || isMine(whom)
      ? null
      : `${whom} could then do there what only its managers may. Reject this unless you manage the contract and know them.`
  },
}
