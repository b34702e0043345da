import { sameAddress } from '../../../shared/hex.ts'
import { PERMIT2 } from '../../known-contracts.ts'
import type { SignatureFacts } from '../facts.ts'
import { addressIn, integerIn } from '../read.ts'
import type { Rule } from '../rule.ts'
import { spendingOf } from '../spending.ts'

const isThroughPermit2 = ({ domain, primaryType }: SignatureFacts['data']): boolean => {
  const contract = addressIn(domain, 'verifyingContract')
  return contract !== null && sameAddress(contract, PERMIT2) && /^Permit/.test(primaryType)
}

/** The wallet does not know the spender of a permit; with all that the account has, or a new contract, a danger. */
export const permitUnknown: Rule<SignatureFacts> = {
  id: 'permit-unknown',
  severity: 'danger',
  title: 'Candor does not know this spender',
  check({ data, at, holding, account }) {
    const spending = spendingOf(data)
    if (spending?.spender == null || spending.revokes || /WithAuthorization$/.test(data.primaryType))
      return null
    const { isKnown, isYoung, isContract } = at(spending.spender)
    if (isKnown || isContract === false || spending.spender === account) return null
    const all = spending.grants.some(({ amount, token, item }) => {
      if (item !== undefined) return true
      const had = token === null ? null : holding(token)
      return had !== null && had > 0n && amount !== null && amount >= had
    })
    if (isYoung === true)
      return 'The contract was not there a month ago, and it needs no transaction of yours to take the tokens. Reject this unless you know who made it.'
    if (isThroughPermit2(data))
      return 'Through Permit2 it could take the tokens with this signature alone, and your list of allowances at the token does not show it. Reject this unless you know who made the contract.'
    if (integerIn(data.domain, 'chainId') === null)
      return 'The signature names no network either, so it may be used wherever the token stands. Reject this unless you know the site well.'
    return all
      ? 'It could take all that you have of the token, with this signature alone. Reject this unless you know the site well.'
      : {
          severity: 'warning',
          text: 'It may be honest and just not on our list. Make sure that the site is the right one.',
        }
  },
}
