/** What can be known of a transaction from an endpoint without eth_simulateV1. */

import { effectsOfLogs } from '../../ethereum/simulation/logged.ts'
import type { CallOutcome } from '../../ethereum/simulation/simulated.ts'
import { parseTrace, traceParams } from '../../ethereum/simulation/trace.ts'
import { EndpointError } from '../../shared/errors.ts'
import type { Services } from '../services.ts'
import { revertReason } from '../transactions/revert-reason.ts'
import type { Simulation, SimulationRequest } from './simulate.ts'

const TRIED: Simulation = {
  how: 'tried',
  failure: null,
  effects: null,
  differs: false,
  cut: false,
  claimed: new Map(),
}

/**
 * A single call by its trace, which tells what contracts log; of several, or where there are no traces, nothing but
 * what eth_estimateGas says elsewhere. @throws UnreachableError
 */
export async function traced(services: Services, request: SimulationRequest): Promise<Simulation> {
  const [only, ...more] = request.calls
  if (only === undefined || more.length > 0 || request.code !== undefined) return TRIED
  let outcome: CallOutcome | null
  try {
    const params = traceParams({ ...only, from: request.from })
    outcome = parseTrace(await services.rpc.request(request.chainId, 'debug_traceCall', params))
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error
    return TRIED
  }
  if (outcome === null) return TRIED
  const why = revertReason(new EndpointError(3, outcome.error ?? '', outcome.returnData))
  return {
    ...TRIED,
    how: 'traced',
    failure: outcome.ok ? null : { call: 0, why },
    cut: outcome.cut,
    effects: effectsOfLogs(outcome.logs, request.from),
  }
}
