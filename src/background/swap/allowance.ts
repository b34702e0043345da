/**
 * Who has to be allowed what before a swap: the exact amount, by a signature where the token takes one and that saves
 * a transaction, and from zero where the token takes a new amount only then.
 */
import { encodeAllowance, encodeApprove } from '../../ethereum/allowances.ts'
import { decodeUint } from '../../ethereum/erc20.ts'
import { type Permits, permitReads, permitsOf } from '../../ethereum/swap/permit.ts'
import type { SwapAllowance } from '../../messaging/protocol.ts'
import { EndpointError } from '../../shared/errors.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { atomicStatus } from '../smart-account/delegation.ts'
import { readMany } from './read-many.ts'
import type { Quote, SwapOrder } from './source.ts'

export type Needed = { allowance: SwapAllowance; permits: Permits | null }
export type AllowanceCall = { to: Address; value: string; data: Hex }

const NOTHING: Needed = { allowance: { via: 'none' }, permits: null }

/** @throws WalletError */
export async function allowanceFor(services: Services, order: SwapOrder, quote: Quote): Promise<Needed> {
  const { sell, account } = order
  const { spender, maxSold } = quote
  if (spender === null || sell.token === 'native') return NOTHING
  const { token, chainId } = sell
  const [allowed = null, ...permit] = await readMany(
    services,
    chainId,
    [encodeAllowance(account, spender), ...permitReads(account)].map((data) => ({ to: token, data })),
  )
  const has = decodeUint(allowed ?? '0x') ?? 0n
  if (has >= maxSold) return NOTHING
  const permits = quote.takesPermit === true ? permitsOf(permit, chainId, token) : null
  const more = { spender, amount: maxSold.toString() }
  // One that sends several calls as one has no use for a signature before them.
  if (permits !== null && (await atomicStatus(services, chainId, account)) !== 'supported')
    return { allowance: { ...more, via: 'permit', reset: false }, permits }
  const reset = has > 0n && !(await takes(services, order, token, spender, maxSold))
  return { allowance: { ...more, via: 'approve', reset }, permits: null }
}

/** Whether the token takes a new amount as things stand. */
async function takes(
  services: Services,
  { account, sell }: SwapOrder,
  token: Address,
  spender: Address,
  amount: bigint,
): Promise<boolean> {
  const call = { from: account, to: token, data: encodeApprove(spender, amount) }
  try {
    await services.rpc.request(sell.chainId, 'eth_call', [call, 'latest'])
    return true
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error
    return false
  }
}

/** The transactions before the swap. */
export function allowanceCalls({ sell }: SwapOrder, allowance: SwapAllowance): AllowanceCall[] {
  const { token } = sell
  if (allowance.via !== 'approve' || token === 'native') return []
  const { spender, amount, reset } = allowance
  const approve = (units: bigint) => ({ to: token, value: '0', data: encodeApprove(spender, units) })
  return [...(reset ? [approve(0n)] : []), approve(BigInt(amount))]
}
