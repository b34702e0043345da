import type { Value } from '../../typed-data-values.ts'
import { valueAt } from '../../typed-data-view.ts'
import type { SignatureFacts } from '../facts.ts'
import { addressIn } from '../read.ts'
import type { Rule } from '../rule.ts'

/** Where such types name whoever may act, and whether they still may. */
const NAMES = ['delegate', 'delegatee', 'authorized', 'manager']
const ENDS = ['isAuthorized', 'isAllowed']
const isNo = (value: Value | undefined): boolean => value?.kind === 'bool' && !value.value

/** Somebody may act as the account: a delegation, a session key, an authorization of code. */
export const delegationSignature: Rule<SignatureFacts> = {
  id: 'delegation-signature',
  severity: 'danger',
  title: 'Lets somebody act in your name',
  check({ data: { message, primaryType }, account, at }) {
    if (message === null) return null
    const whom = NAMES.map((name) => addressIn(message, name)).find((one) => one !== null) ?? null
    if (ENDS.some((name) => isNo(valueAt(message, name)))) return null
    const authority = /^(?:Delegation\w*|(?:Credit|Borrow)\w*|Authorization|\w*SessionKey\w*|EnableSession)$/
    if (whom === null ? primaryType !== 'Authorization' : !authority.test(primaryType)) return null
    if (whom === account) return null
    const fields = message.fields.map(({ name }) => name).join()
    // Tokens that vote: no more than the votes is given.
    if (primaryType === 'Delegation' && fields === 'delegatee,nonce,expiry')
      return {
        severity: 'info',
        title: 'Gives your votes to somebody',
        text: `${whom} could vote with your tokens, and not move them. You can take the votes back at any time.`,
      }
    if (whom !== null && at(whom).isKnown)
      return {
        severity: 'warning',
        text: `${whom}, which Candor knows, could do things with what you have there. Sign only if this is what you came to do.`,
      }
    return `${whom ?? 'Whoever holds it'} could do things with your account without asking you again. Reject this unless you set it up yourself.`
  },
}
