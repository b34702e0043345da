/** Which logs are wanted: the filter object of the execution APIs, read strictly, kept small enough to be stored. */
import * as v from 'valibot'
import { type Hex, isHex } from '../../shared/hex.ts'

/** Of the whole as JSON. */
const MOST_CHARS = 8_000

const bytes = (length: number) =>
  v.custom<Hex>(
    (value) => isHex(value) && value.length === 2 + 2 * length,
    `${length} bytes in hexadecimal are wanted`,
  )
const address = bytes(20)
const topic = bytes(32)
const block = v.pipe(
  v.string(),
  v.regex(
    /^(?:0x[0-9a-fA-F]{1,13}|latest|earliest|pending|safe|finalized)$/,
    'a block number or one of the tags is wanted',
  ),
)

const shape = v.object({
  address: v.nullish(v.union([address, v.array(address)])),
  topics: v.nullish(v.pipe(v.array(v.nullish(v.union([topic, v.array(v.nullable(topic))]))), v.maxLength(4))),
  fromBlock: v.nullish(block),
  toBlock: v.nullish(block),
  blockHash: v.optional(v.never('blockHash is for eth_getLogs')),
})

export type LogCriteria = {
  address?: Hex | Hex[]
  topics?: (Hex | (Hex | null)[] | null)[]
  fromBlock?: string
  toBlock?: string
}

export const criteriaParam: v.GenericSchema<unknown, LogCriteria> = v.pipe(
  shape,
  v.transform(
    ({ address, topics, fromBlock, toBlock }): LogCriteria => ({
      ...(address ? { address } : {}),
      ...(topics ? { topics: topics.map((one) => one ?? null) } : {}),
      ...(fromBlock ? { fromBlock } : {}),
      ...(toBlock ? { toBlock } : {}),
    }),
  ),
  v.check((criteria) => JSON.stringify(criteria).length <= MOST_CHARS, 'too many addresses or topics'),
)

/** Bounds as numbers; a tag sets none. */
const numberOf = (tag: string | undefined): number | null => (tag?.startsWith('0x') ? Number(tag) : null)

/** The criteria for the new blocks `from` to `to`; null when they want none of these. */
export function within(criteria: LogCriteria, from: number, to: number): LogCriteria | null {
  const first = Math.max(from, numberOf(criteria.fromBlock) ?? from)
  const last = Math.min(to, criteria.toBlock === 'earliest' ? 0 : (numberOf(criteria.toBlock) ?? to))
  if (first > last) return null
  const { fromBlock: _from, toBlock: _to, ...what } = criteria
  return { ...what, fromBlock: `0x${first.toString(16)}`, toBlock: `0x${last.toString(16)}` }
}
