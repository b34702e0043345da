import type { Address } from '../../../shared/hex.ts'
import { sameAddress } from '../../../shared/hex.ts'
import type { Value } from '../../typed-data-values.ts'
import { gainsOf, lossesOf, worthOf } from '../changes.ts'
import type { SignatureFacts } from '../facts.ts'
import { asksNothing, buysUnknown, halvesCoin, isNobody, itemsForItems, outputsIn } from '../order-worth.ts'
import { addressIn } from '../read.ts'
import type { Rule, Said } from '../rule.ts'
import { isOrder, isWitnessed } from '../spending.ts'

/** An offer to sell; one that asks for nothing, or for nothing for the signer, is a danger. */
export const orderSignature: Rule<SignatureFacts> = {
  id: 'order-signature',
  severity: 'danger',
  title: 'This signature gives your items away',
  check(facts) {
    const { data, account } = facts
    if (data.message === null) return null
    if (isWitnessed(data)) return paidToOthers(data.message, account)
    if (!isOrder(data)) return null
    return (
      badOrder(data.message, facts) ?? {
        severity: 'warning',
        title: 'This signature is an offer to sell',
        text: 'Whoever holds it can complete the trade without asking you again. Check what is given and what is asked for, one by one.',
      }
    )
  },
}

const TO_OTHER = 'Somebody else gets what you sell for'
const WORTHLESS = 'What you get may be worth nothing'

function badOrder(message: Value, { account, context, changes = [] }: SignatureFacts): Said | null {
  const other = receiverOf(message, account)
  if (other !== null)
    return {
      title: TO_OTHER,
      text: `You give, and ${other} gets what is paid for it. Reject this unless you mean to pay for somebody else.`,
    }
  if (asksNothing(message, account, context) || halvesCoin(message, account, context))
    return 'The order asks for nothing of worth for you in return, or for far too little. Whoever holds it can take what it offers. Reject this.'
  const [given, got] = [worthOf(lossesOf(changes)), worthOf(gainsOf(changes))]
  if (given !== null && got !== null && given > 0n && got * 10n <= given)
    return 'By known prices, what you give is worth more than ten times what you get. Whoever holds the order can take it at that price. Reject this.'
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

/** CoW, 1inch and 0x: who gets what is bought, where that is not the signer; empty stands for the signer. */
function receiverOf(message: Value, account: Address): Address | null {
  const sold = addressIn(message, 'sellToken') ?? addressIn(message, 'makerAsset')
  const receiver = sold === null ? null : addressIn(message, 'receiver')
  return receiver === null || isNobody(receiver) || sameAddress(receiver, account) ? null : receiver
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
