import { isSafeLibrary } from '../../safe-libraries.ts'
import { DELEGATECALL_TEXT } from '../call/safe-delegatecall.ts'
import type { SignatureFacts } from '../facts.ts'
import { addressIn, integerIn } from '../read.ts'
import type { Rule } from '../rule.ts'

/** A signature for a transaction of a Safe that runs another contract's code as its own. */
export const safeSignature: Rule<SignatureFacts> = {
  id: 'safe-delegatecall',
  severity: 'danger',
  title: 'The Safe runs foreign code as its own',
  check({ data: { message, primaryType } }) {
    if (message === null || primaryType !== 'SafeTx' || integerIn(message, 'operation') !== 1n) return null
    const to = addressIn(message, 'to')
    return to !== null && isSafeLibrary(to) ? null : DELEGATECALL_TEXT(to ?? 'an address that is not named')
  },
}
