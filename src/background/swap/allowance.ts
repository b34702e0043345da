/** Who has to be allowed what before a swap. */
import { encodeAllowance, encodeApprove } from '../../ethereum/allowances.ts'
import { decodeUint } from '../../ethereum/erc20.ts'
import type { SwapAllowance } from '../../messaging/protocol.ts'
import { type Address, type Hex, isHex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import type { Quote, SwapOrder } from './source.ts'

export type AllowanceCall = { to: Address; value: string; data: Hex }

/** What the spender may take now. */
export async function allowed(services: Services, order: SwapOrder, spender: Address): Promise<bigint> {
  const { sell, account } = order
  if (sell.token === 'native') return 0n
  const request = { to: sell.token, data: encodeAllowance(account, spender) }
  const answer = await services.rpc.request(sell.chainId, 'eth_call', [request, 'latest'])
  return (isHex(answer) ? decodeUint(answer) : null) ?? 0n
}

/** @param has what the spender may take now */
export function allowanceFor({ sell }: SwapOrder, { spender, maxSold }: Quote, has: bigint): SwapAllowance {
  if (spender === null || sell.token === 'native' || has >= maxSold) return { via: 'none' }
  return { via: 'approve', spender, amount: maxSold.toString(), reset: false }
}

export function allowanceCalls({ sell }: SwapOrder, allowance: SwapAllowance): AllowanceCall[] {
  if (allowance.via !== 'approve' || sell.token === 'native') return []
  const { spender, amount, reset } = allowance
  const { token } = sell
  const approve = (units: bigint) => ({ to: token, value: '0', data: encodeApprove(spender, units) })
  return [...(reset ? [approve(0n)] : []), approve(BigInt(amount))]
}
