import type { Address } from '../../../shared/hex.ts'
import { sameAddress } from '../../../shared/hex.ts'
import type { Value } from '../../typed-data-values.ts'
import { valueAt } from '../../typed-data-view.ts'
import type { SignatureFacts } from '../facts.ts'
import { addressIn, integerIn } from '../read.ts'
import type { Rule } from '../rule.ts'
import { isOrder } from '../spending.ts'

/** An offer to sell; one that asks for nothing, or for nothing for the signer, is a danger. */
export const orderSignature: Rule<SignatureFacts> = {
  id: 'order-signature',
  severity: 'danger',
  title: 'This signature gives your items away',
  check({ data, account }) {
    if (!isOrder(data) || data.message === null) return null
    const other = receiverOf(data.message, account)
    if (other !== null)
      return {
        title: 'Somebody else gets what you sell for',
        text: `You give, and ${other} gets what is paid for it. Reject this unless you mean to pay for somebody else.`,
      }
    return asksNothing(data.message, account)
      ? 'The order asks for nothing for you in return. Whoever holds it can take what it offers. Reject this.'
      : {
          severity: 'warning',
          title: 'This signature is an offer to sell',
          text: 'Whoever holds it can complete the trade without asking you again. Check what is given and what is asked for, one by one.',
        }
  },
}

/** CoW: who gets what is bought, where that is not the signer; empty stands for the signer. */
function receiverOf(message: Value, account: Address): Address | null {
  const receiver = addressIn(message, 'sellToken') === null ? null : addressIn(message, 'receiver')
  return receiver === null || /^0x0{40}$/.test(receiver) || sameAddress(receiver, account) ? null : receiver
}

/** Less than anybody asks for anything: base units. */
const DUST = 1_000n

/** An order, or one of many in a bulk order, that brings the signer nothing. */
function asksNothing(value: Value, account: Address): boolean {
  if (value.kind === 'array') return value.items.some((item) => asksNothing(item, account))
  if (value.kind !== 'struct') return false
  const asked = valueAt(value, 'consideration')
  const offered = valueAt(value, 'offer')
  const gives = offered?.kind !== 'array' || offered.items.length > 0
  if (asked?.kind === 'array' && gives && !asked.items.some((item) => pays(item, account))) return true
  // CoW
  const bought = integerIn(value, 'buyAmount')
  if (bought !== null && bought <= DUST && addressIn(value, 'sellToken') !== null) return true
  // Blur, LooksRare and the like: one price for it all.
  const price = integerIn(value, 'price')
  if (price !== null && price <= DUST && integerIn(value, 'side') !== 0n) return true
  return value.fields.some((field) => asksNothing(field.value, account))
}

/** Something for the signer: more than dust of a coin or token, or an item. */
function pays(item: Value, account: Address): boolean {
  const to = addressIn(item, 'recipient')
  const type = integerIn(item, 'itemType')
  const amounts = [integerIn(item, 'startAmount'), integerIn(item, 'endAmount')]
  if (to !== null && !sameAddress(to, account)) return false
  const least = type !== null && type >= 2n ? 0n : DUST
  return amounts.every((amount) => amount === null || amount > least)
}
