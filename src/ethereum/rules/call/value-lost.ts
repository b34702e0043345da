import type { CallFacts } from '../facts.ts'
import { readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** Of Permit2, of tokens that vote, of governors: none of them takes coins. */
const read = readerOf([
  'lockdown((address token, address spender)[] approvals)',
  'invalidateNonces(address token, address spender, uint48 nonce)',
  'invalidateUnorderedNonces(uint256 word, uint256 mask)',
  'decreaseAllowance(address spender, uint256 amount)',
  'delegate(address delegatee)',
  'castVote(uint256 proposal, uint8 support)',
])

/** Coins are sent along with a function of a token, or another well-known one, that takes none. */
export const valueLost: Rule<CallFacts> = {
  id: 'value-lost',
  severity: 'danger',
  title: 'Sends coins to a function that takes none',
  check({ call, decoded, context }) {
    const name = call.value > 0n ? (decoded ?? read(call.data))?.name : undefined
    return name !== undefined
      ? `${name} needs no ${context.symbol}. An honest contract refuses it; another one keeps it. Reject this.`
      : null
  },
}
