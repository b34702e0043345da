/** Which rows a question is about. */
import type { ActivityGroup, ActivityKind, ActivityQuery, ActivityRow } from '../../messaging/protocol.ts'

const GROUP: Readonly<Record<ActivityKind, ActivityGroup>> = {
  send: 'sent',
  'token-send': 'sent',
  receive: 'received',
  swap: 'swapped',
  approve: 'allowances',
  'nft-send': 'nfts',
  'nft-receive': 'nfts',
  message: 'signed',
  'typed-data': 'signed',
  'sign-in': 'signed',
  contract: 'other',
  deploy: 'other',
  batch: 'other',
  delegate: 'other',
  cancel: 'other',
}

/** @param name what the wallet calls an address, and a network */
export function matcher(
  query: ActivityQuery,
  name: { address(address: string): string; network(chainId: number): string },
): (row: ActivityRow) => boolean {
  const words = query.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return (row) => {
    const at = row.createdAt
    if (row.spam !== query.spam) return false
    if (query.chainId !== null && row.chainId !== query.chainId) return false
    if (query.group !== null && GROUP[row.kind] !== query.group) return false
    if (query.since !== null && at < query.since) return false
    if (query.until !== null && at > query.until) return false
    if (words.length === 0) return true
    const text = textOf(row, name)
    const ids = idsOf(row)
    return words.every((word) => text.includes(word) || (isPartOfId(word) && ids.includes(word)))
  }
}

/** A single digit is meant as an amount, not as a part of some hash. */
const isPartOfId = (word: string): boolean => word.startsWith('0x') || word.length >= 6

const addressesOf = (row: ActivityRow): string[] => [
  row.from,
  ...(row.to === null ? [] : [row.to]),
  ...row.title.flatMap((part) => (typeof part === 'object' && 'address' in part ? [part.address] : [])),
]

const idsOf = (row: ActivityRow): string => [row.hash, ...addressesOf(row)].join(' ').toLowerCase()

/** Amounts are written with thin spaces; nobody searches for those. */
function textOf(row: ActivityRow, name: Parameters<typeof matcher>[1]): string {
  const title = row.title.map((part) =>
    typeof part === 'string' ? part : 'strong' in part ? part.strong : '',
  )
  const symbols = row.moves.map(({ symbol }) => symbol ?? '')
  const names = addressesOf(row).map(name.address)
  const facts = [row.origin, name.network(row.chainId), row.error ?? '', row.status]
  return [title.join(''), ...names, ...symbols, ...facts].join(' ').replaceAll('\u202F', '').toLowerCase()
}
