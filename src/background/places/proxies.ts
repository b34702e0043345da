/**
 * Whether a proxy (ERC-1967) was given other code within the last week. Two reads of a slot, the second only of a
 * proxy; an endpoint that keeps no old state tells nothing.
 */
import { type Address, isHex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { BlockAgo } from './pace.ts'

export type Proxies = {
  /** Never rejects. */
  look(chainId: number, contracts: readonly Address[]): Promise<void>
  isUpgraded(chainId: number, contract: Address): boolean | null
}

/** https://eips.ethereum.org/EIPS/eip-1967 */
const SLOT = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'
const WEEK_S = 7 * 24 * 60 * 60
const KEEP_MS = 10 * 60_000
const MOST_KEPT = 500
/** A request that names more is made to be slow. */
const MOST_ASKED = 4

export function createProxies(services: () => Services, blockAgo: BlockAgo): Proxies {
  const seen = new Map<string, { upgraded: boolean | null; at: number }>()
  const now = () => services().ports.clock.now()
  const keyOf = (chainId: number, address: Address) => `${chainId}:${address.toLowerCase()}`
  const find = (chainId: number, address: Address) => {
    const found = seen.get(keyOf(chainId, address))
    return found !== undefined && now() - found.at < KEEP_MS ? found : undefined
  }

  /** The address in the slot; null for no proxy, and where the endpoint does not tell. */
  async function codeOf(chainId: number, proxy: Address, block: string): Promise<bigint | null> {
    const word = await services()
      .rpc.request(chainId, 'eth_getStorageAt', [proxy, SLOT, block])
      .catch(() => null)
    return isHex(word) && word.length === 66 ? BigInt(word) : null
  }

  async function see(chainId: number, contract: Address): Promise<void> {
    const today = await codeOf(chainId, contract, 'latest')
    const block = today ? await blockAgo(chainId, WEEK_S) : null
    const before = block === null ? null : await codeOf(chainId, contract, block)
    if (seen.size > MOST_KEPT) seen.clear()
    // One that was not there a week ago is new, which other rules tell.
    seen.set(keyOf(chainId, contract), { upgraded: before ? before !== today : null, at: now() })
  }

  return {
    async look(chainId, contracts) {
      const unseen = [...new Set(contracts)].filter((one) => find(chainId, one) === undefined)
      await Promise.all(unseen.slice(0, MOST_ASKED).map((one) => see(chainId, one)))
    },
    isUpgraded: (chainId, contract) => find(chainId, contract)?.upgraded ?? null,
  }
}
