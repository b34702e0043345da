import type { Address } from '../../../shared/hex.ts'
import { sameAddress } from '../../../shared/hex.ts'
import { isOrder, ordersOf } from '../../orders/read.ts'
import type { Value } from '../../typed-data-values.ts'
import type { SignatureFacts } from '../facts.ts'
import { badTerms, NOTHING, TO_OTHER, WORTHLESS } from '../order-terms.ts'
import { asksNothing, buysUnknown, halvesCoin, isNobody, itemsForItems, outputsIn } from '../order-worth.ts'
import { addressIn } from '../read.ts'
import type { Rule, Said } from '../rule.ts'
import { isWitnessed } from '../spending.ts'

/** An offer to sell; one that asks for nothing, for little, or for nothing for the signer, is a danger. */
export const orderSignature: Rule<SignatureFacts> = {
  id: 'order-signature',
  severity: 'danger',
  title: 'This signature gives your items away',
  check(facts) {
    const { data, account } = facts
    if (data.message === null) return null
    if (!isOrder(data)) return isWitnessed(data) ? paidToOthers(data.message, account) : null
    const orders = ordersOf(data, account)
    for (const order of orders) {
      const said = badTerms(order, facts)
      if (said !== null) return said
    }
    const bad = badOrder(data.message, facts)
    if (bad !== null) return bad
    if (orders.some(({ hidden }) => hidden))
      return {
        severity: 'warning',
        title: 'Some terms of this order are not shown',
        text: 'Of a part of it only a fingerprint is signed. It can lower the price and name another receiver, and nobody can check it here. Sign only on the site of the exchange itself, and check what is given.',
      }
    return {
      severity: 'warning',
      title: 'This signature is an offer to sell',
      text: 'Whoever holds it can complete the trade without asking you again. Check what is given and what is asked for, one by one.',
    }
  },
}

/** Of any form, whether its terms can be read or not. */
function badOrder(message: Value, { account, context }: SignatureFacts): Said | null {
  if (asksNothing(message, account, context) || halvesCoin(message, account, context)) return NOTHING
  const unknown = buysUnknown(message, context)
  if (unknown !== null)
    return {
      title: WORTHLESS,
      text: `You are paid in a token that nobody vouches for, ${unknown}. Anybody can make one and call it what they like. Reject this unless you know that very address.`,
    }
  if (itemsForItems(message, account))
    return {
      title: WORTHLESS,
      text: 'You give items and get nothing but other items, which anybody could have made. Reject this unless you agreed on that swap and know what you get.',
    }
  return null
}

/** The conditions of a transfer by signature name what is paid, and none of it to the signer. */
function paidToOthers(message: Value, account: Address): Said | null {
  const to = outputsIn(message).flatMap((output) => addressIn(output, 'recipient') ?? [])
  const [first] = to
  if (first === undefined || to.some((one) => sameAddress(one, account) || isNobody(one))) return null
  return {
    title: TO_OTHER,
    text: `You give, and ${first} gets what is paid for it. Reject this unless you mean to pay for somebody else.`,
  }
}
