/** Fees from what the network says of its last blocks. All prices in wei per gas, all fees in wei. */
import { encodeAbiParameters } from 'viem/utils'
import type { FeeChoice, FeeTier } from '../messaging/protocol.ts'
import type { Address, Hex } from '../shared/hex.ts'
import type { FeeHistory } from './fee-history.ts'

export { FEE_HISTORY_PARAMS, type FeeHistory, nextBaseFee, parseFeeHistory } from './fee-history.ts'

/** EIP-1559 fees, or the one price of a network without a base fee. */
export type TierFees =
  | { type: 'eip1559'; maxFeePerGas: bigint; maxPriorityFeePerGas: bigint }
  | { type: 'legacy'; gasPrice: bigint }
type MarketFees = Extract<TierFees, { type: 'eip1559' }>
type LegacyFees = Extract<TierFees, { type: 'legacy' }>

export const FEE_TIERS = ['slow', 'normal', 'fast'] as const satisfies readonly FeeTier[]

/** Share of the next base fee, in percent, that a tier can pay: a block raises it by at most an eighth. */
const HEADROOM: Record<FeeTier, bigint> = { slow: 125n, normal: 150n, fast: 200n }

/**
 * The three tiers: the median over the blocks of the 10th, 50th and 90th percentile of the tips paid, on top of
 * the next base fee with room to rise. Blocks without transactions say nothing of tips and do not count. A tip is
 * at least a thousandth of the base fee, so that one is paid where the history shows none and blocks are full.
 * https://eips.ethereum.org/EIPS/eip-1559
 */
export function tiersFromHistory(history: FeeHistory): Record<FeeTier, MarketFees> {
  const used = history.blocks.filter((block) => block.gasUsedRatio > 0)
  const blocks = used.length > 0 ? used : history.blocks
  const floor = (history.nextBaseFee + 999n) / 1000n
  let tip = floor
  const tier = (name: FeeTier, column: 0 | 1 | 2): MarketFees => {
    const seen = median(blocks.map((block) => block.tips[column]))
    if (seen > tip) tip = seen
    const base = (history.nextBaseFee * HEADROOM[name] + 99n) / 100n
    return { type: 'eip1559', maxFeePerGas: base + tip, maxPriorityFeePerGas: tip }
  }
  // In this order: each tier starts from the tip of the one before, so they never cross.
  const slow = tier('slow', 0)
  const normal = tier('normal', 1)
  const fast = tier('fast', 2)
  return { slow, normal, fast }
}

function median(values: readonly bigint[]): bigint {
  const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return sorted[Math.floor(sorted.length / 2)] ?? 0n
}

/** Tiers of a network that only knows eth_gasPrice. */
export function legacyTiers(gasPrice: bigint): Record<FeeTier, LegacyFees> {
  const times = (percent: bigint): LegacyFees => ({
    type: 'legacy',
    gasPrice: (gasPrice * percent + 99n) / 100n,
  })
  return { slow: times(100n), normal: times(110n), fast: times(130n) }
}

/** Highest price per gas that can be charged. */
export const highestGasPrice = (fees: TierFees): bigint =>
  fees.type === 'legacy' ? fees.gasPrice : fees.maxFeePerGas

/** The price per gas in the next block: base fee and tip, never more than the highest. */
export function expectedGasPrice(fees: TierFees, nextBaseFee: bigint): bigint {
  if (fees.type === 'legacy') return fees.gasPrice
  const price = nextBaseFee + fees.maxPriorityFeePerGas
  if (price > fees.maxFeePerGas) return fees.maxFeePerGas
  return price
}

/**
 * The choice of fees as shown: whole fees in wei for `gasLimit` gas, with the L1 data fee `l1Fee` of a rollup (0
 * elsewhere) in both. Without `nextBaseFee` the expected fee is the highest.
 */
export function feeChoices(
  tiers: Record<FeeTier, TierFees>,
  gasLimit: bigint,
  l1Fee: bigint,
  nextBaseFee?: bigint,
): FeeChoice[] {
  return FEE_TIERS.map((tier) => {
    const fees = tiers[tier]
    const highest = highestGasPrice(fees)
    const expected = nextBaseFee === undefined ? highest : expectedGasPrice(fees, nextBaseFee)
    return {
      tier,
      maxFee: (gasLimit * highest + l1Fee).toString(),
      expectedFee: (gasLimit * expected + l1Fee).toString(),
    }
  })
}

/** https://specs.optimism.io/protocol/predeploys.html#gaspriceoracle */
const OP_ORACLE: Address = '0x420000000000000000000000000000000000000F'
/** https://docs.scroll.io/en/developers/transaction-fees-on-scroll/ */
const SCROLL_ORACLE: Address = '0x5300000000000000000000000000000000000002'
const BYTES = [{ type: 'bytes' }] as const

/** The contract that tells the L1 data fee; null where there is none, or it is part of the gas (Arbitrum, Linea). */
export function l1FeeOracle(network: { chainId: number; opStack: boolean }): Address | null {
  if (network.opStack) return OP_ORACLE
  return network.chainId === 534352 ? SCROLL_ORACLE : null
}

/** The call getL1Fee(bytes), answered with one uint256 in wei, for a transaction as serializeUnsigned gives it. */
export const encodeGetL1Fee = (
  serializedUnsigned: Hex,
  oracle: Address = OP_ORACLE,
): { to: Address; data: Hex } => ({
  to: oracle,
  data: `0x49948e0e${encodeAbiParameters(BYTES, [serializedUnsigned]).slice(2)}`,
})
