/** The rules of calls, over a transaction and all the calls that it makes in turn. */
import type { Warning } from '../../messaging/protocol.ts'
import { decodeCall } from '../calls.ts'
import type { ExplainContext, ExplainedTransaction } from '../explain/context.ts'
import type { CallFacts } from './facts.ts'
import { CALL_RULES } from './index.ts'
import { misfitOf, READ } from './read.ts'
import { judge, onlyWorst } from './rule.ts'

/** By when it first reads, all rules are made. */
const misfit = misfitOf(READ)

/** What the rules ask that does not stand in the call. */
export type Around = Pick<CallFacts, 'account' | 'isMine' | 'context' | 'at' | 'holding' | 'used'>

/** @param by the contract that makes this call; null for the account's own */
export function callFacts(call: ExplainedTransaction, by: CallFacts['by'], around: Around): CallFacts {
  const decoded = call.to === null ? null : decodeCall(call.data)
  const context: ExplainContext = by === null ? around.context : { ...around.context, isContract: null }
  return {
    ...around,
    context,
    call,
    by,
    inside: by !== null,
    decoded: decoded?.call ?? null,
    malformed: decoded?.call === null && decoded.signature !== null ? decoded.signature : misfit(call.data),
  }
}

/** The account's own call first. */
export const factsOfCalls = (
  own: ExplainedTransaction,
  inner: readonly ExplainedTransaction[],
  around: Around,
): CallFacts[] => [
  callFacts(own, null, around),
  ...inner.map((call) => callFacts(call, own.to ?? own.from, around)),
]

/** Each rule once, by the worst that it says. What is dangerous in a call is so in a call that wraps it. */
export const callWarnings = (facts: readonly CallFacts[]): Warning[] =>
  onlyWorst(
    facts.flatMap((one) =>
      judge(CALL_RULES, one).map((warning) =>
        one.inside ? { ...warning, title: `Inside of it: ${warning.title}` } : warning,
      ),
    ),
  )
