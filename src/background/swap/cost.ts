/** What an offer costs beside its amounts: the network's fee, and what the bought and sold amounts are worth. */
import { expectedGasPrice } from '../../ethereum/fees.ts'
import { formatPlain, worthOf } from '../../ethereum/value.ts'
import type { SwapToken } from '../../messaging/protocol.ts'
import type { Services } from '../services.ts'
import { readFees } from '../transactions/look-into.ts'
import type { Quote, SwapOrder } from './source.ts'

/** An allowance before the swap. */
export const APPROVE_GAS = 50_000n

export type Market = {
  /** Wei for a unit of gas, as it is expected. */
  gasPrice: bigint
}

export async function readMarket(services: Services, { sell }: SwapOrder): Promise<Market> {
  const { tiers, nextBaseFee } = await readFees(services, sell.chainId, false)
  return { gasPrice: expectedGasPrice(tiers.normal, nextBaseFee ?? 0n) }
}

export const worth = (services: Services, { chainId, token, decimals }: SwapToken, amount: bigint) => {
  const price = services.prices.of(chainId, token)
  return price === null ? null : worthOf(amount, decimals, price.price)
}

/** @param allowances transactions before the swap */
export function feeOf(
  services: Services,
  order: SwapOrder,
  quote: Quote,
  market: Market | null,
  allowances: number,
) {
  if (quote.gas === null || market === null) return null
  const { symbol } = services.networks.need(order.sell.chainId)
  const wei = market.gasPrice * (quote.gas + APPROVE_GAS * BigInt(allowances))
  const value = worth(services, { chainId: order.sell.chainId, token: 'native', symbol, decimals: 18 }, wei)
  return { wei: wei.toString(), symbol, value: value === null ? null : formatPlain(value) }
}
