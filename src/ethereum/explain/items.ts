/** What an order gives and asks for, as parts of a sentence. */
import type { Part } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import { isUnlimited } from '../calls.ts'
import type { Item } from '../orders/order.ts'
import { visibleLine } from '../text.ts'
import { formatPlainAmount } from './amounts.ts'
import type { Facts } from './facts.ts'

/** Item types of Seaport: the coin, a token, an item, some of an item, and any item of a set. */
export function itemParts(
  { type, token, id, start, end }: Item,
  facts: Pick<Facts, 'coin' | 'token'>,
  chainId: number,
): Part[] {
  if (type === 0n) return [{ strong: range(start, end, 18, facts.coin(chainId) ?? 'coins') }]
  if (type === 1n) return amountParts(token, start, end, facts, chainId)
  const several = type === 3n || type === 5n || start !== 1n || end !== 1n
  const many = several ? `${start === end ? start : `${start} to ${end}`} of ` : ''
  const what = type >= 4n ? (id === 0n ? 'any item' : 'any item of a chosen set') : `item #${id}`
  return [{ strong: `${many}${what}` }, ' of ', { address: token }]
}

export function amountParts(
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

/** As many as one sentence can name, and as many sentences as anybody reads. */
const MOST = 8
const MOST_SENTENCES = 40

/** None is left out: more than a sentence can name have sentences of their own, which are read to their end. */
export function listed(items: readonly Part[][]): { inline: Part[]; below: Part[][] } {
  if (items.length <= MOST) return { inline: joined(items), below: [] }
  const size = Math.ceil(items.length / MOST_SENTENCES)
  const below = Array.from({ length: Math.ceil(items.length / size) }, (_, i): Part[] => {
    const some = items.slice(i * size, (i + 1) * size)
    const first = i * size + 1
    return [some.length === 1 ? `${first}: ` : `${first} to ${first + some.length - 1}: `, ...joined(some)]
  })
  return { inline: [{ strong: `${items.length} things` }, ' (each named below)'], below }
}

const joined = (items: readonly Part[][]): Part[] =>
  items.flatMap((item, i): Part[] => (i === 0 ? item : [' and ', ...item]))
