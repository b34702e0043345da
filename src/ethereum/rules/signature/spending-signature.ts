import { untilWords } from '../../explain/amounts.ts'
import { amountText, type ExplainContext, isVouched } from '../../explain/context.ts'
import type { SignatureFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'
import { type Grant, isWithoutLimit, spendingOf } from '../spending.ts'

const MONTH = 30n * 24n * 60n * 60n

/** A permit or the like: whoever holds it can move tokens. Without a limit, or longer than 30 days, it is a danger. */
export const spendingSignature: Rule<SignatureFacts> = {
  id: 'spending-signature',
  severity: 'danger',
  title: 'This signature gives spending power',
  check({ data, now, context }) {
    const spending = spendingOf(data)
    if (spending === null) return null
    const { spender, grants, until, revokes } = spending
    if (revokes)
      return {
        severity: 'info',
        title: 'This signature takes a spending right back',
        text: 'It ends an allowance that was given before.',
      }
    if (grants.some(({ item }) => item === 'all'))
      return {
        title: 'Gives away control of a whole collection',
        text: `${spender ?? 'Whoever holds it'} could take every item that you have at ${grants[0]?.token ?? 'the contract'}, without a transaction of yours. Reject this unless you know who that is.`,
      }
    const amounts = grants.map((grant) => amountWords(grant, context))
    const end = until === null ? '' : `, ${untilWords(until)}`
    const text = `${spender ?? 'Whoever holds it'} could take ${amounts.join(', and ')} from your account${end}, without a transaction of yours and without asking again. Sign only if this is what you came to do.`
    if (grants.some(isWithoutLimit)) return { title: 'This signature gives unlimited spending power', text }
    const isLong = until === null || until > BigInt(Math.floor(now / 1000)) + MONTH
    return isLong ? text : { severity: 'warning', text }
  },
}

/** "100 USDC" of a token that the wallet vouches for; of any other what stands there, and its address. */
function amountWords(grant: Grant, context: ExplainContext): string {
  if (grant.item !== undefined) return `item #${grant.item} of ${grant.token ?? 'a collection'}`
  const token = grant.token === null ? null : context.token(grant.token)
  const known = token !== null && isVouched(token) ? token : null
  if (isWithoutLimit(grant)) return `an unlimited amount of ${known?.symbol ?? grant.token ?? 'a token'}`
  if (known !== null && grant.amount !== null) return amountText(grant.amount, known.decimals, known.symbol)
  return `${grant.amount} base units of ${grant.token ?? 'a token'}`
}
