/** What the logs of a trial say by themselves, for when nothing better is known: a contract can log what it likes. */
import { getAddress } from 'viem/utils'
import { type Address, type Hex, sameAddress } from '../../shared/hex.ts'
import { PERMIT2 } from '../known-contracts.ts'
import type { AllowanceChange, Effects } from './effects.ts'
import type { Log } from './simulated.ts'
import { loggedChanges, TOPICS } from './touched.ts'

/** Amounts and rights as the contracts log them, with nothing known of before. */
export function effectsOfLogs(logs: readonly Log[], account: Address): Effects {
  const changes = [...loggedChanges(logs, account)].map(([key, amount]): Effects['changes'][number] => {
    const [address = '', id] = key.split('#')
    if (address === 'native') return { kind: 'native', amount }
    const contract = getAddress(address)
    return id === undefined
      ? { kind: 'token', token: contract, amount }
      : { kind: 'item', collection: contract, id: BigInt(id), amount }
  })
  return { changes, allowances: [...rightsLogged(logs, account).values()], unread: [] }
}

const wordOf = (address: Address) => address.slice(2).toLowerCase().padStart(64, '0')
const addressOf = (word: Hex = '0x') => getAddress(`0x${word.slice(26).padStart(40, '0')}`)
const numberOf = (data: Hex): bigint => (data.length >= 66 ? BigInt(data.slice(0, 66)) : 0n)

/** The last word of each contract about each right that the account gives, by owner, spender and what it is over. */
export function rightsLogged(logs: readonly Log[], account: Address): Map<string, AllowanceChange> {
  const rights = new Map<string, AllowanceChange>()
  const owner = wordOf(account)
  for (const { address, topics, data } of logs) {
    const [topic, by, second, third] = topics
    if (by?.slice(2).toLowerCase() !== owner) continue
    const right = rightOf(getAddress(address), topic, second, third, data)
    if (right !== null) rights.set(rightKey(right), right)
  }
  return rights
}

function rightOf(
  contract: Address,
  topic: Hex | undefined,
  second: Hex | undefined,
  third: Hex | undefined,
  data: Hex,
): AllowanceChange | null {
  if (second === undefined) return null
  const who = addressOf(second)
  if (topic === TOPICS.approval && third !== undefined)
    return /^0x0*$/.test(second)
      ? null
      : { kind: 'item', collection: contract, id: BigInt(third), spender: who }
  if (topic === TOPICS.approval)
    return { kind: 'token', token: contract, spender: who, before: 0n, after: numberOf(data), through: null }
  if (topic === TOPICS.approvalForAll)
    return { kind: 'all-items', collection: contract, operator: who, allowed: numberOf(data) === 1n }
  const isPermit2 = topic === TOPICS.permit2Approval || topic === TOPICS.permit2Permit
  if (!isPermit2 || third === undefined || !sameAddress(contract, PERMIT2)) return null
  const spender = addressOf(third)
  return { kind: 'token', token: who, spender, before: 0n, after: numberOf(data), through: 'permit2' }
}

export const rightKey = (right: AllowanceChange): string => {
  if (right.kind === 'token') return `${right.token} ${right.spender} ${right.through}`
  return right.kind === 'item'
    ? `${right.collection}#${right.id} ${right.spender}`
    : `${right.collection} ${right.operator} all`
}

/** All that two trials are compared by. One more than the amount of a right: a right that ends is no silence. */
export function loggedOf(logs: readonly Log[], account: Address): Map<string, bigint> {
  const amountOf = (right: AllowanceChange): bigint => {
    if (right.kind === 'token') return right.after
    return right.kind === 'item' || right.allowed ? 1n : 0n
  }
  const rights = [...rightsLogged(logs, account)].map(([key, right]): [string, bigint] => [
    key,
    amountOf(right) + 1n,
  ])
  return new Map([...loggedChanges(logs, account), ...rights])
}
