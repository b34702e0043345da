import type { CallFacts } from '../facts.ts'
import { readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const read = readerOf([
  'addOwnerWithThreshold(address owner, uint256 threshold)',
  'removeOwner(address before, address owner, uint256 threshold)',
  'swapOwner(address before, address old, address owner)',
  'changeThreshold(uint256 threshold)',
  'enableModule(address module)',
  'setGuard(address guard)',
  'setModuleGuard(address guard)',
  'setFallbackHandler(address handler)',
  'changeMasterCopy(address code)',
])

/** Who decides over a Safe is changed. */
export const safeControl: Rule<CallFacts> = {
  id: 'safe-control',
  severity: 'danger',
  title: 'Changes who controls a Safe',
  check({ call }) {
    const name = read(call.data)?.name
    return name === undefined
      ? null
      : `It calls ${name}. Whoever gains control can take all that the Safe holds. Reject this unless its owners agreed on it.`
  },
}
