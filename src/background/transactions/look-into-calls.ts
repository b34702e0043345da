/**
 * Looks into a batch of calls before anyone is asked: how it can be sent, what that costs at three speeds, and
 * whether it would fail. Never throws for what the network says of the calls: the answer tells.
 */
import { decodeAbiParameters } from 'viem/utils'
import { DELEGATE, encodeExecuteBatch } from '../../ethereum/delegate.ts'
import type { TierFees } from '../../ethereum/fees.ts'
import type { FeeTier } from '../../messaging/protocol.ts'
import type { EndpointError } from '../../shared/errors.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import type { CallsMode, CallsSubject } from '../approvals/entry.ts'
import type { Services } from '../services.ts'
import { atomicStatus, codeAt } from '../smart-account/delegation.ts'
import {
  AUTHORIZATION_GAS,
  type Estimate,
  estimateGas,
  FALLBACK_GAS,
  hasCode,
  readFees,
  readL1Fee,
  toBigint,
  withMargin,
} from './look-into.ts'
import { decodeRevert, revertData } from './revert-reason.ts'

export type CallsFindings = {
  mode: CallsMode
  balance: bigint
  /** Of all transactions that it takes together. */
  gas: bigint
  /** Of each call that is sent by itself; null where that cannot be known before those in front of it have run. */
  gasOfEach: (bigint | null)[]
  l1Fee: bigint
  tiers: Record<FeeTier, TierFees>
  nextBaseFee: bigint | null
  /** Whether a contract stands at each called address, in the order of the calls. */
  isContract: boolean[]
  /** Why it would fail; `call` counts from 0, null when it is not known which. */
  failure: { call: number | null; why: string } | null
  /** Calls that fail when they are tried alone, now, before those in front of them have run. */
  untried: number[]
}

/** @throws UnreachableError, EndpointError when the network cannot be asked for the state of the account */
export async function callsMode(services: Services, subject: CallsSubject): Promise<CallsMode> {
  const { calls, chainId, from } = subject
  if (calls.length === 1) return 'single'
  // An account runs calls; it creates no contracts.
  if (calls.some(({ to }) => to === null)) return 'sequential'
  const status = await atomicStatus(services, chainId, from)
  if (status === 'unsupported' || (status === 'ready' && subject.asItIs)) return 'sequential'
  return status === 'ready' ? 'upgrade' : 'atomic'
}

/** The one transaction that runs all calls. */
export const batchData = (calls: CallsSubject['calls']): Hex =>
  encodeExecuteBatch(
    calls.flatMap(({ to, value, data }) => (to === null ? [] : [{ to, value: BigInt(value), data }])),
  )

export async function lookIntoCalls(services: Services, subject: CallsSubject): Promise<CallsFindings> {
  const { chainId, from, calls } = subject
  const addresses = [...new Set(calls.flatMap(({ to }) => (to === null ? [] : [to])))]
  const [mode, balance, market, codes] = await Promise.all([
    callsMode(services, subject),
    services.rpc.request(chainId, 'eth_getBalance', [from, 'latest']).then(toBigint),
    readFees(services, chainId, false),
    Promise.all(addresses.map(async (to) => [to, await hasCode(services, chainId, to)] as const)),
  ])
  const known = new Map<Address, boolean>(codes)
  const together = mode === 'atomic' || mode === 'upgrade'
  const tried = together ? await tryTogether(services, subject, mode) : await tryEach(services, subject)
  const sent = together ? [{ to: from, value: '0', data: batchData(calls) }] : calls
  const samples = sent.map(({ to, data }) =>
    readL1Fee(services, {
      chainId,
      nonce: 0xffff,
      to,
      value: balance,
      data,
      gas: tried.gas,
      fees: market.tiers.fast,
    }),
  )
  const l1Fee = (await Promise.all(samples)).reduce((sum, fee) => sum + fee, 0n)
  return {
    mode,
    balance,
    l1Fee,
    ...tried,
    ...market,
    isContract: calls.map(({ to }) => to === null || known.get(to) === true),
  }
}

type Tried = Pick<CallsFindings, 'gas' | 'gasOfEach' | 'failure' | 'untried'>

async function tryTogether(services: Services, subject: CallsSubject, mode: CallsMode): Promise<Tried> {
  const { chainId, from, calls } = subject
  const upgrade = mode === 'upgrade'
  const code = upgrade ? await codeAt(services, chainId, DELEGATE.address) : undefined
  const call = { from, to: from, value: 0n, data: batchData(calls) }
  const estimate = await estimateGas(services, chainId, call, code)
  const more = upgrade ? AUTHORIZATION_GAS : 0n
  // Where it fails now, what it would take is not known: room for each call.
  const gas =
    estimate.failure === null ? withMargin(estimate.gas) : FALLBACK_GAS + 100_000n * BigInt(calls.length)
  return { gas: gas + more, gasOfEach: [], failure: failureOf(estimate), untried: [] }
}

async function tryEach(services: Services, subject: CallsSubject): Promise<Tried> {
  const { chainId, from } = subject
  const estimates = await Promise.all(
    subject.calls.map(({ to, value, data }) =>
      estimateGas(services, chainId, { from, to, value: BigInt(value), data }),
    ),
  )
  const [first, ...rest] = estimates
  return {
    gas: estimates.reduce((sum, one) => sum + withMargin(one.gas), 0n),
    gasOfEach: estimates.map((one) => (one.failure === null ? withMargin(one.gas) : null)),
    failure: first === undefined || first.failure === null ? null : { call: 0, why: first.failure },
    untried: rest.flatMap((one, i) => (one.failure === null ? [] : [i + 1])),
  }
}

/** ExecuteError(uint256 index, bytes error) */
const EXECUTE_ERROR = '0x5a154675'
const INDEX_AND_ERROR = [{ type: 'uint256' }, { type: 'bytes' }] as const

function failureOf({ failure, reverted }: Estimate): CallsFindings['failure'] {
  if (failure === null) return null
  return (reverted && failedCall(reverted)) ?? { call: null, why: failure }
}

/** The delegate says which call failed, and with what. */
function failedCall(error: EndpointError): CallsFindings['failure'] {
  const data = revertData(error.data)
  if (data === null || !data.toLowerCase().startsWith(EXECUTE_ERROR)) return null
  try {
    const [index, inner] = decodeAbiParameters(INDEX_AND_ERROR, `0x${data.slice(10)}`)
    return { call: Number(index), why: decodeRevert(inner) ?? 'the contract refuses it' }
  } catch {
    return null
  }
}
