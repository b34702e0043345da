import { isAddressLike, sameAddress } from '../../../shared/hex.ts'
import { parseAddress } from '../../address.ts'
import { visibleLine } from '../../text.ts'
import type { Value } from '../../typed-data-values.ts'
import { valueAt } from '../../typed-data-view.ts'
import type { SignatureFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** What the account has at an exchange goes to somebody else (Hyperliquid and the like). */
export const withdrawSignature: Rule<SignatureFacts> = {
  id: 'withdraw-signature',
  severity: 'danger',
  title: 'Sends what you have at the exchange to somebody else',
  check({ data: { message, primaryType }, account, at }) {
    if (message === null || !/(?:Send\w*|Withdraw\w*|Transfer)$/.test(primaryType)) return null
    const to = textOf(valueAt(message, 'destination') ?? valueAt(message, 'destinationRecipient'))
    if (to === null || (isAddressLike(to) && sameAddress(to, account))) return null
    if (isAddressLike(to) && at(parseAddress(to.toLowerCase())).isKnown)
      return {
        severity: 'warning',
        text: `It goes to ${visibleLine(to, 60)}, which you know, without another question.`,
      }
    return `It goes to ${visibleLine(to, 60)}, which is not yours, without another question. Reject this unless you mean to pay them.`
  },
}

const textOf = (value: Value | undefined): string | null =>
  value?.kind === 'string' || value?.kind === 'address' ? value.value : null
