import { gainsOf, isSeen, lossesOf, ownCalls } from '../changes.ts'
import type { CallFacts, OutcomeFacts } from '../facts.ts'
import { isSwap } from '../least.ts'
import type { Rule } from '../rule.ts'

/** All that comes is a token that nobody vouches for, from a contract nobody knows or by a swap. */
export const getsUnlisted: Rule<OutcomeFacts> = {
  id: 'gets-unlisted',
  severity: 'warning',
  title: 'You get a token that nobody vouches for',
  check(facts) {
    const gains = gainsOf(facts.changes)
    if (!isSeen(facts) || lossesOf(facts.changes).length === 0 || gains.length === 0) return null
    const strange = gains.every(({ unlisted, item }) => unlisted === true && item === undefined)
    // What else a known contract gives is its own: a share, a receipt.
    const isSound = (one: CallFacts) =>
      one.call.to === null || (facts.at(one.call.to).isKnown && !isSwap(one))
    return strange && !ownCalls(facts).every(isSound)
      ? 'Anybody can make a token and call it what they like. Check its address with a source that you trust before you pay for it.'
      : null
  },
}
