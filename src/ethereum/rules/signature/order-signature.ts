import type { Address } from '../../../shared/hex.ts'
import { sameAddress } from '../../../shared/hex.ts'
import { ZERO_ADDRESS } from '../../address.ts'
import { type ExplainContext, isVouched } from '../../explain/context.ts'
import type { Value } from '../../typed-data-values.ts'
import { valueAt } from '../../typed-data-view.ts'
import { gainsOf, lossesOf, worthOf } from '../changes.ts'
import type { SignatureFacts } from '../facts.ts'
import { addressIn, integerIn } from '../read.ts'
import type { Rule } from '../rule.ts'
import { isOrder } from '../spending.ts'

/** An offer to sell; one that asks for nothing, or for nothing for the signer, is a danger. */
export const orderSignature: Rule<SignatureFacts> = {
  id: 'order-signature',
  severity: 'danger',
  title: 'This signature gives your items away',
  check({ data, account, context, changes = [] }) {
    if (!isOrder(data) || data.message === null) return null
    const other = receiverOf(data.message, account)
    if (other !== null)
      return {
        title: 'Somebody else gets what you sell for',
        text: `You give, and ${other} gets what is paid for it. Reject this unless you mean to pay for somebody else.`,
      }
    if (asksNothing(data.message, account, context))
      return 'The order asks for nothing of worth for you in return. Whoever holds it can take what it offers. Reject this.'
    const [given, got] = [worthOf(lossesOf(changes)), worthOf(gainsOf(changes))]
    if (given !== null && got !== null && given > 0n && got * 10n <= given)
      return 'By known prices, what you give is worth more than ten times what you get. Whoever holds the order can take it at that price. Reject this.'
    return {
      severity: 'warning',
      title: 'This signature is an offer to sell',
      text: 'Whoever holds it can complete the trade without asking you again. Check what is given and what is asked for, one by one.',
    }
  },
}

/** CoW and 1inch: who gets what is bought, where that is not the signer; empty stands for the signer. */
function receiverOf(message: Value, account: Address): Address | null {
  const sold = addressIn(message, 'sellToken') ?? addressIn(message, 'makerAsset')
  const receiver = sold === null ? null : addressIn(message, 'receiver')
  return receiver === null || sameAddress(receiver, ZERO_ADDRESS) || sameAddress(receiver, account)
    ? null
    : receiver
}

/** A millionth of the coin, and less than anybody asks for anything. */
const DUST = 10n ** 12n

/** As little of a token; in base units where nobody knows its decimals. */
function dustOf(token: Address | null, context: ExplainContext): bigint {
  if (token === null || /^0x(?:0{40}|e{40})$/i.test(token)) return DUST
  const decimals = context.token(token)?.decimals ?? 0
  return decimals > 9 ? 10n ** BigInt(decimals - 6) : 1_000n
}

/** What is bought, and how much of it: CoW, 1inch, 0x. */
const BOUGHT = [
  ['buyToken', 'buyAmount', 'sellToken'],
  ['takerAsset', 'takingAmount', 'makerAsset'],
  ['takerToken', 'takerAmount', 'makerToken'],
] as const

/** An order, or one of many in a bulk order, that brings the signer nothing. */
function asksNothing(value: Value, account: Address, context: ExplainContext): boolean {
  if (value.kind === 'array') return value.items.some((item) => asksNothing(item, account, context))
  if (value.kind !== 'struct') return false
  const asked = valueAt(value, 'consideration')
  const offered = valueAt(value, 'offer')
  const gives = offered?.kind !== 'array' || offered.items.length > 0
  if (asked?.kind === 'array' && gives && !asked.items.some((item) => pays(item, account, context)))
    return true
  for (const [token, amount, sold] of BOUGHT) {
    const bought = integerIn(value, amount)
    if (bought === null || addressIn(value, sold) === null) continue
    if (bought <= dustOf(addressIn(value, token), context)) return true
  }
  // Blur, LooksRare and the like: one price for it all.
  const price = integerIn(value, 'price')
  if (price !== null && price <= DUST && integerIn(value, 'side') !== 0n) return true
  return value.fields.some((field) => asksNothing(field.value, account, context))
}

/** Something for the signer: more than dust of the coin or of a token that is vouched for, or an item. */
function pays(item: Value, account: Address, context: ExplainContext): boolean {
  const [to, token] = [addressIn(item, 'recipient'), addressIn(item, 'token')]
  const type = integerIn(item, 'itemType')
  const amounts = [integerIn(item, 'startAmount'), integerIn(item, 'endAmount')]
  if (to !== null && !sameAddress(to, account)) return false
  const known = type === 1n && token !== null ? context.token(token) : null
  if (type === 1n && (known === null || !isVouched(known))) return false
  const least = type !== null && type >= 2n ? 0n : dustOf(type === 0n ? null : token, context)
  return amounts.every((amount) => amount === null || amount > least)
}
