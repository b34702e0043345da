/**
 * Used accounts of a phrase, found again by their nonce or balance, on several networks at once. A network that does
 * not answer is left out from there on and named at the end; the others go on.
 */
import type { Address } from '../../shared/hex.ts'
import type { Keeper } from '../keeper.ts'
import type { RpcClient } from '../networks/rpc-client.ts'
import type { Accounts } from './accounts.ts'

/** Unused accounts in a row after which the search ends (BIP-44 says 20; wallets of this field use few). */
const GAP = 5
const MOST_FOUND = 100

export type Discovery = { found: number; unreachable: number[] }

export async function discover(
  deps: { keeper: Keeper; rpc: RpcClient; accounts: Accounts },
  keyringId: string,
  chainIds: readonly number[],
): Promise<Discovery> {
  const { keeper, rpc, accounts } = deps
  const unreachable = new Set<number>()
  let found = 0

  async function isUsed(chainId: number, address: Address): Promise<boolean> {
    const [nonce, balance] = await Promise.all([
      rpc.request(chainId, 'eth_getTransactionCount', [address, 'latest']),
      rpc.request(chainId, 'eth_getBalance', [address, 'latest']),
    ])
    return [nonce, balance].some((value) => typeof value === 'string' && /^0x0*[1-9a-f]/i.test(value))
  }
  /** How many of them from the first, up to the last one that was used there. */
  async function lookOn(chainId: number, addresses: readonly Address[]): Promise<number> {
    try {
      const used = await Promise.all(addresses.map((address) => isUsed(chainId, address)))
      return used.lastIndexOf(true) + 1
    } catch {
      unreachable.add(chainId)
      return 0
    }
  }

  const own = accounts.list().filter((one) => one.keyringId === keyringId)
  const start = own.reduce((next, one) => Math.max(next, one.index + 1), 0)
  for (let next = start; next < start + MOST_FOUND; ) {
    const addresses = await keeper.addresses(keyringId, next, GAP)
    const asked = chainIds.filter((chainId) => !unreachable.has(chainId))
    const used = Math.max(0, ...(await Promise.all(asked.map((chainId) => lookOn(chainId, addresses)))))
    if (used === 0) break
    // All up to the last one that was used, so that no index is left out between.
    for (const [offset, address] of addresses.slice(0, used).entries())
      if (await accounts.put({ address, keyringId, index: next + offset })) found++
    next += used
  }
  return { found, unreachable: [...unreachable] }
}
