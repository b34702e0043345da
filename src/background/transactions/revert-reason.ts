/** Why a call fails, in words, from what an endpoint says of it. */
import { visibleLine } from '../../ethereum/message.ts'
import { decodeRevert, inWords } from '../../ethereum/revert.ts'
import type { EndpointError } from '../../shared/errors.ts'
import { type Hex, isHex } from '../../shared/hex.ts'

export { decodeRevert } from '../../ethereum/revert.ts'

export function revertReason(error: EndpointError): string {
  const data = revertData(error.data)
  const decoded = data === null ? null : decodeRevert(data)
  if (decoded !== null) return decoded
  const said = error.message.replace(/^execution reverted:?\s*/i, '')
  // Nodes that know no more than a selector write all kinds of things around it.
  if (data !== null && (said === '' || /custom error|^0x/i.test(said)))
    return `the contract refuses it with an error of its own, ${data.slice(0, 10)}`
  return inWords(visibleLine(said || 'the contract refuses it', 160))
}

/** Providers put the returned bytes in different places. */
export function revertData(data: unknown): Hex | null {
  if (isHex(data)) return data.length >= 10 ? data : null
  if (typeof data !== 'object' || data === null) return null
  return 'data' in data ? revertData(data.data) : null
}
