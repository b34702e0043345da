/** What comes and goes by a trial, and how much of it the request says. */
import type { BalanceChange } from '../../messaging/protocol.ts'
import { parseValue } from '../value.ts'
import type { CallFacts, OutcomeFacts } from './facts.ts'

export const lossesOf = (changes: readonly BalanceChange[]): BalanceChange[] =>
  changes.filter(({ amount }) => amount.startsWith('-'))
export const gainsOf = (changes: readonly BalanceChange[]): BalanceChange[] =>
  changes.filter(({ amount }) => !amount.startsWith('-') && amount !== '0')

/** It went through, and what it did is known. */
export const isSeen = ({ looked, failure }: OutcomeFacts): boolean =>
  looked !== null && looked !== 'tried' && failure === null

/**
 * What comes and is something: anybody can hand out an item, a token that nobody vouches for, or next to nothing of a
 * good one, also for what has no price. What a contract that the wallet knows gives is believed.
 */
export function realGains(facts: OutcomeFacts): BalanceChange[] {
  const gains = gainsOf(facts.changes)
  const isKnown = ownCalls(facts).every(({ call }) => call.to === null || facts.at(call.to).isKnown)
  if (isKnown) return gains
  const given = worthOf(lossesOf(facts.changes))
  return gains.filter((gain) => {
    if (gain.unlisted === true || gain.item !== undefined) return false
    const worth = worthOf([gain])
    if (worth === null) return BigInt(gain.amount) * MILLION >= 10n ** BigInt(gain.decimals)
    return worth > 0n && (given === null ? worth >= ONE : worth * 100n >= given)
  })
}
const MILLION = 1_000_000n
/** Of the currency that values are in. */
const ONE = 10n ** 18n

/** The account's own calls. */
export const ownCalls = ({ calls }: OutcomeFacts): CallFacts[] => calls.filter(({ inside }) => !inside)

/** A plain payment, or one of the standard functions of tokens: it says itself what it moves. */
export const isPlain = ({ call, decoded }: CallFacts): boolean => decoded !== null || call.data === '0x'

/** The name of the function that is called, as far as any list of signatures knows it. */
export function functionName({ call, context }: CallFacts): string | null {
  if (call.data.length < 10) return null
  const [signature] = context.library?.signatures(`0x${call.data.slice(2, 10).toLowerCase()}`) ?? []
  return signature === undefined ? null : (/^\w+/.exec(signature)?.[0] ?? null)
}

/** What they are worth together, whatever the sign, with 18 places; null where any of them has no value. */
export function worthOf(changes: readonly BalanceChange[]): bigint | null {
  let sum = 0n
  for (const { value } of changes) {
    const worth = value === undefined ? null : parseValue(value)
    if (worth === null) return null
    sum += worth < 0n ? -worth : worth
  }
  return sum
}
