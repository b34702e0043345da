/** Orders of Seaport, and transfers by signature whose conditions are a witness of any type (Permit2). */
import type { Detail, Part } from '../../messaging/protocol.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import { isUnlimited } from '../calls.ts'
import { visibleLine } from '../text.ts'
import type { TypedData } from '../typed-data.ts'
import type { Value } from '../typed-data-values.ts'
import { treeOf, valueAt } from '../typed-data-view.ts'
import { formatPlainAmount, timeText, untilWords } from './amounts.ts'
import type { Facts } from './facts.ts'
import type { ExplainedMessage } from './typed-data.ts'

export function tellOrder(
  { primaryType, message }: TypedData,
  account: Address,
  facts: Facts,
  chainId: number,
): ExplainedMessage | null {
  if (message === null) return null
  if (primaryType === 'OrderComponents') return seaport(message, account, facts, chainId)
  const witnessed = /^Permit(?:Batch)?WitnessTransferFrom$/.test(primaryType)
  return witnessed ? witness(message, facts, chainId) : null
}

export const integer = (value: Value | undefined): bigint | null =>
  value?.kind === 'integer' ? value.value : null
export const addressAt = (value: Value, name: string): Address | null => {
  const found = valueAt(value, name)
  return found?.kind === 'address' ? found.value : null
}
export const itemsAt = (value: Value, name: string): readonly Value[] => {
  const found = valueAt(value, name)
  return found?.kind === 'array' ? found.items : []
}

export type Item = { type: bigint; token: Address; id: bigint; start: bigint; end: bigint }

/** An item of an offer or a consideration. @throws TypeError */
export function itemOf(value: Value): Item {
  const type = integer(valueAt(value, 'itemType'))
  const token = addressAt(value, 'token')
  const id = integer(valueAt(value, 'identifierOrCriteria'))
  const [start, end] = [integer(valueAt(value, 'startAmount')), integer(valueAt(value, 'endAmount'))]
  if (type === null || token === null || id === null || start === null || end === null)
    throw new TypeError('no item')
  return { type, token, id, start, end }
}

/** Item types of Seaport: the coin, a token, an item, some of an item, and any item of a set. */
export function itemParts(
  { type, token, id, start, end }: Item,
  facts: Pick<Facts, 'coin' | 'token'>,
  chainId: number,
): Part[] {
  if (type === 0n) return [{ strong: range(start, end, 18, facts.coin(chainId) ?? 'coins') }]
  if (type === 1n) return amountParts(token, start, end, facts, chainId)
  const many = type === 3n || type === 5n ? `${start === end ? start : `${start} to ${end}`} of ` : ''
  const what = type >= 4n ? (id === 0n ? 'any item' : 'any item of a chosen set') : `item #${id}`
  return [{ strong: `${many}${what}` }, ' of ', { address: token }]
}

function amountParts(
  token: Address,
  start: bigint,
  end: bigint,
  facts: Pick<Facts, 'token'>,
  chainId: number,
): Part[] {
  const known = facts.token(chainId, token)
  if (known === null) return [{ strong: range(start, end, 0, 'base units') }, ' of ', { address: token }]
  const symbol = visibleLine(known.symbol, 24)
  const amount = {
    strong: isUnlimited(start)
      ? `an unlimited amount of ${symbol}`
      : range(start, end, known.decimals, symbol),
  }
  return known.vouched ? [amount] : [amount, ' (', { address: token }, ')']
}

const range = (start: bigint, end: bigint, decimals: number, symbol: string): string =>
  start === end
    ? `${formatPlainAmount(start, decimals)} ${symbol}`
    : `${formatPlainAmount(start, decimals)} to ${formatPlainAmount(end, decimals)} ${symbol}`

export function listed(items: readonly Part[][]): Part[] {
  const shown = items.slice(0, 4).flatMap((item, i): Part[] => (i === 0 ? item : [' and ', ...item]))
  return items.length > 4 ? [...shown, ` and ${items.length - 4} more`] : shown
}

function seaport(message: Value, account: Address, facts: Facts, chainId: number): ExplainedMessage {
  const offer = itemsAt(message, 'offer')
  const asked = itemsAt(message, 'consideration')
  const mine = asked.filter((item) => sameAddress(addressAt(item, 'recipient') ?? '0x', account))
  const others = asked.filter((item) => !mine.includes(item))
  const parts = (items: readonly Value[]) =>
    listed(items.map((item) => itemParts(itemOf(item), facts, chainId)))
  const given: Part[] = offer.length === 0 ? [{ strong: 'nothing' }] : parts(offer)
  const got: Part[] = mine.length === 0 ? [{ strong: 'nothing for you' }] : parts(mine)
  const ends = integer(valueAt(message, 'endTime'))
  const row = (label: string) => (item: Value) => {
    const recipient = addressAt(item, 'recipient')
    const text = itemParts(itemOf(item), facts, chainId)
      .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address))
      .join('')
    return { label, value: recipient === null ? text : `${text} to ${recipient}` }
  }
  return {
    summary: [
      ['Offer ', ...given, ' for ', ...got, ...(ends === null ? [] : [`, ${untilWords(ends)}`])],
      ...(others.length === 0 ? [] : [['Besides, others get ', ...parts(others), '.']]),
    ],
    rows: [...offer.map(row('You give')), ...asked.map(row('Somebody pays'))],
    calls: [],
  }
}

function witness(message: Value, facts: Facts, chainId: number): ExplainedMessage | null {
  const spender = addressAt(message, 'spender')
  const permitted = valueAt(message, 'permitted')
  if (message.kind !== 'struct' || spender === null || permitted === undefined) return null
  const grants = (permitted.kind === 'array' ? permitted.items : [permitted]).map((item) => {
    const [token, amount] = [addressAt(item, 'token'), integer(valueAt(item, 'amount'))]
    if (token === null || amount === null) throw new TypeError('no grant')
    return amountParts(token, amount, amount, facts, chainId)
  })
  const deadline = integer(valueAt(message, 'deadline'))
  const known = new Set(['permitted', 'spender', 'nonce', 'deadline'])
  const conditions = message.fields.filter(({ name }) => !known.has(name))
  const rows: Detail[] = treeOf(conditions).map(({ depth, name, type, value }) => ({
    label: name,
    value: value ?? type,
    mono: true,
    ...(depth === 0 ? {} : { depth }),
  }))
  return {
    summary: [
      [
        'Let ',
        { address: spender },
        ' take ',
        ...listed(grants),
        ' once',
        ...(deadline === null ? [] : [`, ${untilWords(deadline)}`]),
      ],
      ['What it must give in return stands in the conditions: see the details.'],
    ],
    rows: [
      { label: 'Spender', value: spender },
      ...(deadline === null ? [] : [{ label: 'Signature valid until', value: timeText(deadline) }]),
      ...rows,
    ],
    calls: [],
  }
}
