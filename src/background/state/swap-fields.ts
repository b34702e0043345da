/** What is stored of swaps. */
import * as v from 'valibot'
import type { SwapToken } from '../../messaging/protocol.ts'
import type { Storage } from '../../storage/storage.ts'
import { createField } from './field.ts'
import { parser } from './parser.ts'
import { address, amount } from './schema.ts'

export const swapToken: v.GenericSchema<unknown, SwapToken> = v.object({
  chainId: v.number(),
  token: v.union([v.literal('native'), address]),
  symbol: v.string(),
  decimals: v.number(),
})

export const storedSwap = v.object({
  id: v.string(),
  at: v.number(),
  kind: v.picklist(['transaction', 'intent', 'bridge', 'wrap']),
  /** Id and name of the source. */
  source: v.string(),
  label: v.string(),
  account: address,
  sell: swapToken,
  buy: swapToken,
  sold: amount,
  offered: amount,
  minReceived: amount,
  /** Seconds since 1970; null where its source does not tell. */
  deadline: v.optional(v.nullable(v.number()), null),
  /** Null until it is known. */
  received: v.nullable(amount),
  /** The approval that its transactions are of; null before the yes. */
  consent: v.nullable(v.string()),
  /** What its source calls it, or the hash of the transaction that began a bridge. */
  ref: v.nullable(v.string()),
  /** Its owner took it back at its source, which holds nobody on the network to it. */
  takenBack: v.optional(v.boolean(), false),
  status: v.picklist(['open', 'confirmed', 'failed', 'cancelled']),
  why: v.nullable(v.string()),
})
export type StoredSwap = v.InferOutput<typeof storedSwap>

export const swapFields = (local: Storage) => ({
  /** Newest first. */
  swaps: createField<StoredSwap[]>({
    key: 'swaps',
    storage: local,
    initial: [],
    parse: parser(v.array(storedSwap)),
  }),
})
