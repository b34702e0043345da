import type { Address } from '../../../shared/hex.ts'
import { ZERO_ADDRESS } from '../../address.ts'
import { ordersOf } from '../../orders/read.ts'
import type { SignatureFacts } from '../facts.ts'
import { listedText } from '../listed-text.ts'
import { addressIn } from '../read.ts'
import type { Rule } from '../rule.ts'
import { spendingOf } from '../spending.ts'

/** Who gets a right by the signature, or checks it, is on a list of addresses that stole, or on the person's own. */
export const signatureBlocked: Rule<SignatureFacts> = {
  id: 'address-blocked',
  severity: 'danger',
  title: 'An address in this request is on a list of thieves',
  check({ data, at }) {
    for (const address of namedIn(data)) {
      const { listed } = at(address)
      if (listed !== null) return listedText(address, listed)
    }
    return null
  },
}

/** Those that typed data deals with, as far as it is understood. */
export function namedIn(data: SignatureFacts['data']): Address[] {
  const all = [
    spendingOf(data)?.spender ?? null,
    addressIn(data.domain, 'verifyingContract'),
    data.message === null ? null : addressIn(data.message, 'to'),
    ...ordersOf(data, ZERO_ADDRESS).flatMap(({ gets }) => gets.map(({ to }) => to)),
  ]
  return all.flatMap((one) => (one === null || one === ZERO_ADDRESS ? [] : [one]))
}
