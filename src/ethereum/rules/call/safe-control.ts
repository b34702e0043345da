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
  // Its module of allowances, older wallets of several owners, and smart accounts (ERC-7579, Coinbase).
  'addDelegate(address delegate)',
  'setAllowance(address delegate, address token, uint96 amount, uint16 resetTime, uint32 resetBase)',
  'addOwner(address owner)',
  'replaceOwner(address before, address owner)',
  'changeRequirement(uint256 threshold)',
  'installModule(uint256 kind, address module, bytes data)',
  'addOwnerAddress(address owner)',
  'addOwnerPublicKey(bytes32 x, bytes32 y)',
])
const readUnseen = readerOf(['approveHash(bytes32 hash)'])

/** Who decides over a Safe or another smart account is changed, or a transaction of it agreed to that is not shown. */
export const safeControl: Rule<CallFacts> = {
  id: 'safe-control',
  severity: 'danger',
  title: 'Changes who controls a Safe',
  check({ call }) {
    if (readUnseen(call.data) !== null)
      return {
        severity: 'warning',
        title: 'The Safe agrees to something that is not shown',
        text: 'A hash stands for any transaction of the Safe. Agree to it only if you know what it was made from, and compare it with what the other owners see.',
      }
    const name = read(call.data)?.name
    return name === undefined
      ? null
      : `It calls ${name}. Whoever gains control can take all that the Safe holds. Reject this unless its owners agreed on it.`
  },
}
