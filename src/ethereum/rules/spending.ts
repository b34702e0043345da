/** Reads what a signature lets others take: permits of EIP-2612 and DAI, Permit2, EIP-3009, and marketplace orders. */
import type { Address } from '../../shared/hex.ts'
import { isUnlimited } from '../calls.ts'
import { isOrder } from '../orders/read.ts'
import type { TypedData } from '../typed-data.ts'
import type { Value } from '../typed-data-values.ts'
import { valueAt } from '../typed-data-view.ts'
import { addressIn, integerIn } from './read.ts'

/** EIP-3009: moves the tokens at once. */
const AUTHORIZATION = /^(?:Transfer|Receive)WithAuthorization$/
/** Keys that trade and nothing else. */
const AGENT = /Agent|BuilderFee/

/** Null for the amount when none is stated, which is as good as unlimited. */
export type Grant = {
  amount: bigint | null
  token: Address | null
  /** One item of a collection, or all of them. */
  item?: bigint | 'all'
}
export type Spending = {
  spender: Address | null
  grants: Grant[]
  /** Seconds since 1970; null for no end. */
  until: bigint | null
  revokes: boolean
  /** What the spender must give in return is part of it (Permit2's witness). */
  conditional: boolean
}

/** Null for a signature that gives no spending power. */
export function spendingOf(data: TypedData): Spending | null {
  const { domain, message, primaryType } = data
  if (message === null || isOrder(data) || AGENT.test(primaryType)) return null
  const spender = addressIn(message, 'spender') ?? addressIn(message, 'operator')
  const authorization = AUTHORIZATION.test(primaryType)
  if (spender === null && !authorization && !/permit|approv|allowance/i.test(primaryType)) return null
  return {
    spender: spender ?? (authorization ? addressIn(message, 'to') : null),
    grants: grantsOf(domain, message),
    until: deadline(message),
    revokes: revokes(message),
    conditional: /Witness/.test(primaryType),
  }
}

/** Permit2: taken once, under conditions of any kind. */
export const isWitnessed = ({ primaryType }: TypedData): boolean =>
  /^Permit(?:Batch)?WitnessTransferFrom$/.test(primaryType)

export const isWithoutLimit = ({ amount }: Grant): boolean => amount === null || isUnlimited(amount)

/** DAI's permit says yes or no in the place of an amount, as those for all items do. */
function revokes(message: Value): boolean {
  return ['allowed', 'approved'].some((name) => {
    const said = valueAt(message, name)
    return said?.kind === 'bool' && !said.value
  })
}

function grantsOf(domain: Value, message: Value): Grant[] {
  const listed = valueAt(message, 'details') ?? valueAt(message, 'permitted')
  if (listed !== undefined) {
    const items = listed.kind === 'array' ? listed.items : [listed]
    return items.map((item) => ({ amount: integerIn(item, 'amount'), token: addressIn(item, 'token') }))
  }
  const amount =
    integerIn(message, 'value') ?? integerIn(message, 'amount') ?? integerIn(message, 'allowance')
  const token = addressIn(message, 'token') ?? addressIn(domain, 'verifyingContract')
  if (amount !== null) return [{ amount, token }]
  // Of a collection, such as the positions of Uniswap (ERC-4494).
  const item = integerIn(message, 'tokenId')
  if (item !== null) return [{ amount: 1n, token, item }]
  return [valueAt(message, 'approved')?.kind === 'bool' ? { amount, token, item: 'all' } : { amount, token }]
}

/** The end of the right itself where it is stated (Permit2), else of the signature. Seconds. */
function deadline(message: Value): bigint | null {
  const details = valueAt(message, 'details')
  const ends = (details?.kind === 'array' ? details.items : [details]).map((item) =>
    integerIn(item, 'expiration'),
  )
  const latest = ends.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null)
  if (latest !== null) return latest
  for (const name of ['deadline', 'sigDeadline', 'expiry', 'validBefore', 'end']) {
    const found = integerIn(message, name)
    // DAI's permit writes "never" as zero.
    if (found !== null) return name === 'expiry' && found === 0n ? null : found
  }
  return null
}
