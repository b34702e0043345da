/**
 * Tries a transaction, or several in order, on the network's own endpoint before anyone is asked: what the account
 * wins and loses, and which rights it gives. Run twice in different surroundings, as a contract may behave while it
 * is looked at. Where the endpoint cannot do that, less is known, and the answer says how much.
 */
import { decodeString, decodeUint, SELECTORS } from '../../ethereum/erc20.ts'
import type { TierFees } from '../../ethereum/fees.ts'
import { differ } from '../../ethereum/simulation/compare.ts'
import { type Effects, effectsOf, readsFor, SCRATCH_CODE } from '../../ethereum/simulation/effects.ts'
import { effectsOfLogs, loggedOf, rightKey } from '../../ethereum/simulation/logged.ts'
import {
  type CallOutcome,
  type Overrides,
  parseSimulated,
  type SimulatedCall,
  type Surroundings,
  simulateParams,
} from '../../ethereum/simulation/simulated.ts'
import { type Touched, touchedBy } from '../../ethereum/simulation/touched.ts'
import type { AccessList } from '../../ethereum/transaction.ts'
import { EndpointError } from '../../shared/errors.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { revertReason } from '../transactions/revert-reason.ts'
import { funded, priced } from './paid.ts'
import { cannotSimulate, canSimulate, isMethodUnknown } from './support.ts'
import { type Around, type Block, newestBlock, surroundingsOf } from './surroundings.ts'
import { traced } from './traced.ts'

export type SimulationRequest = {
  chainId: number
  from: Address
  calls: readonly { to: Address | null; value: bigint; data: Hex; gas: bigint; accessList?: AccessList }[]
  /** What it will be sent with, and what the account has in wei, where that is known. */
  fees?: TierFees
  balance?: bigint
  /** The newest block, asked for while the rest of the request was not known yet: `blockForTrial`. */
  block?: Promise<Block>
  /** Stands in for the code of the account, as an authorization would change it. */
  code?: Hex
}

/** A token or collection that no list knows, as it calls itself. */
export type Claimed = { symbol: string; decimals: number }

export type Simulation = {
  /** `simulated`: balances were read before and after; `traced`: logs tell; `tried`: only that it does not fail. */
  how: 'simulated' | 'traced' | 'tried'
  /** Why it fails, and which call; null when it does not. */
  failure: { call: number; why: string } | null
  /** Null where only `tried`. */
  effects: Effects | null
  /** Two runs disagree: the contract behaves differently when it is looked at. */
  differs: boolean
  /** It did more than could be read. */
  cut: boolean
  /** The endpoint tries nothing at a price for gas: a contract can notice that it is only looked at. */
  unpaid: boolean
  claimed: ReadonlyMap<Address, Claimed>
}

/** Asks for what a trial needs first, ahead of it. What goes wrong is told by the trial. */
export function blockForTrial(services: Services, chainId: number): Promise<Block> {
  const block = newestBlock(services, chainId)
  block.catch(() => undefined)
  return block
}

/** @throws UnreachableError */
export async function simulate(services: Services, request: SimulationRequest): Promise<Simulation> {
  if (canSimulate(services, request.chainId)) {
    try {
      const done = await simulated(services, request)
      if (done !== null) return done
    } catch (error) {
      if (!(error instanceof EndpointError)) throw error
      cannotSimulate(services, request.chainId, error)
    }
  }
  return traced(services, request)
}

/** Null when the endpoint's answer makes no sense. */
async function run(
  services: Services,
  chainId: number,
  calls: readonly SimulatedCall[],
  overrides: Overrides,
  surroundings: Surroundings,
  strict: boolean,
): Promise<CallOutcome[] | null> {
  const params = simulateParams(calls, overrides, surroundings, strict)
  return parseSimulated(await services.rpc.request(chainId, 'eth_simulateV1', params), calls.length)
}

const standIn = ({ from, code }: SimulationRequest): Overrides =>
  code === undefined ? {} : { [from]: { code } }

async function simulated(services: Services, request: SimulationRequest): Promise<Simulation | null> {
  const { from, chainId } = request
  const around = await surroundingsOf(services, request)
  const mined = await firstRun(services, request, around)
  if (mined === null) return null
  const { outcomes: first, unpaid, next } = mined
  const touched = touchedBy(logsOf(first), from, rankOf(services, chainId))
  const reads = readsFor(touched, from)
  const names = unknownOf(services, chainId, touched)
  const asked = names.flatMap((to): SimulatedCall[] => [
    { to, data: SELECTORS.symbol, gas: 500_000n },
    { to, data: SELECTORS.decimals, gas: 500_000n },
  ])
  const calls = request.calls.map((call): SimulatedCall => ({ ...call, from }))
  const second = await run(
    services,
    chainId,
    [...reads, ...calls, ...reads, ...asked],
    { ...SCRATCH_CODE, ...standIn(request) },
    { ...around.other, ...next },
    false,
  )
  if (second === null) return null
  const before = second.splice(0, reads.length)
  const main = second.splice(0, calls.length)
  const after = second.splice(0, reads.length)
  const failed = main.findIndex((one) => !one.ok)
  const failedFirst = first.findIndex((one) => !one.ok)
  const differs =
    failed !== failedFirst || differ(loggedOf(logsOf(first), from), loggedOf(logsOf(main), from))
  const effects = effectsOf(touched, from, before, after)
  return {
    how: 'simulated',
    failure: failureOf(main, failed) ?? failureOf(first, failedFirst),
    effects: differs ? asMined(effects, effectsOfLogs(logsOf(first), from)) : effects,
    differs,
    cut: touched.cut || [...first, ...main].some((one) => one.cut),
    unpaid,
    claimed: claimedBy(names, second),
  }
}

type Mined = { outcomes: CallOutcome[]; unpaid: boolean; next: Pick<Surroundings, 'next'> }

/**
 * As it will be when it is mined, with nothing that a contract could know a trial by: no code of ours, the price and
 * the block of the real run, and coins for its gas where the account has too few. Endpoints that refuse that are asked
 * for less.
 */
async function firstRun(
  services: Services,
  request: SimulationRequest,
  around: Around,
): Promise<Mined | null> {
  const { price, real, next } = around
  const { feeRecipient, prevRandao } = real
  const code = standIn(request)
  const paid = { calls: priced(request, price), overrides: funded(request, price, code), unpaid: false }
  const attempts = [
    ...(next === null ? [] : [{ ...paid, in: { feeRecipient, prevRandao, next }, strict: true }]),
    { ...paid, in: real, strict: false },
    { calls: priced(request), overrides: code, unpaid: true, in: real, strict: false },
  ]
  let refusal: EndpointError | undefined
  for (const { calls, overrides, unpaid, in: surroundings, strict } of attempts)
    try {
      const outcomes = await run(services, request.chainId, calls, overrides, surroundings, strict)
      return outcomes && { outcomes, unpaid, next: strict && next !== null ? { next } : {} }
    } catch (error) {
      if (!(error instanceof EndpointError) || isMethodUnknown(error)) throw error
      refusal = error
    }
  throw refusal
}

/** The first was run as it will be when it is mined; what the second gives besides is not left out. */
function asMined(second: Effects, first: Effects): Effects {
  const said = new Set(first.allowances.map(rightKey))
  const besides = second.allowances.filter((right) => !said.has(rightKey(right)))
  return { ...second, changes: first.changes, allowances: [...first.allowances, ...besides] }
}

/** Listed and added tokens before those that came by themselves, and these before strangers. */
function rankOf(services: Services, chainId: number) {
  return (address: Address): number => {
    const known = services.assets.tokens.find(chainId, address)
    if (known === null) return 2
    return known.origin === 'found' ? 1 : 0
  }
}

const logsOf = (outcomes: readonly CallOutcome[]) => outcomes.flatMap(({ logs }) => logs)

function failureOf(outcomes: readonly CallOutcome[], call: number): Simulation['failure'] {
  const failed = outcomes[call]
  if (failed === undefined) return null
  return { call, why: revertReason(new EndpointError(3, failed.error ?? 'reverted', failed.returnData)) }
}

/** Contracts whose names and decimals nobody has told us. */
function unknownOf(services: Services, chainId: number, touched: Touched): Address[] {
  const contracts = [
    ...touched.tokens,
    ...touched.allowances.map((one) => one.token),
    ...touched.permit2.map((one) => one.token),
  ]
  const collections = [...touched.items, ...touched.operators].map((one) => one.collection)
  return [...new Set([...contracts, ...collections])].filter(
    (address) => services.assets.tokens.find(chainId, address) === null,
  )
}

function claimedBy(contracts: readonly Address[], outcomes: readonly CallOutcome[]): Map<Address, Claimed> {
  const claimed = new Map<Address, Claimed>()
  for (const [i, address] of contracts.entries()) {
    const [symbol, decimals] = outcomes.slice(2 * i, 2 * i + 2)
    const places = decimals?.ok === true ? decodeUint(decimals.returnData) : null
    const sign = symbol?.ok === true ? decodeString(symbol.returnData) : null
    if (sign !== null)
      claimed.set(address, { symbol: sign, decimals: places !== null && places <= 36n ? Number(places) : 0 })
  }
  return claimed
}
