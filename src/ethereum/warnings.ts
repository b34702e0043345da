/**
 * The first rules about what a person should hear before signing: what is wrong, why it matters, what to do. Pure
 * functions of the request; nothing here is a reason to sign.
 */
import type { Warning } from '../messaging/protocol.ts'
import { type Address, sameAddress } from '../shared/hex.ts'
import { ZERO_ADDRESS } from './address.ts'
import { type Call, decodeCall, isUnlimited } from './calls.ts'
import type { ExplainContext, ExplainedTransaction } from './explain/context.ts'
import { messageText } from './message.ts'
import { looksLikeTransaction } from './rlp.ts'
import { visibleLine } from './text.ts'

export { typedDataWarnings } from './typed-data-warnings.ts'

const ORDER = { danger: 0, warning: 1, info: 2 }

/** The worst first. */
export const sortWarnings = (warnings: readonly Warning[]): Warning[] =>
  warnings.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity])

export function transactionWarnings(tx: ExplainedTransaction, context: ExplainContext): Warning[] {
  const warnings: Warning[] = []
  const add = (rule: string, severity: Warning['severity'], title: string, text: string) =>
    warnings.push({ rule, severity, title, text })
  const decoded = tx.to === null ? null : decodeCall(tx.data)
  const call = decoded?.call ?? null
  const recipient = recipientOf(tx, call)

  if (recipient !== null && sameAddress(recipient, ZERO_ADDRESS)) {
    add('zero-address', 'danger', 'This address belongs to nobody', 'What is sent to it is lost for good.')
  }
  if (tx.to === null && tx.value > 0n) {
    const text = `The new contract gets your ${context.symbol} and alone decides what becomes of it. Reject this unless you wrote the contract.`
    add('deploy-value', 'danger', 'Creates a contract and pays it', text)
  }
  if (call !== null && 'spender' in call && isUnlimited(call.amount)) {
    const text = `${call.spender} could take all you have of this token, today or years from now. Ask the site for the amount that is needed.`
    add('unlimited-allowance', 'danger', 'The allowance is unlimited', text)
  }
  if (call?.name === 'setApprovalForAll' && call.approved) {
    const text = `${call.operator} could take every item that you have in this collection. Marketplaces ask for this to sell for you; anybody else who asks wants your items.`
    add('approval-for-all', 'danger', 'Gives away control of a whole collection', text)
  }
  if (tx.to !== null && tx.data !== '0x' && context.isContract === false) {
    const text =
      'There is no contract at this address, so the data does nothing. The site may use another network, or the address may be wrong.'
    add('no-code', 'warning', 'Sends data to an address without a contract', text)
  }
  if (recipient !== null && isLostToToken(tx, call, recipient, context)) {
    const text =
      'Tokens and coins sent to the contract of a token usually cannot be got back. Check the address of the recipient.'
    add('token-recipient', 'danger', 'The recipient is the contract of a token', text)
  }
  if (decoded?.signature != null && decoded.call === null) {
    const text = `The data begins as ${decoded.signature} but is not well-formed. It may be made to be misread. Reject this unless you know why.`
    add('malformed-call', 'danger', 'The data is not what it seems to be', text)
  }
  return sortWarnings(warnings)
}

/** What is dangerous in a call is so in a call that wraps it: these rules look into every one of them. */
const INNER = new Set([
  'zero-address',
  'unlimited-allowance',
  'approval-for-all',
  'token-recipient',
  'malformed-call',
])

/** Of a transaction and of the calls that it makes in turn; each rule once. */
export function callWarnings(
  tx: ExplainedTransaction,
  calls: readonly ExplainedTransaction[],
  context: ExplainContext,
): Warning[] {
  const outer = transactionWarnings(tx, context)
  const rules = new Set(outer.map(({ rule }) => rule))
  return sortWarnings([...outer, ...innerWarnings(calls, context).filter(({ rule }) => !rules.has(rule))])
}

/** Of calls that are made in turn; each rule once. */
export function innerWarnings(calls: readonly ExplainedTransaction[], context: ExplainContext): Warning[] {
  const found = calls
    .flatMap((call) => transactionWarnings(call, { ...context, isContract: null }))
    .filter(({ rule }) => INNER.has(rule))
  const first = found.filter(({ rule }, i) => found.findIndex((one) => one.rule === rule) === i)
  return first.map((one) => ({ ...one, title: `Inside of it: ${one.title}` }))
}

/** Who gets what is sent: coins, tokens or items. */
function recipientOf(tx: ExplainedTransaction, call: Call | null): Address | null {
  if (call !== null && 'to' in call) return call.to
  return call === null ? tx.to : null
}

function isLostToToken(
  tx: ExplainedTransaction,
  call: Call | null,
  recipient: Address,
  context: ExplainContext,
): boolean {
  // A call that is not understood goes to its contract as a matter of course.
  if (call === null && tx.data !== '0x') return false
  if (call !== null && tx.to !== null && sameAddress(recipient, tx.to)) return true
  const token = context.token(recipient)
  if (token === null) return false
  // Coins sent to their wrapper come back as wrapped coins.
  return call !== null || (tx.value > 0n && token.symbol !== `W${context.symbol}`)
}

export function messageWarnings(bytes: Uint8Array): Warning[] {
  const text = messageText(bytes)
  if (looksLikeTransaction(bytes)) {
    const words =
      'These bytes are put together like a transaction. No honest site needs them signed as a message. Reject this.'
    return [
      {
        rule: 'message-transaction',
        severity: 'danger',
        title: 'The message looks like a transaction',
        text: words,
      },
    ]
  }
  if (bytes.length === 32 || (text !== null && /^\s*(?:0x)?[0-9a-fA-F]{64}\s*$/.test(text))) {
    const words =
      'A hash can stand for anything: an order, a login elsewhere, a contract. Sign it only if you know what it was made from.'
    return [
      { rule: 'message-hash', severity: 'warning', title: 'The message looks like a hash', text: words },
    ]
  }
  if (text !== null) return []
  const words = 'The bytes are not text, so nobody can tell from them what you agree to.'
  return [{ rule: 'message-bytes', severity: 'warning', title: 'The message cannot be read', text: words }]
}

const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/

/** @param origin as the browser tells it, or `wallet` */
export function originWarnings(origin: string): Warning[] {
  if (!origin.startsWith('http://') || LOOPBACK.test(origin)) return []
  const text = `Anybody between you and ${visibleLine(origin, 80)} can change what it asks of you. Use the https address of the site.`
  return [
    { rule: 'plain-http', severity: 'warning', title: 'The connection to this site is not secure', text },
  ]
}
