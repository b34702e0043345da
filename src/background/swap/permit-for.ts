/** The permit that a swap needs, made anew from what was promised of it and what the chain says now. */
import { decodePermit2, encodePermit2Allowance } from '../../ethereum/allowances.ts'
import { PERMIT2 } from '../../ethereum/known-contracts.ts'
import { permitData, permitReads, permitsOf } from '../../ethereum/swap/permit.ts'
import { permit2Data } from '../../ethereum/swap/permit2.ts'
import type { Address } from '../../shared/hex.ts'
import type { SwapSignature } from '../approvals/entry.ts'
import type { Services } from '../services.ts'
import { readMany } from './read-many.ts'

/** As JSON; null where the promise allows none, or the chain knows none. @throws WalletError */
export async function permitFor(
  services: Services,
  { promise, then }: SwapSignature,
  chainId: number,
  account: Address,
): Promise<string | null> {
  const { sell, spender, through, until } = promise
  const { token, most } = sell
  if (token === 'native' || until === undefined) return null
  if (then.type === 'permit2') {
    if (through === undefined) return null
    const data = encodePermit2Allowance(account, token, through)
    const [answer = null] = await readMany(services, chainId, [{ to: PERMIT2, data }])
    const held = decodePermit2(answer ?? '0x')
    if (held === null) return null
    return permit2Data({ chainId, token, spender: through, amount: most, nonce: `${held.nonce}`, until })
  }
  if (spender === null) return null
  const reads = permitReads(account).map((data) => ({ to: token, data }))
  const permits = permitsOf(await readMany(services, chainId, reads), chainId, token)
  if (permits === null) return null
  return permitData({ chainId, token, owner: account, spender, value: most, deadline: until }, permits)
}
