/** What a transaction and a batch of calls have in common: their words, their price, and whether it can be paid. */
import {
  type ExplainedTransaction,
  type Explanation,
  explainTransaction,
} from '../../../ethereum/explain/explain.ts'
import { highestGasPrice, type TierFees } from '../../../ethereum/fees.ts'
import { callWarnings } from '../../../ethereum/rules/calls.ts'
import type { CallFacts } from '../../../ethereum/rules/facts.ts'
import { willFail } from '../../../ethereum/rules/outcome/will-fail.ts'
import { judge } from '../../../ethereum/rules/rule.ts'
import { formatAmount } from '../../../ethereum/units.ts'
import type { FeeTier, Warning } from '../../../messaging/protocol.ts'
import { WalletError } from '../../../shared/errors.ts'
import { prepareCalls } from '../../explaining/reader.ts'
import { callFactsOf, lookAtCalls } from '../../places/facts.ts'
import type { Services } from '../../services.ts'
import { feesOf } from '../../transactions/batch-step.ts'
import type { TransactionPlan } from '../entry.ts'
import { storedFeesOf } from './advanced.ts'

/** What the words and the rules go by. `isContract` is null while it is not known. */
export function inWords(
  services: Services,
  asked: ExplainedTransaction,
  isContract: boolean | null,
): Explanation & { warnings: Warning[]; facts: CallFacts[] } {
  const context = services.reader.context(asked.chainId, isContract)
  const told = explainTransaction(asked, context)
  const facts = callFactsOf(services, asked, told.calls, context)
  return { ...told, facts, warnings: callWarnings(facts) }
}

/** Why it could not be looked into. */
export const whyNot = (error: unknown): string =>
  error instanceof WalletError ? error.shortMessage : 'The network gave an answer that makes no sense.'

/** Reads what the calls are about, and asks the network for what the rules need to know of it. Never rejects. */
export async function readCalls(
  services: Services,
  chainId: number,
  calls: readonly ExplainedTransaction[],
): Promise<void> {
  await prepareCalls(services.reader, chainId, calls)
  const context = services.reader.context(chainId, null)
  await Promise.all(calls.map((call) => lookAtCalls(services, call, explainTransaction(call, context).calls)))
}

export const failureWarning = (why: string | null): Warning[] => judge([willFail], { failure: why })

type Priced = {
  balance: bigint
  gas: bigint
  l1Fee: bigint
  tiers: Record<FeeTier, TierFees>
}

/** Why the balance does not cover `value` and the fee even at the cheapest speed; null when it does. */
export function cannotCover(found: Priced, value: bigint, symbol: string): string | null {
  const show = (wei: bigint) => `${formatAmount(wei, 18, { maxFraction: 6 })} ${symbol}`
  const need = value + found.gas * highestGasPrice(found.tiers.slow) + found.l1Fee
  if (need <= found.balance) return null
  return `Not enough ${symbol}. The balance is ${show(found.balance)}; this needs ${show(need)} with the network fee.`
}

/** @param values what is sent at each speed, in wei */
export function planOf(found: Priced, values: Record<FeeTier, bigint>): TransactionPlan {
  const { slow, normal, fast } = found.tiers
  return {
    gas: found.gas.toString(),
    balance: found.balance.toString(),
    l1Fee: found.l1Fee.toString(),
    values: { slow: values.slow.toString(), normal: values.normal.toString(), fast: values.fast.toString() },
    tiers: { slow: storedFeesOf(slow), normal: storedFeesOf(normal), fast: storedFeesOf(fast) },
  }
}

/** Highest fee of all of it at a speed, in wei. */
export const highestFee = (plan: TransactionPlan, tier: FeeTier): bigint =>
  BigInt(plan.gas) * highestGasPrice(feesOf(plan.tiers[tier])) + BigInt(plan.l1Fee)
