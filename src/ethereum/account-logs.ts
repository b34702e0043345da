/**
 * The events by which tokens and NFTs move, and rights over them are given (ERC-20, ERC-721, ERC-1155): how a node is
 * asked for those of some accounts, and what one says. Whatever an endpoint sends is held against the standards.
 */
import { decodeAbiParameters, getAddress } from 'viem/utils'
import { type Address, type Hex, hexToBytes, isAddressLike, isHex, sameAddress } from '../shared/hex.ts'
import { PERMIT2 } from './known-contracts.ts'

/** keccak of the signatures (https://eips.ethereum.org/EIPS/eip-20, eip-721, eip-1155). */
export const TOPICS = {
  Transfer: '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef',
  Approval: '0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925',
  ApprovalForAll: '0x17307eab39ab6107e8899845ad3d59bd9653f200f220920489ca2b5937696c31',
  TransferSingle: '0xc3d58168c5ae7397731d063d5bbf3d657854427343f4c083240f7aacaa2d0f62',
  TransferBatch: '0x4a39dc06d4c0dbc64b70af90fd698a233a518aa5d07e595d983b8c0526c8f7fb',
  /** Of Permit2, https://github.com/Uniswap/permit2: owner, token and spender are indexed in both. */
  Permit2Approval: '0xda9fa7c1b00402c17d0161b249b1ab8bbec047c5a52207b9c112deffd817036b',
  Permit2Permit: '0xc6a377bfc4eb120024a8ac08eef205be16b817020812c73223e81d1bdb9708ec',
} as const satisfies Record<string, Hex>

export type LogKind = 'erc20' | 'erc721' | 'erc1155' | 'allowance' | 'operator' | 'permit2'

/** A right that was given or taken back, as against something that moved. */
export const isRight = (kind: LogKind | 'native'): kind is 'allowance' | 'operator' | 'permit2' =>
  kind === 'allowance' || kind === 'operator' || kind === 'permit2'

/**
 * One thing that a log says. Of `allowance` (one spender, an amount or one item) and `operator` (all items; amount 1
 * or 0) `from` is the owner and `to` whom the right is given. So it is of `permit2`, whose `token` is not the contract
 * that logged it but the token that may be taken through it.
 */
export type ChainLog = {
  kind: LogKind
  /** The contract. */
  token: Address
  from: Address
  to: Address
  /** Base units; of an ERC-721 always 1. */
  amount: bigint
  /** Null for an ERC-20. */
  tokenId: bigint | null
  hash: Hex
  block: number
  /** The number of the log in its block. */
  log: number
  /** Which of the items of one log (ERC-1155 batches). */
  part: number
  /** Seconds since 1970 where the node tells, else null. */
  time: number | null
}

export type LogFilter = { topics: (Hex | readonly Hex[] | null)[] }

const topicOf = (address: Address): Hex => `0x${address.slice(2).toLowerCase().padStart(64, '0')}`

/**
 * Three filters find everything of the accounts: what they send and allow, what tokens come to them (and which ERC-1155
 * items leave), and which ERC-1155 items come.
 */
export function logFilters(accounts: readonly Address[]): LogFilter[] {
  const who = accounts.map(topicOf)
  const { Transfer, Approval, ApprovalForAll, TransferSingle, TransferBatch } = TOPICS
  const { Permit2Approval, Permit2Permit } = TOPICS
  return [
    { topics: [[Transfer, Approval, ApprovalForAll, Permit2Approval, Permit2Permit], who] },
    { topics: [[Transfer, TransferSingle, TransferBatch], null, who] },
    { topics: [[TransferSingle, TransferBatch], null, null, who] },
  ]
}

/** More items than this in one log are no one's own doing. */
const MOST_ITEMS = 200
const UINT_UINT = [{ type: 'uint256' }, { type: 'uint256' }] as const
/** An amount and the second when it ends; a nonce may follow. */
const PERMIT2_DATA = [{ type: 'uint160' }, { type: 'uint48' }] as const
const UINTS_UINTS = [{ type: 'uint256[]' }, { type: 'uint256[]' }] as const

/** @returns what the log says; nothing when it is malformed, was taken back, or follows no standard. */
export function parseLog(raw: unknown): ChainLog[] {
  if (typeof raw !== 'object' || raw === null) return []
  const fields = new Map<string, unknown>(Object.entries(raw))
  const [address, hash, data, removed] = ['address', 'transactionHash', 'data', 'removed'].map((key) =>
    fields.get(key),
  )
  const topics = fields.get('topics')
  if (removed === true || !isAddressLike(address) || !isWord(hash) || !isHex(data)) return []
  if (!Array.isArray(topics) || !topics.every(isWord)) return []
  const [block, log] = [quantity(fields.get('blockNumber')), quantity(fields.get('logIndex'))]
  if (block === null || log === null) return []
  const place = { token: getAddress(address), hash: lower(hash), block, log, time: timeOf(fields) }
  try {
    const parsed = topics.map(lower)
    const contents = permit2Of(address, parsed, lower(data)) ?? contentsOf(parsed, lower(data))
    return contents.map((content, part) => ({ ...place, ...content, part }))
  } catch {
    // Data that does not decode: not of the standard that its topic names.
    return []
  }
}

type Content = Pick<ChainLog, 'kind' | 'from' | 'to' | 'amount' | 'tokenId'>

function contentsOf([event, ...indexed]: readonly Hex[], data: Hex): Content[] {
  const [first, second, third] = indexed
  if (first === undefined || second === undefined) return []
  const isMove = event === TOPICS.Transfer
  if (isMove || event === TOPICS.Approval) {
    const ends = endsOf(first, second)
    if (ends === null) return []
    if (third !== undefined)
      return data === '0x'
        ? [{ ...ends, kind: isMove ? 'erc721' : 'allowance', amount: 1n, tokenId: BigInt(third) }]
        : []
    if (!isWord(data)) return []
    return [{ ...ends, kind: isMove ? 'erc20' : 'allowance', amount: BigInt(data), tokenId: null }]
  }
  if (event === TOPICS.ApprovalForAll) {
    const ends = endsOf(first, second)
    if (ends === null || third !== undefined || !isWord(data) || BigInt(data) > 1n) return []
    return [{ ...ends, kind: 'operator', amount: BigInt(data), tokenId: null }]
  }
  const ends = third === undefined ? null : endsOf(second, third)
  if (ends === null) return []
  if (event === TOPICS.TransferSingle) {
    const [tokenId, amount] = decodeAbiParameters(UINT_UINT, hexToBytes(data))
    return [{ ...ends, kind: 'erc1155', amount, tokenId }]
  }
  if (event !== TOPICS.TransferBatch || data.length > 2 + 64 * (4 + 2 * MOST_ITEMS)) return []
  const [ids, amounts] = decodeAbiParameters(UINTS_UINTS, hexToBytes(data))
  if (ids.length !== amounts.length) return []
  return ids.map((tokenId, i) => ({ ...ends, kind: 'erc1155' as const, amount: amounts[i] ?? 0n, tokenId }))
}

type Permit2Right = Content & { token: Address }

/** Null for what is no right through Permit2; only Permit2 itself is believed. */
function permit2Of(address: Address, [event, ...indexed]: readonly Hex[], data: Hex): Permit2Right[] | null {
  if (event !== TOPICS.Permit2Approval && event !== TOPICS.Permit2Permit) return null
  const [owner, token, spender] = indexed
  if (!sameAddress(address, PERMIT2) || owner === undefined || token === undefined || spender === undefined)
    return []
  const [ends, of] = [endsOf(owner, spender), addressIn(token)]
  if (ends === null || of === null) return []
  const [amount] = decodeAbiParameters(PERMIT2_DATA, hexToBytes(data))
  return [{ ...ends, kind: 'permit2', token: of, amount, tokenId: null }]
}
function endsOf(from: Hex, to: Hex): { from: Address; to: Address } | null {
  const [source, target] = [addressIn(from), addressIn(to)]
  return source === null || target === null ? null : { from: source, to: target }
}

const addressIn = (topic: Hex): Address | null =>
  /^0x0{24}/.test(topic) ? getAddress(`0x${topic.slice(26)}`) : null

const isWord = (value: unknown): value is Hex => isHex(value) && value.length === 66
const lower = (hex: Hex): Hex => `0x${hex.slice(2).toLowerCase()}`

function quantity(value: unknown): number | null {
  return isHex(value) && value.length > 2 && value.length <= 14 ? Number(value) : null
}

/** Newer nodes tell it with the log (https://github.com/ethereum/execution-apis/pull/639). */
function timeOf(fields: ReadonlyMap<string, unknown>): number | null {
  const time = quantity(fields.get('blockTimestamp'))
  return time === null || time < 1 || time > 0xffffffff ? null : time
}
