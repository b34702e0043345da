/**
 * What a simulated transaction may have changed for an account: read off its logs. Logs only say where to look, since
 * a contract can log what it likes: what counts is what balances and allowances are before and after (effects.ts).
 */
import { decodeAbiParameters, getAddress } from 'viem/utils'
import { type Address, type Hex, sameAddress } from '../../shared/hex.ts'
import { TOPICS as ACCOUNT_TOPICS } from '../account-logs.ts'
import { PERMIT2 } from '../known-contracts.ts'
import type { Log } from './simulated.ts'

/** The first topic of each: the keccak of its signature. */
export const TOPICS = {
  /** ERC-20 and, with its third argument indexed, ERC-721. */
  transfer: '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef',
  approval: '0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925',
  approvalForAll: '0x17307eab39ab6107e8899845ad3d59bd9653f200f220920489ca2b5937696c31',
  transferSingle: '0xc3d58168c5ae7397731d063d5bbf3d657854427343f4c083240f7aacaa2d0f62',
  transferBatch: '0x4a39dc06d4c0dbc64b70af90fd698a233a518aa5d07e595d983b8c0526c8f7fb',
  /** Of Permit2: Approval(address,address,address,uint160,uint48) and Permit with a nonce at the end. */
  permit2Approval: ACCOUNT_TOPICS.Permit2Approval,
  permit2Permit: ACCOUNT_TOPICS.Permit2Permit,
} as const satisfies Record<string, Hex>

/** Emitters of the transfers of native coins that nodes add to the logs: eth_simulateV1's, and EIP-7708's. */
const NATIVE = new Set([
  '0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee',
  '0xfffffffffffffffffffffffffffffffffffffffe',
])

export type Touched = {
  /** May be an ERC-20 of which the account has more or less now. */
  tokens: Address[]
  /** An item of a collection; `many` where there can be several of it (ERC-1155). */
  items: { collection: Address; id: bigint; many: boolean }[]
  allowances: { token: Address; spender: Address }[]
  /** Of Permit2: through it, the spender takes the token. */
  permit2: { token: Address; spender: Address }[]
  operators: { collection: Address; operator: Address }[]
  /** There was more than is looked at. */
  cut: boolean
}

const UINT = [{ type: 'uint256' }] as const
const PAIR = [{ type: 'uint256' }, { type: 'uint256' }] as const
const LISTS = [{ type: 'uint256[]' }, { type: 'uint256[]' }] as const

/** More than this of a kind is not looked at: a batch that touches so much cannot be shown either. */
const MOST_OF_A_KIND = 60

const addressOf = (word: Hex | undefined): Address | null =>
  word !== undefined && /^0x0{24}/.test(word) ? getAddress(`0x${word.slice(26)}`) : null

/** @param rank of a contract: the lowest are looked at first, so that strangers do not crowd out what is known */
export function touchedBy(
  logs: readonly Log[],
  account: Address,
  rank: (contract: Address) => number,
): Touched {
  const touched: Touched = { tokens: [], items: [], allowances: [], permit2: [], operators: [], cut: false }
  for (const log of logs) {
    if (NATIVE.has(log.address) || !mentions(log, account)) continue
    const [topic, ...words] = log.topics
    const contract = getAddress(log.address)
    const [first, second, third] = words.map(addressOf)
    const isMine = first !== null && first !== undefined && sameAddress(first, account)
    if (topic === TOPICS.approvalForAll && isMine && second)
      touched.operators.push({ collection: contract, operator: second })
    else if (topic === TOPICS.approval && words.length === 2 && isMine && second)
      touched.allowances.push({ token: contract, spender: second })
    else if ((topic === TOPICS.transfer || topic === TOPICS.approval) && words.length === 3)
      touched.items.push({ collection: contract, id: BigInt(words[2] ?? 0), many: false })
    else if (topic === TOPICS.transferSingle || topic === TOPICS.transferBatch)
      for (const [id] of quantities(log.data, topic === TOPICS.transferBatch))
        touched.items.push({ collection: contract, id, many: true })
    else if (
      (topic === TOPICS.permit2Approval || topic === TOPICS.permit2Permit) &&
      sameAddress(contract, PERMIT2) &&
      isMine &&
      second &&
      third
    )
      touched.permit2.push({ token: second, spender: third })
    // Whatever else names the account: wrapped coins and vault shares do not always log a transfer.
    else touched.tokens.push(contract)
  }
  let cut = false
  const first = <T>(all: readonly T[], of: (one: T) => Address, key: (one: T) => string): T[] => {
    const unique = [...new Map(all.map((one) => [key(one), one])).values()]
    cut ||= unique.length > MOST_OF_A_KIND
    return unique.toSorted((a, b) => rank(of(a)) - rank(of(b))).slice(0, MOST_OF_A_KIND)
  }
  const token = (one: { token: Address }) => one.token
  const collection = (one: { collection: Address }) => one.collection
  return {
    tokens: first(
      touched.tokens,
      (one) => one,
      (one) => one,
    ),
    items: first(touched.items, collection, (one) => `${one.collection} ${one.id}`),
    allowances: first(touched.allowances, token, (one) => `${one.token} ${one.spender}`),
    permit2: first(touched.permit2, token, (one) => `${one.token} ${one.spender}`),
    operators: first(touched.operators, collection, (one) => `${one.collection} ${one.operator}`),
    cut,
  }
}

function mentions({ topics, data }: Log, account: Address): boolean {
  const word = account.slice(2).toLowerCase().padStart(64, '0')
  return topics.some((topic) => topic.slice(2).toLowerCase() === word) || data.toLowerCase().includes(word)
}

/**
 * What the logs alone say that an account wins and loses, by asset: for endpoints that simulate no further reads, and
 * to compare two runs. `native` for coins; a token, or a token and `#id`.
 */
export function loggedChanges(logs: readonly Log[], account: Address): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  const add = (key: string, from: Address | null, to: Address | null, amount: bigint) => {
    const into = to !== null && sameAddress(to, account)
    const out = from !== null && sameAddress(from, account)
    if (into !== out) sums.set(key, (sums.get(key) ?? 0n) + (into ? amount : -amount))
  }
  for (const { address, topics, data } of logs) {
    const [topic, ...words] = topics
    const [first = null, second = null, third = null] = words.map(addressOf)
    const contract = NATIVE.has(address) ? 'native' : getAddress(address)
    if (topic === TOPICS.transfer && words.length === 2 && data.length >= 66)
      add(contract, first, second, decodeAbiParameters(UINT, data)[0])
    else if (topic === TOPICS.transfer && words.length === 3)
      add(`${contract}#${BigInt(words[2] ?? 0)}`, first, second, 1n)
    else if (topic === TOPICS.transferSingle || topic === TOPICS.transferBatch)
      for (const [id, amount] of quantities(data, topic === TOPICS.transferBatch))
        add(`${contract}#${id}`, second, third, amount)
  }
  for (const [key, amount] of sums) if (amount === 0n) sums.delete(key)
  return sums
}

function quantities(data: Hex, isBatch: boolean): [bigint, bigint][] {
  try {
    if (!isBatch) return [[...decodeAbiParameters(PAIR, data)]]
    const [ids, amounts] = decodeAbiParameters(LISTS, data)
    return ids.map((id, i) => [id, amounts[i] ?? 0n])
  } catch {
    return []
  }
}
