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
  type Price,
  parseSimulated,
  type SimulatedCall,
  type Surroundings,
  simulateParams,
} from '../../ethereum/simulation/simulated.ts'
import { type Touched, touchedBy } from '../../ethereum/simulation/touched.ts'
import { EndpointError } from '../../shared/errors.ts'
import type { Address, Hex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { revertReason } from '../transactions/revert-reason.ts'
import { cannotSimulate, canSimulate } from './support.ts'
import { surroundingsOf } from './surroundings.ts'
import { traced } from './traced.ts'

export type SimulationRequest = {
  chainId: number
  from: Address
  calls: readonly { to: Address | null; value: bigint; data: Hex; gas?: bigint }[]
  /** What it will be sent with, where that is known. */
  fees?: TierFees
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
  claimed: ReadonlyMap<Address, Claimed>
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

const callsOf = ({ from, calls }: SimulationRequest, price?: Price): SimulatedCall[] =>
  calls.map((call) => ({ ...call, from, ...(price === undefined ? {} : { price }) }))

/** Null when the endpoint's answer makes no sense. */
async function run(
  services: Services,
  { chainId, from, code }: SimulationRequest,
  calls: readonly SimulatedCall[],
  surroundings: Surroundings | null,
): Promise<CallOutcome[] | null> {
  const stand = code === undefined ? SCRATCH_CODE : { ...SCRATCH_CODE, [from]: code }
  const params = simulateParams(calls, stand, surroundings)
  return parseSimulated(await services.rpc.request(chainId, 'eth_simulateV1', params), calls.length)
}

async function simulated(services: Services, request: SimulationRequest): Promise<Simulation | null> {
  const { from, chainId } = request
  const around = await surroundingsOf(services, chainId, request.fees)
  const first = await firstRun(services, request, around)
  if (first === null) return null
  const touched = touchedBy(logsOf(first), from, rankOf(services, chainId))
  const reads = readsFor(touched, from)
  const names = unknownOf(services, chainId, touched)
  const asked = names.flatMap((to): SimulatedCall[] => [
    { to, data: SELECTORS.symbol, gas: 500_000n },
    { to, data: SELECTORS.decimals, gas: 500_000n },
  ])
  const calls = callsOf(request)
  const second = await run(services, request, [...reads, ...calls, ...reads, ...asked], around.other)
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
    claimed: claimedBy(names, second),
  }
}

/** As it will be when it is mined: a contract sees a price, a fee recipient and a number that looks random. */
async function firstRun(
  services: Services,
  request: SimulationRequest,
  { real, prices }: Awaited<ReturnType<typeof surroundingsOf>>,
): Promise<CallOutcome[] | null> {
  for (const price of prices) {
    try {
      return await run(services, request, callsOf(request, price), real)
    } catch (error) {
      if (!(error instanceof EndpointError) || !/insufficient funds/i.test(error.message)) throw error
    }
  }
  // The account cannot pay for the gas: that is said elsewhere, and looked into all the same.
  return run(services, request, callsOf(request), real)
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
