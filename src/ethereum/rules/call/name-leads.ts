import type { Address } from '../../../shared/hex.ts'
import { isAddressLike } from '../../../shared/hex.ts'
import { parseAddress, ZERO_ADDRESS } from '../../address.ts'
import { valueAt } from '../../typed-data-view.ts'
import type { CallFacts } from '../facts.ts'
import { addressIn, type Reading, readerOf } from '../read.ts'
import type { Rule } from '../rule.ts'

const readAddress = readerOf([
  'setAddr(bytes32 node, address to)',
  'setAddr(bytes32 node, uint256 coin, bytes to)',
])
const readResolver = readerOf(['setResolver(bytes32 node, address resolver)'])

/** A name of ENS is to lead to somebody else, or somebody unknown is to say where it leads. */
export const nameLeads: Rule<CallFacts> = {
  id: 'name-leads',
  severity: 'danger',
  title: 'The name would lead to somebody else',
  check({ call, isMine, at }) {
    const to = leadsTo(readAddress(call.data))
    if (to !== null && to !== ZERO_ADDRESS && !isMine(to))
      return `What is sent to the name would go to ${to}, which is not yours. Reject this unless you mean that address.`
    const resolver = addressIn(readResolver(call.data)?.values, 'resolver')
    return resolver === null || resolver === ZERO_ADDRESS || isMine(resolver) || at(resolver).isKnown
      ? null
      : `${resolver}, which Candor does not know, would say where what is sent to the name goes. Reject this unless you know who made it.`
  },
}

/** Networks with other addresses are left out. */
function leadsTo(reading: Reading | null): Address | null {
  const to = valueAt(reading?.values, 'to')
  if (to?.kind === 'address') return to.value
  return to?.kind === 'bytes' && isAddressLike(to.value) ? parseAddress(to.value.toLowerCase()) : null
}
