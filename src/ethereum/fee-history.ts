/** eth_feeHistory, read strictly: an endpoint that lies or errs must not move a fee. */
import { MalformedAnswerError } from './errors.ts'

/** Ten blocks, and the tips at these percentiles of the gas used in each. */
export const FEE_HISTORY_PARAMS = ['0xa', 'latest', [10, 50, 90]] as const

export type FeeHistory = {
  /** Base fee of the block after the newest, in wei. */
  nextBaseFee: bigint
  /** Oldest first. Tips in wei, by percentile. */
  blocks: readonly { gasUsedRatio: number; tips: readonly [bigint, bigint, bigint] }[]
}

export const nextBaseFee = (history: FeeHistory): bigint => history.nextBaseFee

/** More wei per gas than all ether there is would buy for one gas. */
const MAX_PRICE = 2n ** 96n

/**
 * The raw answer to FEE_HISTORY_PARAMS (EIP-1474 quantities). A network that keeps no tips (no `reward`) gives none.
 * @throws MalformedAnswerError
 */
export function parseFeeHistory(raw: unknown): FeeHistory {
  if (typeof raw !== 'object' || raw === null) throw new MalformedAnswerError('eth_feeHistory: not an object')
  const baseFees = list('baseFeePerGas' in raw ? raw.baseFeePerGas : undefined, 'baseFeePerGas').map(price)
  const ratios = list('gasUsedRatio' in raw ? raw.gasUsedRatio : undefined, 'gasUsedRatio').map(ratio)
  const rewards = 'reward' in raw && raw.reward != null ? list(raw.reward, 'reward') : []
  const next = baseFees.at(-1)
  if (next === undefined) throw new MalformedAnswerError('eth_feeHistory: no base fee')
  if (rewards.length !== 0 && rewards.length !== ratios.length) {
    throw new MalformedAnswerError('eth_feeHistory: reward and gasUsedRatio differ in length')
  }
  const blocks = ratios.map((gasUsedRatio, i) => ({ gasUsedRatio, tips: tips(rewards[i]) }))
  return { nextBaseFee: next, blocks }
}

function list(value: unknown, field: string): unknown[] {
  if (!Array.isArray(value) || value.length > 1025) {
    throw new MalformedAnswerError(`eth_feeHistory: ${field} is not a list`)
  }
  return value
}

function price(value: unknown): bigint {
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]{1,64}$/.test(value)) {
    throw new MalformedAnswerError('eth_feeHistory: a price is not a quantity')
  }
  const wei = BigInt(value)
  if (wei > MAX_PRICE) throw new MalformedAnswerError('eth_feeHistory: a price is absurd')
  return wei
}

function ratio(value: unknown): number {
  if (typeof value !== 'number' || !(value >= 0)) {
    throw new MalformedAnswerError('eth_feeHistory: gasUsedRatio is not a number')
  }
  return value
}

function tips(row: unknown): readonly [bigint, bigint, bigint] {
  if (row === undefined || row === null) return [0n, 0n, 0n]
  const [slow, normal, fast, ...rest] = list(row, 'reward').map(price)
  if (slow === undefined || normal === undefined || fast === undefined || rest.length > 0) {
    throw new MalformedAnswerError('eth_feeHistory: a reward is not of three percentiles')
  }
  return [slow, normal, fast]
}
