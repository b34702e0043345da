/**
 * Fees of a transaction that takes the place of another with the same nonce. Nodes ask for at least a tenth more on
 * both prices; an eighth stands above every rounding of theirs.
 */
import type { FeeTier } from '../messaging/protocol.ts'
import { FEE_TIERS, type TierFees } from './fees.ts'

const raised = (wei: bigint): bigint => (wei * 1125n + 999n) / 1000n
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/** The least that takes the place of `old`. Wei per gas. */
export const leastToReplace = (old: TierFees): TierFees =>
  old.type === 'legacy'
    ? { type: 'legacy', gasPrice: larger(raised(old.gasPrice), old.gasPrice + 1n) }
    : {
        type: 'eip1559',
        maxFeePerGas: larger(raised(old.maxFeePerGas), old.maxFeePerGas + 1n),
        maxPriorityFeePerGas: larger(raised(old.maxPriorityFeePerGas), old.maxPriorityFeePerGas + 1n),
      }

/** The tiers of the market, each at least what takes the place of `old`. */
export function replacementTiers(
  old: TierFees,
  market: Record<FeeTier, TierFees>,
): Record<FeeTier, TierFees> {
  const least = leastToReplace(old)
  const tiers = { ...market }
  for (const tier of FEE_TIERS) tiers[tier] = atLeast(least, market[tier])
  return tiers
}

function atLeast(least: TierFees, market: TierFees): TierFees {
  if (least.type === 'legacy') {
    const price = market.type === 'legacy' ? market.gasPrice : market.maxFeePerGas
    return { type: 'legacy', gasPrice: larger(least.gasPrice, price) }
  }
  const [most, tip] =
    market.type === 'legacy'
      ? [market.gasPrice, market.gasPrice]
      : [market.maxFeePerGas, market.maxPriorityFeePerGas]
  return {
    type: 'eip1559',
    maxFeePerGas: larger(least.maxFeePerGas, most),
    maxPriorityFeePerGas: larger(least.maxPriorityFeePerGas, tip),
  }
}
