import type { SignatureFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'
import { type Spending, spendingOf } from '../spending.ts'

/** Nine tenths and more. */
const takesAll = ({ grants }: Spending, holding: SignatureFacts['holding']): boolean =>
  grants.some(({ amount, token }) => {
    const had = token === null ? null : holding(token)
    return had !== null && had > 0n && amount !== null && amount * 10n >= had * 9n
  })

/** The spender of a permit is no contract but somebody's account. A payment by signature (EIP-3009) may go to one. */
export const permitToAccount: Rule<SignatureFacts> = {
  id: 'permit-to-account',
  severity: 'danger',
  title: 'The right goes to a person, not to a contract',
  check({ data, at, holding }) {
    const spending = spendingOf(data)
    const pays = /WithAuthorization$/.test(data.primaryType)
    if (spending?.spender == null || spending.revokes) return null
    const { isContract, isKnown } = at(spending.spender)
    if (pays ? isKnown : isContract !== false) return null
    if (pays && takesAll(spending, holding))
      return {
        title: 'This signature is a payment of all that you have',
        text: `Whoever holds it can have all that you have of the token sent to ${spending.spender}. Reject this unless you came to do that, and have checked the address.`,
      }
    if (isContract !== false) return null
    return pays
      ? {
          severity: 'warning',
          title: 'This signature is a payment',
          text: `Whoever holds it can have the tokens sent to ${spending.spender}. Check the address and the amount.`,
        }
      : `No contract stands at ${spending.spender}: somebody can take your tokens by hand. Honest sites never ask for this. Reject it.`
  },
}
