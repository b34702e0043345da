import { sameAddress } from '../../../shared/hex.ts'
import type { CallFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** Data is sent to the account itself, which may run code of its own (EIP-7702). */
export const ownAccountCall: Rule<CallFacts> = {
  id: 'own-account-call',
  severity: 'danger',
  title: 'Calls your own account',
  check: ({ call, account, inside }) =>
    !inside && call.to !== null && call.data !== '0x' && sameAddress(call.to, account)
      ? 'If your account runs the code of a smart account, this can do anything in your name, unseen. No site has a reason to ask for it so. Reject it.'
      : null,
}
