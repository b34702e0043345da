/**
 * A transaction in plain sentences: what it does, what leaves and comes, and the facts behind it. Modules from the
 * most specific to the most generic have a look at it in turn; one that fails does not keep the next from trying.
 */
import { keccak256 } from 'viem/utils'
import type { BalanceChange, Detail, Part, TransactionKind } from '../../messaging/protocol.ts'
import { type Hex, sameAddress } from '../../shared/hex.ts'
import { decodeCall } from '../calls.ts'
import type { Token } from '../tokens.ts'
import { byDescriptor, byInterface, byOutside } from './by-descriptor.ts'
import { byLookedUp } from './by-looked-up.ts'
import { bySignature } from './by-signature.ts'
import { byWords } from './by-words.ts'
import {
  amountText,
  type ExplainContext,
  type ExplainedTransaction,
  factsOf,
  party,
  tokenAt,
} from './context.ts'
import { byCurve } from './curve.ts'
import { byDeployer } from './deployers.ts'
import { byMarket } from './market.ts'
import { byBulker, byMultiSend, byPositionManager, byUniversalRouter } from './programs.ts'
import { bySafe } from './safe.ts'
import type { Module, Told, Tools } from './told.ts'

export type { ExplainContext, ExplainedTransaction } from './context.ts'

export type Explanation = {
  kind: TransactionKind
  /** Sentences, the first the title. */
  summary: Part[][]
  changes: BalanceChange[]
  details: Detail[]
  /** Every call that it makes in turn, itself not among them. */
  calls: ExplainedTransaction[]
  /** The token that it is about, when known. */
  token?: Token
}

/** What the wallet itself knows of calls. */
const OWN: readonly Module[] = [
  byDeployer,
  byDescriptor,
  byWords,
  byUniversalRouter,
  byPositionManager,
  byBulker,
  byMultiSend,
  byMarket,
  byCurve,
  bySafe,
  byInterface,
]
/** From a source outside, and by the form of the call alone. */
const MODULES: readonly Module[] = [...OWN, byOutside, bySignature, byLookedUp]
/** Calls in calls, and all of them together, that are looked into. */
const DEEPEST = 4
const MOST_CALLS = 64

export function explainTransaction(tx: ExplainedTransaction, context: ExplainContext): Explanation {
  const token = tx.to === null ? null : tokenAt(tx.to, context)
  const tools = createTools(context, tx.chainId)
  const told = withUnread(tellTransaction(tx, tools), tools.unread())
  return {
    kind: told.kind,
    summary: told.summary,
    changes: [...nativeChange(tx, context.symbol), ...told.changes],
    details: [...frameRows(tx, context), ...told.rows],
    calls: told.calls,
    ...(token === null ? {} : { token }),
  }
}

/** Whether the wallet itself knows what the call does, not its form alone. */
export function isUnderstood(tx: ExplainedTransaction, context: ExplainContext): boolean {
  const tools = createTools(context, tx.chainId)
  return OWN.some((module) => attempt(module, tx, tools) !== null)
}

function tellTransaction(tx: ExplainedTransaction, tools: Tools): Told {
  const { context } = tools
  const coins = amountText(tx.value, 18, context.symbol)
  if (tx.to === null) {
    const title: Part[] = ['Create a ', { strong: 'new contract' }]
    return plainly('deploy', [tx.value > 0n ? [...title, ' and send it ', { strong: coins }] : title])
  }
  const whom = party(tx.to, context)
  if (tx.data === '0x') return plainly('send', [['Send ', { strong: coins }, ' to ', ...whom]])
  if (context.isContract === false && context.token(tx.to) === null) {
    const note = ` with ${(tx.data.length - 2) / 2} bytes of data`
    return plainly('send', [['Send ', { strong: coins }, ' to ', ...whom, note]])
  }
  return tellCall(tx, tools) ?? unknown(tx, context)
}

const plainly = (kind: Told['kind'], summary: Part[][]): Told => ({
  kind,
  summary,
  changes: [],
  rows: [],
  calls: [],
  tellsValue: true,
})

/** The first module that knows it, and what is sent along. */
function tellCall(call: ExplainedTransaction, tools: Tools): Told | null {
  for (const module of MODULES) {
    const told = attempt(module, call, tools)
    if (told === null) continue
    if (call.value === 0n || told.tellsValue || call.to === null) return told
    const coins = amountText(call.value, 18, tools.context.symbol)
    const also: Part[] = ['Also send ', { strong: coins }, ' to ', ...party(call.to, tools.context)]
    return { ...told, summary: [...told.summary, also] }
  }
  return null
}

function attempt(module: Module, call: ExplainedTransaction, tools: Tools): Told | null {
  try {
    return module(call, tools)
  } catch {
    // Whatever a module stumbles over, the next one may know.
    return null
  }
}

/** Says that there is more, and hands one of it to the rules. */
export const withUnread = <T extends Pick<Told, 'summary' | 'calls'>>(
  told: T,
  unread: ExplainedTransaction | null,
): T =>
  unread === null
    ? told
    : {
        ...told,
        summary: [...told.summary, ['It makes more calls, which Candor did not look into.']],
        calls: [...told.calls, { ...unread, unread: true }],
      }

/** `unread` is the first call that was too deep or too many. */
export function createTools(
  context: ExplainContext,
  home: number,
): Tools & { unread(): ExplainedTransaction | null } {
  const facts = factsOf(context, home)
  let left = MOST_CALLS
  let unread: ExplainedTransaction | null = null
  const at = (depth: number): Tools => ({
    context: depth === 0 ? context : { ...context, isContract: null },
    facts,
    inner(call) {
      if (depth >= DEEPEST || left === 0) {
        unread ??= call
        return null
      }
      left--
      const tools = at(depth + 1)
      const told = call.data === '0x' ? null : tellCall(call, tools)
      const known = told ?? (call.data === '0x' ? sent(call, context) : unknown(call, context))
      return { ...known, calls: [call, ...known.calls] }
    },
  })
  return { ...at(0), unread: () => unread }
}

function sent(call: ExplainedTransaction, context: ExplainContext): Told {
  const whom = call.to === null ? [] : party(call.to, context)
  return plainly('send', [['Send ', { strong: amountText(call.value, 18, context.symbol) }, ' to ', ...whom]])
}

function unknown(tx: ExplainedTransaction, context: ExplainContext): Told {
  const decoded = decodeCall(tx.data)
  const whom = tx.to === null ? [] : party(tx.to, context)
  const coins = amountText(tx.value, 18, context.symbol)
  const called: Part = { strong: decoded?.selector ?? `${(tx.data.length - 2) / 2} bytes of data` }
  const title: Part[] =
    tx.value > 0n
      ? ['Send ', { strong: coins }, ' to ', ...whom, ' and call ', called]
      : ['Call ', called, ' on ', ...whom]
  const malformed =
    decoded?.signature != null ? `${decoded.signature}, but the data does not fit it` : 'not known'
  return {
    ...plainly('contract', [title, ['Candor cannot tell what this call does.']]),
    rows: decoded === null ? [] : [{ label: 'Function', value: malformed }],
  }
}

function nativeChange(tx: ExplainedTransaction, symbol: string): BalanceChange[] {
  if (tx.value === 0n || (tx.to !== null && sameAddress(tx.to, tx.from))) return []
  return [{ token: 'native', symbol, decimals: 18, amount: (-tx.value).toString() }]
}

/** Recipient, value, data length and selector are told even of a call that is understood. */
function frameRows(tx: ExplainedTransaction, context: ExplainContext): Detail[] {
  const rows: Detail[] = [
    { label: 'To', value: tx.to ?? 'a new contract', mono: tx.to !== null },
    { label: 'Value', value: amountText(tx.value, 18, context.symbol) },
  ]
  if (tx.data === '0x') return rows
  rows.push({ label: 'Data', value: `${(tx.data.length - 2) / 2} bytes` })
  rows.push({ label: 'Calldata Digest', value: calldataDigest(tx.data), mono: true })
  if (tx.to !== null && tx.data.length >= 10)
    rows.push({ label: 'Selector', value: tx.data.slice(0, 10).toLowerCase(), mono: true })
  return rows
}

/** For comparison on another device (https://eips.ethereum.org/EIPS/eip-8213). */
export function calldataDigest(data: Hex): Hex {
  const digits = data.slice(2)
  const length = (digits.length / 2).toString(16).padStart(64, '0')
  return keccak256(`0x${length}${digits}`)
}

const PAST: Readonly<Record<string, string>> = {
  Send: 'Sent',
  Move: 'Moved',
  Create: 'Created',
  Call: 'Called',
  Take: 'Took',
  Let: 'Let',
  Run: 'Ran',
  Swap: 'Swapped',
  Buy: 'Bought',
  Sell: 'Sold',
  Trade: 'Traded',
  Cancel: 'Cancelled',
  Register: 'Registered',
  Renew: 'Renewed',
  Lend: 'Lent',
  Supply: 'Supplied',
  Deposit: 'Deposited',
  Withdraw: 'Withdrew',
  Redeem: 'Redeemed',
  Borrow: 'Borrowed',
  Repay: 'Repaid',
  Stake: 'Staked',
  Wrap: 'Wrapped',
  Unwrap: 'Unwrapped',
  Claim: 'Claimed',
  Vote: 'Voted',
  Delegate: 'Delegated',
}

/** A title as the activity tells it: "Send 1 ETH to …" becomes "Sent 1 ETH to …". */
export function past(title: readonly Part[]): Part[] {
  const [first, ...rest] = title
  if (typeof first !== 'string') return [...title]
  return [first.replace(/^\w+/, (verb) => (Object.hasOwn(PAST, verb) ? (PAST[verb] ?? verb) : verb)), ...rest]
}
