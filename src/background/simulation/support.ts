/** Which networks' endpoints simulate, as they said in this life of the worker. */
import type { EndpointError } from '../../shared/errors.ts'
import type { Services } from '../services.ts'

/** An endpoint that could not may be another one later. */
const AGAIN_MS = 10 * 60_000
const refused = new WeakMap<Services, Map<number, number>>()

export function canSimulate(services: Services, chainId: number): boolean {
  const at = refused.get(services)?.get(chainId)
  return at === undefined || services.ports.clock.now() - at > AGAIN_MS
}

/** It refuses the method, whatever is asked by it. */
export const isMethodUnknown = ({ code, message }: EndpointError): boolean =>
  code === -32601 || code === -32004 || /method/i.test(message)

/** Only what it says of the method itself is kept: a call that fails is no reason. */
export function cannotSimulate(services: Services, chainId: number, error: EndpointError): void {
  if (!isMethodUnknown(error) && !/not (?:supported|available|enabled|allowed)/i.test(error.message)) return
  const known = refused.get(services) ?? new Map<number, number>()
  refused.set(services, known.set(chainId, services.ports.clock.now()))
}
