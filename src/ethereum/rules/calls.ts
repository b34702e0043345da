/** The rules of calls, over a transaction and all the calls that it makes in turn. */
import type { Warning } from '../../messaging/protocol.ts'
import type { Hex } from '../../shared/hex.ts'
import { decodeCall } from '../calls.ts'
import type { ExplainContext, ExplainedTransaction } from '../explain/context.ts'
import { unpack } from '../explain/programs.ts'
import { valueAt } from '../typed-data-view.ts'
import type { CallFacts } from './facts.ts'
import { CALL_RULES } from './index.ts'
import { misfitOf, READ, readerOf } from './read.ts'
import { oddProgram } from './router-steps.ts'
import { judge, onlyWorst } from './rule.ts'

/** Functions that make calls: what does not fit them would hide those. */
const readWrap = readerOf([
  'multiSend(bytes transactions)',
  'multicall(bytes[] data)',
  'multicall(uint256 deadline,bytes[] data)',
  'multicall(bytes32 previousBlockhash,bytes[] data)',
  'aggregate((address target,bytes callData)[] calls)',
  'tryAggregate(bool requireSuccess,(address target,bytes callData)[] calls)',
  'aggregate3((address target,bool allowFailure,bytes callData)[] calls)',
  'aggregate3Value((address target,bool allowFailure,uint256 value,bytes callData)[] calls)',
  'executeBatch(address[] dest,bytes[] func)',
  'executeBatch(address[] dest,uint256[] value,bytes[] func)',
  'executeBatch((address target,uint256 value,bytes data)[] calls)',
])
/** By when it first reads, all rules are made. */
const misfitOfKnown = misfitOf(READ)

/** The function that is called with data that it cannot be read from. */
function misfit(data: Hex): string | null {
  const wrap = readWrap(data)
  if (wrap?.name !== 'multiSend') return misfitOfKnown(data) ?? oddProgram(data)
  const packed = valueAt(wrap.values, 'transactions')
  try {
    if (packed?.kind === 'bytes') unpack(packed.value)
    return null
  } catch {
    // The contract itself does not mind a list that is cut off.
    return 'multiSend(bytes)'
  }
}

/** What the rules ask that does not stand in the call. */
export type Around = Pick<
  CallFacts,
  'account' | 'isMine' | 'personal' | 'context' | 'at' | 'holding' | 'used'
>

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
