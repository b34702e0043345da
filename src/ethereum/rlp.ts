/** Just enough of RLP to see whether bytes that somebody wants signed are a transaction. */

/** Fewest fields of a transaction of any type: the six of a legacy one before EIP-155. */
const MIN_FIELDS = 6
/** In front of the chain id, the address and the nonce (https://eips.ethereum.org/EIPS/eip-7702). */
const AUTHORIZATION = 5

/** A whole RLP list of at least six items, or the same behind the type byte of EIP-2718; or what EIP-7702 has signed. */
export function looksLikeTransaction(bytes: Uint8Array): boolean {
  const type = bytes[0] ?? 0
  if (type === AUTHORIZATION) return itemsIn(bytes.subarray(1)) === 3
  const count = itemsIn(type >= 1 && type <= 4 ? bytes.subarray(1) : bytes)
  return count !== null && count >= MIN_FIELDS
}

/** Null for what is not one whole list. */
function itemsIn(list: Uint8Array): number | null {
  const body = (list[0] ?? 0) >= 0xc0 ? span(list, 0) : null
  if (body === null || body.end !== list.length) return null
  let count = 0
  for (let offset = body.start; offset < body.end; count++) {
    const item = span(list, offset)
    if (item === null || item.end > body.end) return null
    offset = item.end
  }
  return count
}

/** Where the content of the item at `offset` starts and ends; null when it passes the end of the bytes. */
function span(bytes: Uint8Array, offset: number): { start: number; end: number } | null {
  const prefix = bytes[offset]
  if (prefix === undefined) return null
  if (prefix < 0x80) return { start: offset, end: offset + 1 }
  const short = prefix - (prefix < 0xc0 ? 0x80 : 0xc0)
  const sizeBytes = Math.max(0, short - 55)
  let length = sizeBytes === 0 ? short : 0
  // Four bytes of length are more than any message may have; more of them would pass 2^53.
  if (sizeBytes > 4) return null
  for (const byte of bytes.subarray(offset + 1, offset + 1 + sizeBytes)) length = length * 256 + byte
  const start = offset + 1 + sizeBytes
  return start + length <= bytes.length ? { start, end: start + length } : null
}
