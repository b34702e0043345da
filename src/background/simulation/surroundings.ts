/** What a contract can see around it, taken from the newest block, so that it cannot tell a trial from the real run. */
import { keccak256, pad } from 'viem/utils'
import type { TierFees } from '../../ethereum/fees.ts'
import type { NextBlock, Price, Surroundings } from '../../ethereum/simulation/simulated.ts'
import { type Address, type Hex, isAddressLike, isHex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'

/** Of well-known block builders, for chains whose blocks name nobody. */
const BUILDERS = [
  '0x4838B106FCe9647Bdf1E7877BF73cE8B0BAD5f97',
  '0x95222290DD7278Aa3Ddd389Cc1E1d165CC4BAfe5',
] as const satisfies Address[]

/** Seconds from block to block, where their times are a multiple of that apart: any other time would tell a trial. */
const SLOTS: Readonly<Record<number, bigint>> = { 1: 12n, 11155111: 12n, 100: 5n }
const OP_SLOT = 2n
/** Has the same number in every block. */
const ARBITRUM = 42161

export type Around = {
  real: Surroundings & { baseFeePerGas: bigint }
  /** Another block's, as plausible. Nothing is charged in it: balances change by what is sent alone. */
  other: Surroundings
  /** Null where the newest block does not tell. */
  next: NextBlock | null
  /** As it will be paid. */
  price: Price
}

/** The newest block, as the endpoint tells it. */
export type Block = ReadonlyMap<string, unknown>

/** @throws UnreachableError, EndpointError */
export async function newestBlock(services: Services, chainId: number): Promise<Block> {
  const block = await services.rpc.request(chainId, 'eth_getBlockByNumber', ['latest', false])
  return new Map(typeof block === 'object' && block !== null ? Object.entries(block) : [])
}

type Trial = { chainId: number; fees?: TierFees; block?: Promise<Block> }

/**
 * @param fees what it will be sent with, where that is known
 * @param block asked for already
 * @throws UnreachableError, EndpointError
 */
export async function surroundingsOf(services: Services, { chainId, fees, block }: Trial): Promise<Around> {
  const newest = await (block ?? newestBlock(services, chainId))
  const of = (key: string): unknown => newest.get(key)
  const numberOf = (key: string): bigint | null => {
    const value = of(key)
    return isHex(value) && value.length > 2 && value.length < 34 ? BigInt(value) : null
  }
  const miner = of('miner')
  const named = isAddressLike(miner) && !/^0x0{40}$/.test(miner)
  // Not that of the newest block, which somebody may have written down.
  const mix = of('mixHash')
  const random = keccak256(isHex(mix) && mix.length === 66 ? mix : '0x00')
  const [prevRandao, otherRandao]: [Hex, Hex] =
    chainId === ARBITRUM ? [pad('0x01'), pad('0x01')] : [random, keccak256(random)]
  const baseFeePerGas = numberOf('baseFeePerGas') ?? 0n
  const [parent, time] = [numberOf('number'), numberOf('timestamp')]
  const slot = SLOTS[chainId] ?? (services.networks.isOpStack(chainId) ? OP_SLOT : 1n)
  return {
    real: { feeRecipient: named ? miner : BUILDERS[0], prevRandao, baseFeePerGas },
    other: { feeRecipient: BUILDERS[1], prevRandao: otherRandao },
    next: parent === null || time === null ? null : { parent, number: parent + 1n, time: time + slot },
    price: priceOf(baseFeePerGas, fees),
  }
}

/** With a tip that no contract can tell from that of the real run. */
function priceOf(base: bigint, fees: TierFees | undefined): Price {
  if (fees?.type === 'legacy') return { most: fees.gasPrice, tip: null }
  const tip = fees?.maxPriorityFeePerGas ?? base / 10n + 1n
  const [least, most] = [base + tip, fees?.maxFeePerGas ?? base * 2n + tip]
  return { most: most > least ? most : least, tip }
}
