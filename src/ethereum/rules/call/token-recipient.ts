import { sameAddress } from '../../../shared/hex.ts'
import type { CallFacts } from '../facts.ts'
import { recipientOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** Coins or tokens are sent to the contract of a token. */
export const tokenRecipient: Rule<CallFacts> = {
  id: 'token-recipient',
  severity: 'danger',
  title: 'The recipient is the contract of a token',
  check: (facts) =>
    isLost(facts)
      ? 'Tokens and coins sent to the contract of a token usually cannot be got back. Check the address of the recipient.'
      : null,
}

function isLost(facts: CallFacts): boolean {
  const { call, decoded, context } = facts
  const recipient = recipientOf(facts)
  // A call that is not understood goes to its contract as a matter of course.
  if (recipient === null || (decoded === null && call.data !== '0x')) return false
  if (decoded !== null && call.to !== null && sameAddress(recipient, call.to)) return true
  const token = context.token(recipient)
  if (token === null) return false
  // Coins sent to their wrapper come back as wrapped coins.
  return decoded !== null || (call.value > 0n && token.symbol !== `W${context.symbol}`)
}
