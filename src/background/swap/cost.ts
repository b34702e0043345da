/** What an offer costs beside its amounts, and what the bought and sold amounts are worth by the wallet's prices. */
import { expectedGasPrice } from '../../ethereum/fees.ts'
import { formatPlain, worthOf } from '../../ethereum/value.ts'
import type { SwapAllowance, SwapToken } from '../../messaging/protocol.ts'
import type { WantedPrice } from '../prices/source.ts'
import type { Services } from '../services.ts'
import { readFees } from '../transactions/look-into.ts'
import type { Offer } from './show.ts'
import type { SwapOrder } from './source.ts'

/** Each transaction that allows something before the swap, and what a permit adds to it. */
const ALLOWANCE_GAS = { approve: 50_000n, permit: 60_000n }

/** Wei for a unit of gas, as it is expected. */
export async function gasPriceOf(services: Services, chainId: number): Promise<bigint> {
  const { tiers, nextBaseFee } = await readFees(services, chainId, false)
  return expectedGasPrice(tiers.normal, nextBaseFee ?? 0n)
}

/** With 18 places, in the chosen currency; null when nobody knows. */
export function worth(
  services: Services,
  { chainId, token, decimals }: SwapToken,
  amount: bigint,
): bigint | null {
  const price = services.prices.of(chainId, token)
  return price === null ? null : worthOf(amount, decimals, price.price)
}

/** In wei, with what has to be allowed before; null where the account sends nothing, or it is not known yet. */
export function feeWei({ quote, allowance }: Offer, gasPrice: bigint | null): bigint | null {
  if (quote.gas === null || gasPrice === null) return null
  return gasPrice * (quote.gas + allowanceGas(allowance))
}

function allowanceGas(allowance: SwapAllowance): bigint {
  if (allowance.via === 'none') return 0n
  const { via, reset, permit2 } = allowance
  const bySignature = via === 'permit'
  const token = permit2?.approve ?? !bySignature
  const right = permit2?.grant === true && !bySignature
  const calls = [token, token && reset, right].filter(Boolean).length
  return BigInt(calls) * ALLOWANCE_GAS.approve + (bySignature ? ALLOWANCE_GAS.permit : 0n)
}

export const coinOf = (services: Services, chainId: number): SwapToken => ({
  chainId,
  token: 'native',
  symbol: services.networks.need(chainId).symbol,
  decimals: 18,
})

export function feeView(services: Services, { sell }: SwapOrder, wei: bigint) {
  const coin = coinOf(services, sell.chainId)
  const value = worth(services, coin, wei)
  return { wei: wei.toString(), symbol: coin.symbol, value: value === null ? null : formatPlain(value) }
}

/** The tokens of a swap and the coin that its fee is paid in, as far as somebody vouches for them. */
export function pricesWanted(services: Services, { sell, buy }: SwapOrder): WantedPrice[] {
  return [sell, buy, coinOf(services, sell.chainId)].flatMap(
    ({ chainId, token, symbol, decimals }): WantedPrice[] => {
      if (services.networks.need(chainId).testnet) return []
      if (token === 'native') return [{ chainId, token, symbol, decimals, origin: 'native' }]
      const origin = services.assets.tokens.find(chainId, token)?.origin
      return origin === 'listed' || origin === 'added' ? [{ chainId, token, symbol, decimals, origin }] : []
    },
  )
}
