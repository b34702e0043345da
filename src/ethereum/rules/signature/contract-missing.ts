import type { SignatureFacts } from '../facts.ts'
import { addressIn } from '../read.ts'
import type { Rule } from '../rule.ts'

/** The contract that is to check the signature does not stand on this network. */
export const contractMissing: Rule<SignatureFacts> = {
  id: 'contract-missing',
  severity: 'warning',
  title: 'The signature is for a contract that is not there',
  check({ data, at }) {
    const contract = addressIn(data.domain, 'verifyingContract')
    return contract !== null && !/^0x0{40}$|^0xc{40}$/i.test(contract) && at(contract).isContract === false
      ? `Nothing stands at ${contract} on this network. It may be used on another one, or be a mistake of the site.`
      : null
  },
}
