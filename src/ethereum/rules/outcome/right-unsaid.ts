import { sameAddress } from '../../../shared/hex.ts'
import { isSeen } from '../changes.ts'
import type { OutcomeFacts } from '../facts.ts'
import { isOpenCaller } from '../open-callers.ts'
import { allowanceOf } from '../read.ts'
import type { Rule } from '../rule.ts'

/** A trial shows a right for somebody unknown that no call of the request gives in so many words. */
export const rightUnsaid: Rule<OutcomeFacts> = {
  id: 'right-unsaid',
  severity: 'danger',
  title: 'Gives a right that the request does not name',
  check(facts) {
    if (!isSeen(facts)) return null
    const right = facts.rights.find(
      ({ spender, amount }) =>
        amount !== '0' && (isOpenCaller(spender) || !facts.at(spender).isKnown) && !isNamed(facts, spender),
    )
    return right === undefined
      ? null
      : `A trial shows that ${right.spender} may take ${right.symbol} of yours afterwards. Nothing in the request says so. Reject this.`
  },
}

const isNamed = ({ calls }: OutcomeFacts, spender: Parameters<typeof sameAddress>[0]): boolean =>
  calls.some((one) => {
    const to =
      allowanceOf(one)?.spender ?? (one.decoded?.name === 'setApprovalForAll' && one.decoded.operator)
    return typeof to === 'string' && sameAddress(to, spender)
  })
