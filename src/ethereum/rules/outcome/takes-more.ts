import type { BalanceChange } from '../../../messaging/protocol.ts'
import { isPlain, isSeen, lossesOf, ownCalls } from '../changes.ts'
import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** A trial shows more that leaves than the request, which is one of the standard functions, says. */
export const takesMore: Rule<OutcomeFacts> = {
  id: 'takes-more',
  severity: 'danger',
  title: 'It takes more than it says',
  check(facts) {
    if (!isSeen(facts) || !ownCalls(facts).every(isPlain)) return null
    const more = lossesOf(facts.changes).find((change) => !isSaid(change, facts))
    return more === undefined
      ? null
      : `A trial shows that ${more.symbol} leaves your account, which the request does not say. Reject this.`
  },
}

/** Items are named by the calls that send them; amounts may be off by interest, a hundredth at most. */
function isSaid(change: BalanceChange, facts: OutcomeFacts): boolean {
  const same = (token: string | null) => token?.toLowerCase() === change.token.toLowerCase()
  const sent = ownCalls(facts).filter(({ call }) => same(call.to))
  if (change.item !== undefined)
    return sent.some(({ decoded }) => decoded !== null && /^(?:sendItems?|transferFrom)$/.test(decoded.name))
  const said = facts.said
    .filter(({ token }) => same(token))
    .reduce((sum, one) => sum + BigInt(one.amount), 0n)
  const moved = sent.reduce(
    (sum, { decoded }) =>
      decoded?.name === 'transfer' || decoded?.name === 'transferFrom' ? sum + decoded.amount : sum,
    0n,
  )
  const leaves = -BigInt(change.amount)
  return [-said, moved].some((most) => leaves <= most + most / 100n + 2n)
}
