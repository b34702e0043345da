/**
 * Looks into a transaction before anyone is asked: what it needs for gas, what that costs at three speeds, whether
 * the account can pay, and whether it would fail. Never throws for what the network says: the answer tells.
 */
import { decodeUint, encodeBalanceOf } from '../../ethereum/erc20.ts'
import {
  encodeGetL1Fee,
  FEE_HISTORY_PARAMS,
  highestGasPrice,
  l1FeeOracle,
  legacyTiers,
  parseFeeHistory,
  type TierFees,
  tiersFromHistory,
} from '../../ethereum/fees.ts'
import { replacementTiers } from '../../ethereum/replacement.ts'
import { readSigned, type SignedFields } from '../../ethereum/signed-transaction.ts'
import { type AccessList, serializeUnsigned, type UnsignedTransaction } from '../../ethereum/transaction.ts'
import type { FeeTier } from '../../messaging/protocol.ts'
import { EndpointError, InternalError, WalletError } from '../../shared/errors.ts'
import { type Address, type Hex, isHex, toQuantity } from '../../shared/hex.ts'
import type { TransactionSubject } from '../approvals/entry.ts'
import type { Services } from '../services.ts'
import { TooLateError } from './errors.ts'
import { revertReason } from './revert-reason.ts'

export type Findings = {
  balance: bigint
  gas: bigint
  /** What the network says that it takes; null when it says that it fails. */
  estimate: bigint | null
  tiers: Record<FeeTier, TierFees>
  nextBaseFee: bigint | null
  /** Wei that a rollup charges for the data beside the gas; 0 elsewhere. */
  l1Fee: bigint
  /** `value` is what is sent; for "max" all that the highest fee of the tier leaves. */
  value: Record<FeeTier, bigint>
  isContract: boolean
  /** Why it would fail, in words; null when the network says that it would not. */
  failure: string | null
}

/** What an authorization costs beside the call that carries it, and finding the delegate's code. EIP-7702 */
export const AUTHORIZATION_GAS = 25_000n + 2_600n
/** A plain transfer costs exactly this. */
const TRANSFER_GAS = 21_000n
/** Pools keep the time of their last swap: the first of a second may write two words more than one that is tried. */
const SWAP_ROOM = 45_000n
/** For what cannot be estimated because it fails now, and is wanted nevertheless. */
export const FALLBACK_GAS = 500_000n

export async function lookInto(services: Services, subject: TransactionSubject): Promise<Findings> {
  const { chainId, from, to, data } = subject
  const ask = (method: string, params: unknown) => services.rpc.request(chainId, method, params)
  const [balance, market, estimate, isContract] = await Promise.all([
    ask('eth_getBalance', [from, 'latest']).then(toBigint),
    readFees(services, chainId, subject.legacy),
    estimateGas(services, chainId, callOf(subject), subject.delegateTo === undefined ? undefined : '0x'),
    to === null ? true : hasCode(services, chainId, to),
  ])
  const more = subject.delegateTo === undefined ? 0n : AUTHORIZATION_GAS
  const room = subject.swap === undefined ? 0n : SWAP_ROOM
  const gas = subject.gas !== null ? BigInt(subject.gas) : withMargin(estimate.gas) + more + room
  const old = subject.replaces && replacedBy(services, subject.replaces.id)
  const tiers = old === undefined ? market.tiers : replacementTiers(old.fees, market.tiers)
  const { nextBaseFee } = market
  const sample = { chainId, nonce: 0xffff, to, value: balance, data, gas, fees: tiers.fast }
  const l1Fee = await readL1Fee(services, sample)
  const valueAt = (tier: FeeTier): bigint => {
    if (subject.value !== 'max') return BigInt(subject.value)
    const left = balance - gas * highestGasPrice(tiers[tier]) - l1Fee
    return left > 0n ? left : 0n
  }
  return {
    balance,
    gas,
    estimate: estimate.failure === null ? estimate.gas + more : null,
    tiers,
    nextBaseFee,
    l1Fee,
    value: { slow: valueAt('slow'), normal: valueAt('normal'), fast: valueAt('fast') },
    isContract,
    failure: estimate.failure ?? tooLittleGas(subject, estimate.gas),
  }
}

/**
 * A site's own gas limit can end a call that would pass. What differs by less than a twentieth is left alone: on
 * rollups the estimate moves from block to block.
 */
function tooLittleGas(subject: TransactionSubject, needed: bigint): string | null {
  if (subject.gas === null || BigInt(subject.gas) * 20n >= needed * 19n) return null
  const who = subject.replaces === undefined ? 'the site allows' : 'its limit is'
  return `it takes ${needed} gas, and ${who} ${BigInt(subject.gas)}`
}

/** The signed fields of a pending transaction that is to be replaced. @throws TooLateError */
export function replacedBy(services: Services, id: string): SignedFields {
  const old = services.transactions.pending().find((one) => one.id === id)
  if (old === undefined) throw new TooLateError()
  return readSigned(old.raw)
}

/** Balance of an ERC-20, in base units. @throws when the token does not answer. */
export async function tokenBalance(services: Services, chainId: number, token: Address, owner: Address) {
  const answer = await services.rpc.request(chainId, 'eth_call', [
    { to: token, data: encodeBalanceOf(owner) },
    'latest',
  ])
  const balance = isHex(answer) ? decodeUint(answer) : null
  if (balance === null) throw new InternalError('The token does not tell its balance.')
  return balance
}

export function toBigint(value: unknown): bigint {
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]{1,64}$/.test(value))
    throw new InternalError('The network answered something that is not a number.')
  return BigInt(value)
}

/** Contract calls get a fifth more, because what they cost can change until they are mined; transfers cannot. */
export const withMargin = (gas: bigint): bigint => (gas === TRANSFER_GAS ? gas : (gas * 12n) / 10n)

export const hasCode = async (services: Services, chainId: number, address: Address): Promise<boolean> => {
  const code = await services.rpc.request(chainId, 'eth_getCode', [address, 'latest'])
  return isHex(code) && code.length > 2
}

type EstimatedCall = {
  from: Address
  to: Address | null
  value: bigint
  data: Hex
  accessList?: AccessList | null
}
/** `reverted` is the endpoint's error behind a failure. */
export type Estimate = { gas: bigint; failure: string | null; reverted?: EndpointError }

// "Max" is not known before the fee is; one wei costs the same gas.
const callOf = ({ from, to, data, value, accessList }: TransactionSubject): EstimatedCall => ({
  from,
  to,
  data,
  accessList,
  value: value === 'max' ? 1n : BigInt(value),
})

/**
 * Without a margin. `code` stands in for that of the sending account, as an authorization would change it.
 * @throws UnreachableError, InternalError
 */
export async function estimateGas(
  services: Services,
  chainId: number,
  { from, to, value, data, accessList }: EstimatedCall,
  code?: Hex,
): Promise<Estimate> {
  const call = {
    from,
    ...(to === null ? {} : { to }),
    value: toQuantity(value),
    ...(data === '0x' ? {} : { data }),
    ...(accessList ? { accessList } : {}),
  }
  const params = code === undefined ? [call] : [call, 'latest', { [from]: { code } }]
  try {
    return { gas: toBigint(await services.rpc.request(chainId, 'eth_estimateGas', params)), failure: null }
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error
    const gas = data === '0x' && to !== null ? TRANSFER_GAS : FALLBACK_GAS
    return { gas, failure: revertReason(error), reverted: error }
  }
}

export async function readFees(
  services: Services,
  chainId: number,
  legacy: boolean,
): Promise<{ tiers: Record<FeeTier, TierFees>; nextBaseFee: bigint | null }> {
  if (!legacy) {
    try {
      const history = parseFeeHistory(
        await services.rpc.request(chainId, 'eth_feeHistory', FEE_HISTORY_PARAMS),
      )
      if (history.blocks.length > 0)
        return { tiers: tiersFromHistory(history), nextBaseFee: history.nextBaseFee }
    } catch (error) {
      // A network without EIP-1559 says so here; one that cannot be reached fails below as well.
      if (!(error instanceof WalletError)) throw error
    }
  }
  const gasPrice = toBigint(await services.rpc.request(chainId, 'eth_gasPrice', []))
  return { tiers: legacyTiers(gasPrice), nextBaseFee: null }
}

/** With a tenth on top: the L1 price can rise until the transaction is in. */
export async function readL1Fee(services: Services, sample: UnsignedTransaction): Promise<bigint> {
  const { chainId } = sample
  const oracle = l1FeeOracle({ chainId, opStack: services.networks.isOpStack(chainId) })
  if (oracle === null) return 0n
  const answer = await services.rpc.request(chainId, 'eth_call', [
    encodeGetL1Fee(serializeUnsigned(sample), oracle),
    'latest',
  ])
  const fee = isHex(answer) ? decodeUint(answer) : null
  if (fee === null) throw new InternalError('The network does not tell its L1 data fee.')
  return (fee * 11n) / 10n
}
