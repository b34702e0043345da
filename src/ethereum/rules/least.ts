/** The least that swaps are to give, as their explanation has it. */
import type { Address } from '../../shared/hex.ts'
import { sameAddress } from '../../shared/hex.ts'
import { type ExplainContext, isVouched } from '../explain/context.ts'
import type { Least } from '../explain/gives.ts'
import { givesOf } from '../explain/gives-of.ts'
import type { CallFacts } from './facts.ts'

export const isSwap = ({ call, context }: CallFacts): boolean =>
  givesOf(call, context).least.some(({ swap }) => swap)

/** A swap and what is paid out of it, none of which asks for anything. */
export const acceptsAnything = ({ call, context }: CallFacts): boolean => {
  const { least } = givesOf(call, context)
  return least.some(({ swap }) => swap) && least.every(({ amount }) => amount === 0n)
}

/**
 * How much of a token the call is to give at least, in base units; 0 where it asks for none of it. Ways that a swap is
 * split into are added up; what is paid out in the end asks for the same once more.
 */
export function leastOf({ call, context }: CallFacts, token: Address | 'native'): bigint {
  const isIt = (of: Least['token']) => {
    if (of === null || of === token) return true
    if (of === 'native') return false
    return token === 'native' ? isWrappedCoin(of, context) : sameAddress(of, token)
  }
  const least = givesOf(call, context).least.filter((one) => isIt(one.token))
  const sum = (swap: boolean) =>
    least.reduce((total, one) => (one.swap === swap ? total + one.amount : total), 0n)
  return greatest([sum(true), sum(false)])
}

export const greatest = (amounts: readonly bigint[]): bigint =>
  amounts.toSorted((a, b) => (a < b ? 1 : -1))[0] ?? 0n

/** Swapped into and then unwrapped. */
function isWrappedCoin(address: Address, context: ExplainContext): boolean {
  const token = context.token(address)
  return token !== null && isVouched(token) && token.symbol === `W${context.symbol}`
}
