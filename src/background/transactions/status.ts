import type { Batch } from '../state/schema.ts'

/** The status codes of EIP-5792: pending, confirmed, failed off chain, reverted, reverted in part. */
export type BatchStatus = 100 | 200 | 400 | 500 | 600

export function batchStatus({ end, succeeded }: Pick<Batch, 'end' | 'succeeded'>): BatchStatus {
  if (end === null) return 100
  if (end === 'done') return 200
  if (succeeded > 0) return 600
  return end === 'failed' ? 500 : 400
}
