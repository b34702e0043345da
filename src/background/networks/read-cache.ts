/**
 * Answers that can never change: those about one block, named by its hash. Kept per site, so that no site learns
 * from the speed of an answer what another one asked.
 *
 * Answers at "latest" are not kept, on purpose: libraries ask for the block number at their own pace and remember
 * it, the same question at once is asked once anyway (rpc-client.ts), and what little would be saved is not worth an
 * old balance after a transaction.
 */
const MOST_ENTRIES = 500
const MOST_CHARS = 4_000_000
const LONGEST = 200_000

export type ReadCache = {
  get(key: string): { result: unknown } | undefined
  put(key: string, result: unknown): void
}

export function createReadCache(): ReadCache {
  /** Least recently used first. */
  const kept = new Map<string, { result: unknown; chars: number }>()
  let chars = 0

  function drop(key: string): void {
    chars -= kept.get(key)?.chars ?? 0
    kept.delete(key)
  }

  return {
    get(key) {
      const found = kept.get(key)
      if (found === undefined) return undefined
      kept.delete(key)
      kept.set(key, found)
      return { result: found.result }
    },
    put(key, result) {
      // "Not there" may only mean "not there yet".
      if (result === null || result === undefined || (Array.isArray(result) && result.length === 0)) return
      const size = key.length + JSON.stringify(result).length
      if (size > LONGEST) return
      drop(key)
      kept.set(key, { result, chars: size })
      chars += size
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_ENTRIES && chars <= MOST_CHARS) return
        drop(oldest)
      }
    },
  }
}

/** Where each method takes its block. */
const BLOCK_AT: ReadonlyMap<string, number> = new Map([
  ['eth_call', 1],
  ['eth_getBalance', 1],
  ['eth_getBlockByHash', 0],
  ['eth_getBlockReceipts', 0],
  ['eth_getBlockTransactionCountByHash', 0],
  ['eth_getCode', 1],
  ['eth_getLogs', 0],
  ['eth_getProof', 2],
  ['eth_getStorageAt', 2],
  ['eth_getTransactionByBlockHashAndIndex', 0],
  ['eth_getTransactionCount', 1],
  ['eth_getUncleByBlockHashAndIndex', 0],
  ['eth_getUncleCountByBlockHash', 0],
])
const HASH = /^0x[0-9a-fA-F]{64}$/

/** Whether the request is about one block by its hash (EIP-1898 form included). */
export function isImmutable(method: string, params: readonly unknown[]): boolean {
  const place = BLOCK_AT.get(method)
  if (place === undefined) return false
  const block = params[place]
  if (typeof block === 'string') return HASH.test(block)
  if (typeof block !== 'object' || block === null || !('blockHash' in block)) return false
  return typeof block.blockHash === 'string' && HASH.test(block.blockHash)
}
