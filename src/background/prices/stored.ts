/** The last prices, as they are stored. */
import * as v from 'valibot'
import { address } from '../state/schema.ts'

const usdPrice = v.object({
  usd: v.string(),
  change: v.nullable(v.string()),
  at: v.number(),
  source: v.string(),
})
export const storedPrices = v.object({
  at: v.number(),
  prices: v.record(v.string(), usdPrice),
  rates: v.record(v.string(), v.string()),
})
export type StoredPrices = v.InferOutput<typeof storedPrices>

/** Uniswap pools of a token, by `chainId:token`. */
export const storedPools = v.record(
  v.string(),
  v.object({ at: v.number(), pools: v.array(v.object({ pool: address, quote: address })) }),
)
export type StoredPools = v.InferOutput<typeof storedPools>
