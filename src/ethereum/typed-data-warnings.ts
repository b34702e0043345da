/**
 * Signatures that are spending power: whoever holds one can move tokens without asking again. EIP-2612, DAI's
 * older permit, Permit2 in all its forms, EIP-3009, and marketplace orders.
 */
import type { Warning } from '../messaging/protocol.ts'
import { isUnlimited } from './calls.ts'
import type { TypedData } from './typed-data.ts'
import type { Value } from './typed-data-values.ts'
import { leafText, valueAt } from './typed-data-view.ts'

/** EIP-3009: moves the tokens at once. */
const AUTHORIZATION = /^(?:Transfer|Receive)WithAuthorization$/
/** Seaport and the like: the signer's offer stands until somebody takes it. */
const ORDER = /^(?:OrderComponents|BulkOrder|Order|MakerOrder|Maker|TakerOrder)$/
const MONTH = 30 * 24 * 60 * 60 * 1000

/** @param now milliseconds since 1970; with it, a right of more than thirty days is a danger */
export const typedDataWarnings = (data: TypedData, now?: number): Warning[] => [
  ...spendingWarnings(data, now),
  ...domainWarnings(data),
]

/** A domain that is not signed lets whoever holds the signature show it anywhere. */
function domainWarnings({ domain, unsigned }: TypedData): Warning[] {
  if (domain.fields.some((field) => field.value.kind !== 'absent')) return []
  const named = unsigned.length > 0
  return [
    {
      rule: 'unbound-signature',
      severity: named ? 'danger' : 'warning',
      title: 'The signature is bound to no site, contract or network',
      text: named
        ? 'The request names them, but leaves them out of what is signed. It can be used anywhere. Reject it, unless you know why.'
        : 'Whoever holds it can use it wherever somebody takes it. Sign only what you would sign for anybody.',
    },
  ]
}

/** What is said of every request of eth_signTypedData, whose lists have no domain at all. */
export const OLD_FORMAT: Warning = {
  rule: 'old-format',
  severity: 'warning',
  title: 'An old format, bound to no site and no network',
  text: 'Whoever gets this signature can use it on any site and any network, and its parts can be cut apart in more than one way. Sign only if you know this site and every line.',
}

function spendingWarnings(data: TypedData, now?: number): Warning[] {
  const { message, primaryType } = data
  if (message === null) return []
  if (ORDER.test(primaryType)) return [orderWarning(message)]
  const spender = valueAt(message, 'spender') ?? valueAt(message, 'operator')
  const authorization = AUTHORIZATION.test(primaryType)
  if (spender === undefined && !authorization && !/permit|approv|allowance/i.test(primaryType)) return []
  if (revokes(message)) return [REVOCATION]

  const who = textOf(spender ?? (authorization ? valueAt(message, 'to') : undefined)) ?? 'Whoever holds it'
  const grants = grantsOf(data.domain, message)
  const amounts = grants.map(({ amount, token }) => `${amountWords(amount)} of ${token ?? 'a token'}`)
  const until = deadline(message)
  const text = [
    `${who} could take ${amounts.join(', and ')} from your account`,
    until === null ? '' : `, ${dateWords(until)}`,
    ', without a transaction of yours and without asking again. Sign only if this is what you came to do.',
  ].join('')
  const unlimited = grants.some(({ amount }) => amount === null || isUnlimited(amount))
  const long = until === null || (now !== undefined && until * 1000n > BigInt(now + MONTH))
  return [
    {
      rule: 'spending-signature',
      severity: unlimited || long ? 'danger' : 'warning',
      title: unlimited
        ? 'This signature gives unlimited spending power'
        : 'This signature gives spending power',
      text,
    },
  ]
}

const REVOCATION: Warning = {
  rule: 'spending-signature',
  severity: 'info',
  title: 'This signature takes a spending right back',
  text: 'It ends an allowance that was given before.',
}

/** DAI's permit says yes or no in the place of an amount. */
function revokes(message: Value): boolean {
  const allowed = valueAt(message, 'allowed')
  return allowed?.kind === 'bool' && !allowed.value
}

/** Null for the amount when none is stated, which is as good as unlimited. */
type Grant = { amount: bigint | null; token: string | null }

function grantsOf(domain: Value, message: Value): Grant[] {
  const listed = valueAt(message, 'details') ?? valueAt(message, 'permitted')
  if (listed !== undefined) {
    const items = listed.kind === 'array' ? listed.items : [listed]
    return items.map((item) => ({
      amount: integer(valueAt(item, 'amount')),
      token: textOf(valueAt(item, 'token')),
    }))
  }
  const amount = integer(valueAt(message, 'value') ?? valueAt(message, 'amount'))
  return [{ amount, token: textOf(valueAt(message, 'token') ?? valueAt(domain, 'verifyingContract')) }]
}

const textOf = (value: Value | undefined): string | null =>
  value?.kind === 'address' ? leafText(value) : null
const integer = (value: Value | undefined): bigint | null => (value?.kind === 'integer' ? value.value : null)

const amountWords = (amount: bigint | null): string =>
  amount === null || isUnlimited(amount) ? 'an unlimited amount' : `${amount} base units`

/** The end of the right itself where it is stated (Permit2), else of the signature. Seconds. */
function deadline(message: Value): bigint | null {
  const details = valueAt(message, 'details')
  const ends = (details?.kind === 'array' ? details.items : [details]).map((item) =>
    integer(valueAt(item, 'expiration')),
  )
  const latest = ends.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null)
  if (latest !== null) return latest
  for (const name of ['deadline', 'sigDeadline', 'expiry', 'validBefore']) {
    const found = integer(valueAt(message, name))
    // DAI's permit writes "never" as zero.
    if (found !== null) return name === 'expiry' && found === 0n ? null : found
  }
  return null
}

/** No date past the year 9999 is meant as one. */
function dateWords(seconds: bigint): string {
  if (seconds > 253_402_300_799n) return 'for ever'
  const format = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return `until ${format.format(new Date(Number(seconds) * 1000))}`
}

function orderWarning(message: Value): Warning {
  const free = asksNothing(message)
  return {
    rule: 'order-signature',
    severity: free ? 'danger' : 'warning',
    title: free ? 'This signature gives your items away' : 'This signature is an offer to sell',
    text: free
      ? 'The order asks for nothing in return. Whoever holds it can take what it offers. Reject this.'
      : 'Whoever holds it can complete the trade without asking you again. Check what is given and what is asked for, one by one.',
  }
}

/** An order, or one of many in a bulk order, whose consideration is empty. */
function asksNothing(value: Value): boolean {
  if (value.kind === 'array') return value.items.some(asksNothing)
  if (value.kind !== 'struct') return false
  const asked = valueAt(value, 'consideration')
  if (asked?.kind === 'array' && asked.items.length === 0) return true
  return value.fields.some((field) => asksNothing(field.value))
}
