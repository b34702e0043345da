/** A short digest of everything an approval shows; the decision carries it back. */
import { keccak256, stringToBytes } from 'viem/utils'
import type { ApprovalView } from '../../messaging/protocol.ts'

export function digestOf(view: ApprovalView): string {
  const shown = Object.entries(view)
    .filter(([key]) => key !== 'digest')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return keccak256(stringToBytes(JSON.stringify(shown))).slice(2, 34)
}
