/** Everything that our own pages may ask: a mapped type over the protocol, so that none is missing and none extra. */
import * as v from 'valibot'
import type { UiApi } from '../../messaging/protocol.ts'
import { InvalidParamsError, MethodNotFoundError } from '../../shared/errors.ts'

export type Endpoint<P, R> = { parse(raw: unknown): P; run(params: P): Promise<R> }
export type Endpoints = { [N in keyof UiApi]: Endpoint<UiApi[N][0], UiApi[N][1]> }

export type Api = { run(name: string, params: unknown): Promise<unknown> }

export function endpoint<P, R>(
  schema: v.GenericSchema<unknown, P>,
  run: (params: P) => Promise<R>,
): Endpoint<P, R> {
  return {
    parse(raw) {
      const parsed = v.safeParse(schema, raw)
      if (!parsed.success) throw new InvalidParamsError(`Not understood: ${parsed.issues[0].message}`)
      return parsed.output
    },
    run,
  }
}

export function createApi(endpoints: Endpoints): Api {
  const known = (name: string): name is keyof UiApi => Object.hasOwn(endpoints, name)
  async function call<N extends keyof UiApi>(name: N, raw: unknown): Promise<UiApi[N][1]> {
    const one: Endpoint<UiApi[N][0], UiApi[N][1]> = endpoints[name]
    return one.run(one.parse(raw))
  }
  return {
    async run(name, params) {
      if (!known(name)) throw new MethodNotFoundError(name)
      return call(name, params)
    },
  }
}
