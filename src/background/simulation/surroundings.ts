/** What a contract can see around it, taken from the newest block, so that it cannot tell a trial from the real run. */
import { keccak256 } from 'viem/utils'
import { highestGasPrice, type TierFees } from '../../ethereum/fees.ts'
import type { Price, Surroundings } from '../../ethereum/simulation/simulated.ts'
import { type Address, type Hex, isAddressLike, isHex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'

/** Of well-known block builders, for chains whose blocks name nobody. */
const BUILDERS = [
  '0x4838B106FCe9647Bdf1E7877BF73cE8B0BAD5f97',
  '0x95222290DD7278Aa3Ddd389Cc1E1d165CC4BAfe5',
] as const satisfies Address[]

export type Around = {
  real: Surroundings
  /** Another block's, as plausible. Nothing is charged in it: balances change by what is sent alone. */
  other: Surroundings
  /** As it will be paid, and the least that looks the same, for accounts with little. */
  prices: [Price, Price]
}

/** @param fees what it will be sent with, where that is known. @throws UnreachableError, EndpointError */
export async function surroundingsOf(services: Services, chainId: number, fees?: TierFees): Promise<Around> {
  const block = await services.rpc.request(chainId, 'eth_getBlockByNumber', ['latest', false])
  const of = (key: string): unknown =>
    typeof block === 'object' && block !== null
      ? new Map<string, unknown>(Object.entries(block)).get(key)
      : undefined
  const miner = of('miner')
  const named = isAddressLike(miner) && !/^0x0{40}$/.test(miner)
  const mix = of('mixHash')
  const random: Hex = isHex(mix) && mix.length === 66 ? mix : keccak256('0x00')
  const fee = of('baseFeePerGas')
  const baseFeePerGas = isHex(fee) && fee.length > 2 && fee.length < 34 ? BigInt(fee) : 0n
  return {
    real: { feeRecipient: named ? miner : BUILDERS[0], prevRandao: random, baseFeePerGas },
    other: { feeRecipient: BUILDERS[1], prevRandao: keccak256(random) },
    prices: pricesOf(baseFeePerGas, fees),
  }
}

/** A tip that no contract can tell from that of the real run. */
function pricesOf(base: bigint, fees: TierFees | undefined): [Price, Price] {
  const tip = fees === undefined ? base / 10n + 1n : tipOf(base, fees)
  const least = base + tip
  const most = fees === undefined ? base * 2n + tip : highestGasPrice(fees)
  return [
    { most: most > least ? most : least, tip },
    { most: least, tip },
  ]
}

function tipOf(base: bigint, fees: TierFees): bigint {
  if (fees.type === 'eip1559') return fees.maxPriorityFeePerGas
  return fees.gasPrice > base ? fees.gasPrice - base : 0n
}
