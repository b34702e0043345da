/**
 * What an RPC method is: how its parameters are read, and what it does. A method either has its result, or a
 * subject for the person to decide on, whose outcome then is the answer.
 */
import type { Address } from '../../shared/hex.ts'
import type { PageRequestInfo, Subject } from '../approvals/entry.ts'
import type { Services } from '../services.ts'

export type Context = {
  request: PageRequestInfo
  origin: string
  /** The site's network. */
  chainId: number
  /** What the site may see: empty while locked or not connected. */
  accounts: Address[]
}

/** `told`: what the site gets as soon as the person is asked, whatever they choose then. */
export type Step = { result: unknown } | { ask: Subject; told?: { result: unknown } }

export type Method = {
  name: string
  /** Reads the parameters; throws on anything that is not exactly what the method takes. */
  parse(services: Services, context: Context, params: unknown): Ready
  /** What the site gets for the outcome of the approval; the outcome itself when absent. */
  answer?: (services: Services, origin: string, outcome: unknown) => unknown
}

/** Parameters read: what is left to do. */
export type Ready = () => Promise<Step> | Step

export function defineMethod<P>(method: {
  name: string
  parse(params: unknown, context: Context, services: Services): P
  run(services: Services, context: Context, params: P): Promise<Step> | Step
  answer?: (services: Services, origin: string, outcome: unknown) => unknown
}): Method {
  const { name, parse, run, answer } = method
  return {
    name,
    parse: (services, context, raw) => {
      const params = parse(raw, context, services)
      return () => run(services, context, params)
    },
    ...(answer === undefined ? {} : { answer }),
  }
}
