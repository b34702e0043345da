import { isOrder } from '../../orders/read.ts'
import type { SignatureFacts } from '../facts.ts'
import { integerIn } from '../read.ts'
import type { Rule } from '../rule.ts'
import { spendingOf } from '../spending.ts'

/** Spending power that is bound to no network. */
export const permitNoNetwork: Rule<SignatureFacts> = {
  id: 'permit-no-network',
  severity: 'warning',
  title: 'The signature names no network',
  check: ({ data }) =>
    (spendingOf(data) !== null || isOrder(data)) && integerIn(data.domain, 'chainId') === null
      ? 'It may be used on every network where the contract stands, once on each. Sign only if you know the site well.'
      : null,
}
