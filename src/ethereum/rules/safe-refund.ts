/** What a transaction of a Safe pays to whoever sends it, or to anybody whom it names. */
import type { Address } from '../../shared/hex.ts'
import { sameAddress } from '../../shared/hex.ts'
import { ZERO_ADDRESS } from '../address.ts'
import { amountText, type ExplainContext, isVouched } from '../explain/context.ts'
import type { Value } from '../typed-data-values.ts'
import { addressIn, integerIn } from './read.ts'
import type { Said } from './rule.ts'

export const REFUND_TITLE = 'The Safe pays somebody for sending this'

/** More gas than a transaction can use. */
const BEYOND = 30_000_000n

export function refundSaid(
  values: Value | undefined,
  isMine: (address: Address) => boolean,
  context: ExplainContext,
): Said | null {
  const price = integerIn(values, 'gasPrice')
  if (price === null || price === 0n) return null
  const [base, execution] = [integerIn(values, 'baseGas'), integerIn(values, 'safeTxGas')]
  const token = addressIn(values, 'gasToken') ?? ZERO_ADDRESS
  const receiver = addressIn(values, 'refundReceiver') ?? ZERO_ADDRESS
  const gas = base === null || execution === null ? null : base + execution
  const most = gas === null ? 'any amount' : `up to ${amountWords(gas * price, token, context)}`
  const open = sameAddress(receiver, ZERO_ADDRESS)
  const text = `Besides what it does, the Safe pays ${most} to ${open ? 'whoever sends the transaction' : receiver}. This is one way to empty a Safe. Reject it unless you agreed on that payment.`
  // In coins a fee can be no more than what was paid for gas, as long as the gas is what a transaction uses.
  const isFee = sameAddress(token, ZERO_ADDRESS) && gas !== null && gas <= BEYOND
  return isMine(receiver) || (open && isFee) ? { severity: 'warning', text } : text
}

function amountWords(amount: bigint, token: Address, context: ExplainContext): string {
  if (sameAddress(token, ZERO_ADDRESS)) return amountText(amount, 18, context.symbol)
  const known = context.token(token)
  return known !== null && isVouched(known)
    ? amountText(amount, known.decimals, known.symbol)
    : `${amount} base units of ${token}`
}
