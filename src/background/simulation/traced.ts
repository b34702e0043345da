/** What can be known of a transaction from an endpoint without eth_simulateV1. */

import { effectsOfLogs } from '../../ethereum/simulation/logged.ts'
import type { CallOutcome, Overrides, SimulatedCall } from '../../ethereum/simulation/simulated.ts'
import { parseTrace, traceParams } from '../../ethereum/simulation/trace.ts'
import { EndpointError } from '../../shared/errors.ts'
import type { Services } from '../services.ts'
import { revertReason } from '../transactions/revert-reason.ts'
import { funded, priced } from './paid.ts'
import type { Simulation, SimulationRequest } from './simulate.ts'
import { isMethodUnknown } from './support.ts'
import { surroundingsOf } from './surroundings.ts'

const TRIED: Simulation = {
  how: 'tried',
  failure: null,
  effects: null,
  differs: false,
  cut: false,
  unpaid: false,
  claimed: new Map(),
}

/**
 * A single call by its trace, which tells what contracts log; of several, or where there are no traces, nothing but
 * what eth_estimateGas says elsewhere. @throws UnreachableError
 */
export async function traced(services: Services, request: SimulationRequest): Promise<Simulation> {
  if (request.calls.length !== 1 || request.code !== undefined) return TRIED
  const found = await trace(services, request)
  if (found === null) return TRIED
  const { outcome, unpaid } = found
  const why = revertReason(new EndpointError(3, outcome.error ?? '', outcome.returnData))
  return {
    ...TRIED,
    how: 'traced',
    failure: outcome.ok ? null : { call: 0, why },
    cut: outcome.cut,
    unpaid,
    effects: effectsOfLogs(outcome.logs, request.from),
  }
}

/** At the price of the real run, or else for nothing. Null where the endpoint does not trace. */
async function trace(
  services: Services,
  request: SimulationRequest,
): Promise<{ outcome: CallOutcome; unpaid: boolean } | null> {
  const ask = async ([call]: SimulatedCall[], overrides: Overrides, unpaid: boolean) => {
    const params = call === undefined ? [] : traceParams(call, overrides)
    const outcome = parseTrace(await services.rpc.request(request.chainId, 'debug_traceCall', params))
    return outcome && { outcome, unpaid }
  }
  try {
    const { price } = await surroundingsOf(services, request)
    try {
      return await ask(priced(request, price), funded(request, price, {}), false)
    } catch (error) {
      if (!(error instanceof EndpointError) || isMethodUnknown(error)) throw error
      return await ask(priced(request), {}, true)
    }
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error
    return null
  }
}
