import type { SignatureFacts } from '../facts.ts'
import { isOpenCaller, OPEN_TITLE, openText } from '../open-callers.ts'
import { addressIn } from '../read.ts'
import type { Rule } from '../rule.ts'
import { spendingOf } from '../spending.ts'

/** Whom a lender's signature names: Morpho, Compound and Aave. */
const NAMED = ['authorized', 'manager', 'delegatee']

/** A signature gives a right to a contract that calls whatever anybody asks of it. */
export const openSpenderSignature: Rule<SignatureFacts> = {
  id: 'open-spender',
  severity: 'danger',
  title: OPEN_TITLE,
  check({ data }) {
    const spending = spendingOf(data)
    if (data.message === null || spending?.revokes) return null
    const { message } = data
    const spender = [spending?.spender ?? null, ...NAMED.map((name) => addressIn(message, name))].find(
      (one) => one !== null && isOpenCaller(one),
    )
    return spender == null ? null : openText(spender)
  },
}
