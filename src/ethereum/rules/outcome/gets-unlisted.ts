import { gainsOf, isSeen, lossesOf, ownCalls } from '../changes.ts'
import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/** All that comes from a contract nobody knows is a token that nobody vouches for. */
export const getsUnlisted: Rule<OutcomeFacts> = {
  id: 'gets-unlisted',
  severity: 'warning',
  title: 'You get a token that nobody vouches for',
  check(facts) {
    const gains = gainsOf(facts.changes)
    if (!isSeen(facts) || lossesOf(facts.changes).length === 0 || gains.length === 0) return null
    const strange = gains.every(({ unlisted, item }) => unlisted === true && item === undefined)
    const known = ownCalls(facts).every(({ call }) => call.to === null || facts.at(call.to).isKnown)
    return strange && !known
      ? 'Anybody can make a token and call it what they like. Check its address with a source that you trust before you pay for it.'
      : null
  },
}
