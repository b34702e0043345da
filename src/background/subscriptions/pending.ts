/** Transactions that are not in a block yet, as far as an endpoint shows them in its pending block. */
import { type Hex, isHex } from '../../shared/hex.ts'
import type { Ask } from './follow.ts'

const MOST = 500

/** Enough of a hash to know it again. */
const short = (hash: string): string => hash.slice(2, 16)

/** @returns hashes that are not among `known`, and what is known by then. */
export async function pendingNews(
  ask: Ask,
  known: readonly string[],
): Promise<{ changes: Hex[]; known: string[] }> {
  const raw = await ask('eth_getBlockByNumber', ['pending', false])
  const list = typeof raw === 'object' && raw !== null && 'transactions' in raw ? raw.transactions : []
  const hashes = (Array.isArray(list) ? list : [])
    .filter((one): one is Hex => isHex(one) && one.length === 66)
    .slice(0, MOST)
  return merged(hashes, known)
}

/** The same for hashes that came by themselves. */
export function merged(
  hashes: readonly Hex[],
  known: readonly string[],
): { changes: Hex[]; known: string[] } {
  const before = new Set(known)
  const changes = [...new Set(hashes)].filter((hash) => !before.has(short(hash)))
  return { changes, known: [...known, ...changes.map(short)].slice(-MOST) }
}
