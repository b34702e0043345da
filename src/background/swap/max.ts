/** The most that can be sold: all of a token; of the coin, what is left after the fee of a swap that is not small. */
import { highestGasPrice } from '../../ethereum/fees.ts'
import type { SwapApi } from '../../messaging/protocol.ts'
import type { Services } from '../services.ts'
import { readFees, toBigint, tokenBalance } from '../transactions/look-into.ts'

/** Two hops over two routes, with room. */
const ROOM_GAS = 500_000n

export async function maxToSell(
  services: Services,
  { chainId, account, sell }: SwapApi['swap.max'][0],
): Promise<SwapApi['swap.max'][1]> {
  if (sell !== 'native') {
    const balance = await tokenBalance(services, chainId, sell, account)
    return { amount: balance.toString(), fee: '0' }
  }
  const [balance, { tiers }] = await Promise.all([
    services.rpc.request(chainId, 'eth_getBalance', [account, 'latest']).then(toBigint),
    readFees(services, chainId, false),
  ])
  const fee = ROOM_GAS * highestGasPrice(tiers.fast)
  return { amount: (balance > fee ? balance - fee : 0n).toString(), fee: fee.toString() }
}
