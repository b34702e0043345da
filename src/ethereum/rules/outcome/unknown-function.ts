import { isUnderstood } from '../../explain/explain.ts'
import { receiversOf } from '../call/result-to-other.ts'
import { functionName, gainsOf, isPlain, isSeen, lossesOf, ownCalls } from '../changes.ts'
import type { OutcomeFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'
import { TAKES } from './pays-for-nothing.ts'

/** A trial shows that something leaves and nothing comes, by a function that no words of ours know, of a contract that is known. */
export const unknownFunction: Rule<OutcomeFacts> = {
  id: 'unknown-function',
  severity: 'danger',
  title: 'Candor cannot tell who gets this',
  check(facts) {
    if (!facts.bySite || !isSeen(facts) || gainsOf(facts.changes).length > 0) return null
    if (lossesOf(facts.changes).length === 0) return null
    const dark = ownCalls(facts).filter(
      (one) =>
        !isPlain(one) &&
        one.call.to !== null &&
        facts.at(one.call.to).isKnown &&
        !isUnderstood(one.call, one.context) &&
        // Who gets it is judged where it is named.
        receiversOf(one).length === 0,
    )
    if (dark.length === 0) return null
    const names = dark.map(functionName)
    const text =
      'The contract is known, and this function of it is not: with well-known contracts, too, one can send to anybody. A trial shows what leaves your account, and nothing that comes. Reject it unless you know exactly what it does.'
    return names.every((name) => name !== null && TAKES.test(name)) ? { severity: 'warning', text } : text
  },
}
