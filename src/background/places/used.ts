/** Whether an account called a contract before, as far as its latest transactions here tell. */
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { pendingOf } from '../transactions/nonce.ts'

const MOST_KEPT = 500

export type Used = {
  /** Never rejects. */
  look(chainId: number, account: Address, contract: Address): Promise<void>
  /** Null while nobody looked. */
  has(chainId: number, account: Address, contract: Address): boolean | null
}

export function createUsed(services: () => Services): Used {
  const seen = new Map<string, boolean>()
  const keyOf = (chainId: number, account: Address, contract: Address) =>
    `${chainId}:${account}:${contract}`.toLowerCase()

  return {
    async look(chainId, account, contract) {
      const key = keyOf(chainId, account, contract)
      // What was used once stays so.
      if (seen.get(key) === true) return
      const isIt = (one: { chainId: number; to: Address | null }) =>
        one.chainId === chainId && one.to !== null && sameAddress(one.to, contract)
      const { history } = services()
      const done = await history
        .find(account, (one) => isIt(one) && one.status === 'confirmed')
        .catch(() => undefined)
      if (seen.size > MOST_KEPT) seen.clear()
      seen.set(key, done !== undefined || pendingOf(services(), chainId, account).some(isIt))
    },
    has: (chainId, account, contract) => seen.get(keyOf(chainId, account, contract)) ?? null,
  }
}
