/**
 * A short digest of everything an approval shows; the decision carries it back. The same before and after a restart:
 * what comes out of the browser's storage has its keys in another order.
 */
import { keccak256, stringToBytes } from 'viem/utils'
import type { ApprovalView } from '../../messaging/protocol.ts'
import { sortedJson } from '../../shared/sorted-json.ts'

export function digestOf({ digest: _not, ...shown }: ApprovalView): string {
  return keccak256(stringToBytes(sortedJson(shown))).slice(2, 34)
}
