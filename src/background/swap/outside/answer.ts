/** What services answer, as far as it is read: numbers as text, each with its bounds. */
import * as v from 'valibot'

/** Of the answer of a service; what is longer is not read. */
export const MOST_BYTES = 600_000
const MOST_CALLDATA = 200_000

/** Base units: decimal, or hexadecimal as some write it. */
export const amount = v.pipe(
  v.string(),
  v.regex(/^(?:\d{1,78}|0x[0-9a-f]{1,64})$/i),
  v.transform((text) => BigInt(text)),
  v.check((value) => value < 1n << 256n),
)
export const address = v.custom<`0x${string}`>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]{40}$/i.test(value),
)
export const calldata = v.custom<`0x${string}`>(
  (value) =>
    typeof value === 'string' && value.length <= MOST_CALLDATA && /^0x(?:[0-9a-f]{2}){4,}$/i.test(value),
)
export const transaction = v.object({ to: address, data: calldata, value: amount })
