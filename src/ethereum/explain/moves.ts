/** What came and went, in words: "Swapped 1 ETH for 3 120 USDC", "Received 5 USDC from …", "Allowed … to spend …". */
import type { ActivityKind, Move, Part } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import { ZERO_ADDRESS } from '../address.ts'
import { visibleLine } from '../text.ts'
import { formatAmount } from '../units.ts'

/** Enough of a fraction for a sentence; the row's details have all of it. */
const FRACTION = 6
/** Named in a sentence; more are counted. */
const MOST_NAMED = 3
/** What nobody can spend in a lifetime is said as "any amount". */
const UNLIMITED = 2n ** 255n

export type Told = { kind: ActivityKind; title: Part[] }

const isNft = ({ kind }: Move): boolean => kind === 'erc721' || kind === 'erc1155'
const isIn = ({ amount }: Move): boolean => !amount.startsWith('-')

/**
 * @param moves what came and went, all in all; not empty
 * @param other the one account at the other end, where there is one
 */
export function tellMoves(moves: readonly Move[], other: Address | null): Told {
  const ins = moves.filter(isIn)
  const outs = moves.filter((move) => !isIn(move))
  if (ins.length > 0 && outs.length > 0)
    return { kind: 'swap', title: ['Swapped ', ...listed(outs), ' for ', ...listed(ins)] }
  const nft = moves.every(isNft)
  if (ins.length > 0) {
    const from: Part[] = other === null || other === ZERO_ADDRESS ? [] : [' from ', { address: other }]
    return { kind: nft ? 'nft-receive' : 'receive', title: ['Received ', ...listed(ins), ...from] }
  }
  const to: Part[] = other === null ? [] : other === ZERO_ADDRESS ? [] : [' to ', { address: other }]
  const verb = other === ZERO_ADDRESS ? 'Destroyed ' : 'Sent '
  const native = moves.every(({ kind }) => kind === 'native')
  const kind = nft ? 'nft-send' : native ? 'send' : 'token-send'
  return { kind, title: [verb, ...listed(outs), ...to] }
}

/** A right over one token, one item, or with `tokenId` null and `all` all items of a contract. */
export function tellRight(right: {
  spender: Address
  token: Address
  amount: bigint
  symbol: string | null
  decimals: number | null
  tokenId: string | null
  all: boolean
}): Told {
  const { spender, token, amount, symbol, decimals, tokenId, all } = right
  const who: Part = { address: spender }
  const kind = 'approve'
  const nothing = spender === ZERO_ADDRESS || (amount === 0n && tokenId === null)
  if (all) {
    const what: Part[] = [{ strong: 'all items' }, ' of ', { address: token }]
    if (nothing) return { kind, title: ['Took back the right of ', who, ' to move ', ...what] }
    return { kind, title: ['Allowed ', who, ' to move ', ...what] }
  }
  if (tokenId !== null) {
    const what: Part[] = [{ strong: `item ${idText(tokenId)}` }, ' of ', { address: token }]
    if (nothing) return { kind, title: ['Took back the right to move ', ...what] }
    return { kind, title: ['Allowed ', who, ' to move ', ...what] }
  }
  const name: Part = symbol === null ? { address: token } : { strong: visibleLine(symbol, 24) }
  if (nothing) return { kind, title: ['Took back the right of ', who, ' to spend ', name] }
  if (amount >= UNLIMITED)
    return { kind, title: ['Allowed ', who, ' to spend ', { strong: 'any amount' }, ' of ', name] }
  const what = quantity({ kind: 'erc20', token, symbol, decimals, amount: amount.toString(), tokenId: null })
  return { kind, title: ['Allowed ', who, ' to spend ', ...what] }
}

function listed(moves: readonly Move[]): Part[] {
  const named = moves.slice(0, moves.length > MOST_NAMED ? MOST_NAMED - 1 : MOST_NAMED)
  const rest = moves.length - named.length
  const parts = named.map(quantity)
  if (rest > 0) parts.push([`${rest} more`])
  return parts.flatMap((part, i) => {
    if (i === 0) return part
    return [i === parts.length - 1 ? ' and ' : ', ', ...part]
  })
}

function quantity({ kind, token, symbol, decimals, amount, tokenId }: Move): Part[] {
  const size = BigInt(amount.replace('-', ''))
  if (tokenId !== null || kind === 'erc721' || kind === 'erc1155') {
    const item: Part = { strong: `${size > 1n ? `${size} × ` : ''}item ${idText(tokenId ?? '')}` }
    return token === 'native' ? [item] : [item, ' of ', { address: token }]
  }
  if (symbol !== null && decimals !== null)
    return [
      { strong: `${formatAmount(size, decimals, { maxFraction: FRACTION })} ${visibleLine(symbol, 24)}` },
    ]
  return token === 'native'
    ? [{ strong: size.toString() }]
    : [{ strong: 'an amount' }, ' of ', { address: token }]
}

/** Ids can have 78 digits. */
const idText = (id: string): string => `#${id.length > 12 ? `${id.slice(0, 5)}…${id.slice(-4)}` : id}`
