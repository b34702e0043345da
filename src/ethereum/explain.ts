/** A transaction in plain sentences: what it does, what leaves and comes, and the facts behind it. */
import type { ActivityRow, BalanceChange, Detail, Part } from '../messaging/protocol.ts'
import { sameAddress } from '../shared/hex.ts'
import { type Call, type DecodedCall, decodeCall } from './calls.ts'
import { describeCall } from './explain-calls.ts'
import { amountText, type ExplainContext, type ExplainedTransaction, party } from './explain-context.ts'
import { visibleLine } from './text.ts'
import type { Token } from './tokens.ts'

export type { ExplainContext, ExplainedTransaction } from './explain-context.ts'

export type Explanation = {
  kind: ActivityRow['kind']
  /** Sentences, the first the title. */
  summary: Part[][]
  changes: BalanceChange[]
  details: Detail[]
  /** The token that it is about, when known. */
  token?: Token
}

export function explainTransaction(tx: ExplainedTransaction, context: ExplainContext): Explanation {
  const decoded = decodeCall(tx.data)
  const known = tx.to === null ? null : context.token(tx.to)
  const token = known === null ? null : { ...known, symbol: visibleLine(known.symbol, 24) }
  const told = tell(tx, context, decoded, token)
  const native = nativeChange(tx, context.symbol)
  return {
    kind: told.kind,
    summary: told.summary,
    changes: [...native, ...(told.changes ?? [])],
    details: details(tx, context, decoded),
    ...(token === null ? {} : { token }),
  }
}

type Told = Pick<Explanation, 'kind' | 'summary'> & { changes?: BalanceChange[] }

function tell(
  tx: ExplainedTransaction,
  context: ExplainContext,
  decoded: DecodedCall | null,
  token: Token | null,
): Told {
  const coins = amountText(tx.value, 18, context.symbol)
  if (tx.to === null) {
    const title: Part[] = ['Create a ', { strong: 'new contract' }]
    return {
      kind: 'deploy',
      summary: [tx.value > 0n ? [...title, ' and send it ', { strong: coins }] : title],
    }
  }
  const whom = party(tx.to, context)
  if (tx.data === '0x') return { kind: 'send', summary: [['Send ', { strong: coins }, ' to ', ...whom]] }
  const bytes = (tx.data.length - 2) / 2
  if (context.isContract === false && token === null) {
    const note = ` with ${bytes} bytes of data`
    return { kind: 'send', summary: [['Send ', { strong: coins }, ' to ', ...whom, note]] }
  }
  if (decoded?.call) {
    const told = describeCall(decoded.call, tx, token, context)
    if (tx.value === 0n) return told
    return { ...told, summary: [...told.summary, ['Also send ', { strong: coins }, ' to ', ...whom]] }
  }
  const called: Part = { strong: decoded?.selector ?? `${bytes} bytes of data` }
  const title: Part[] =
    tx.value > 0n
      ? ['Send ', { strong: coins }, ' to ', ...whom, ' and call ', called]
      : ['Call ', called, ' on ', ...whom]
  return { kind: 'contract', summary: [title, ['Candor cannot tell what this call does.']] }
}

function nativeChange(tx: ExplainedTransaction, symbol: string): BalanceChange[] {
  if (tx.value === 0n || (tx.to !== null && sameAddress(tx.to, tx.from))) return []
  return [{ token: 'native', symbol, decimals: 18, amount: (-tx.value).toString() }]
}

/** Recipient, value, data length and selector are told even of a call that is understood. */
function details(tx: ExplainedTransaction, context: ExplainContext, decoded: DecodedCall | null): Detail[] {
  const rows: Detail[] = [
    { label: 'To', value: tx.to ?? 'a new contract', mono: tx.to !== null },
    { label: 'Value', value: amountText(tx.value, 18, context.symbol) },
  ]
  if (tx.data === '0x') return rows
  rows.push({ label: 'Data', value: `${(tx.data.length - 2) / 2} bytes` })
  if (tx.to === null || decoded === null) return rows
  rows.push({ label: 'Selector', value: decoded.selector, mono: true })
  if (decoded.call === null) {
    const malformed = `${decoded.signature}, but the data does not fit it`
    rows.push({ label: 'Function', value: decoded.signature === null ? 'not known' : malformed })
    return rows
  }
  rows.push({ label: 'Function', value: decoded.signature ?? 'not known', mono: true })
  return [...rows, ...callDetails(decoded.call)]
}

const callDetails = (call: Call): Detail[] =>
  Object.entries(call).flatMap(([label, value]) => {
    if (label === 'name') return []
    const text = Array.isArray(value)
      ? value.map(({ id, amount }) => `${amount} of #${id}`).join(', ')
      : String(value)
    return [{ label: `Argument ${label}`, value: text, mono: true }]
  })

const PAST: Readonly<Record<string, string>> = {
  Send: 'Sent',
  Move: 'Moved',
  Create: 'Created',
  Call: 'Called',
  Take: 'Took',
  Let: 'Let',
  Run: 'Ran',
}

/** A title as the activity tells it: "Send 1 ETH to …" becomes "Sent 1 ETH to …". */
export function past(title: readonly Part[]): Part[] {
  const [first, ...rest] = title
  if (typeof first !== 'string') return [...title]
  return [first.replace(/^\w+/, (verb) => (Object.hasOwn(PAST, verb) ? (PAST[verb] ?? verb) : verb)), ...rest]
}
