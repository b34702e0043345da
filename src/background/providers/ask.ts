/**
 * The one way to ask a service outside of the networks: only one that the person switched on, only at its own hosts,
 * bounded in time and size. A key that is refused or used up is set aside, and the next one tried within the same
 * question, so that nothing fails while one good key is left.
 */
import * as v from 'valibot'
import { AnswerTooLargeError } from '../../shared/errors.ts'
import { LockedError } from '../keeper.ts'
import type { HttpAnswer, HttpRequest } from '../ports.ts'
import { ServiceError, type ServiceProblem } from './errors.ts'
import { parseExactJson } from './json.ts'
import { isAside, type ServiceKeys } from './keys.ts'
import { isOf, type Needs, type Provider } from './provider.ts'
import { findProvider } from './registry.ts'

const TIMEOUT_MS = 15_000
const MOST_BYTES = 2_000_000

/** What to send. @param key null where none is used */
export type Build = (key: string | null) => {
  url: string
  method?: HttpRequest['method']
  headers?: Readonly<Record<string, string>>
  body?: string
}
export type AskOptions = {
  /** Bytes of the answer; 2 MB when it is not said. */
  most?: number
  redirect?: HttpRequest['redirect']
  signal?: AbortSignal
  /** Status 404 is an answer too: there is no such thing. */
  missing?: boolean
  /** For services that say no with status 200: what the answer means for the key. */
  refusal?(answer: HttpAnswer): 'rejected' | 'limit' | null
}
export type JsonOptions = AskOptions & {
  /** Every number of the answer comes as its text, to the last digit. */
  exact?: boolean
}

export type Ask = {
  /** @throws ServiceError; then another service may do better. An answer of any status below 400. */
  raw(providerId: string, build: Build, options?: AskOptions): Promise<HttpAnswer>
  /** @throws ServiceError, also when the answer has another shape */
  json<T>(
    providerId: string,
    schema: v.GenericSchema<unknown, T>,
    build: Build,
    options?: JsonOptions,
  ): Promise<T>
}

export function createAsk(
  services: () => Needs,
  keys: ServiceKeys,
  tell: (providerId: string, problem: string | null) => void,
): Ask {
  /** The next to try: a key, or `null` for none. Undefined when there is nothing left. */
  function next({ id, needsKey }: Provider, tried: ReadonlySet<string | null>): string | null | undefined {
    const state = keys.stateOf(id)
    const now = services().ports.clock.now()
    const key = state.keys.find((one) => !tried.has(one.id) && !isAside(one.aside, now))
    if (key !== undefined) return key.id
    const open = needsKey !== 'required' && !tried.has(null) && !isAside(state.aside, now)
    return open ? null : undefined
  }

  /** Why there is nothing left to try. */
  function lack({ id, needsKey }: Provider): ServiceProblem {
    const { keys: own, aside } = keys.stateOf(id)
    if (own.length === 0 && needsKey === 'required') return 'no-key'
    const all = [...own.map((key) => key.aside), ...(needsKey === 'required' ? [] : [aside])]
    return all.some((one) => one?.why === 'limit') ? 'limit' : 'rejected'
  }

  async function send(provider: Provider, build: Build, key: string | null, options: AskOptions) {
    const { url, method = 'GET', headers = {}, body } = build(key)
    if (!isOf(provider, url)) throw new ServiceError(provider.name, 'unreachable', 'not one of its hosts')
    const timeout = AbortSignal.timeout(TIMEOUT_MS)
    try {
      return await services().ports.fetch({
        url,
        method,
        headers,
        body: body ?? null,
        signal: options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]),
        most: options.most ?? MOST_BYTES,
        redirect: options.redirect ?? 'error',
      })
    } catch (error) {
      const problem = error instanceof AnswerTooLargeError ? 'unreadable' : 'unreachable'
      throw new ServiceError(provider.name, problem, error instanceof Error ? error.message : undefined)
    }
  }

  async function ask(provider: Provider, build: Build, options: AskOptions): Promise<HttpAnswer> {
    const { id, name } = provider
    for (const tried = new Set<string | null>(); ; ) {
      // Each time anew: while a request runs, the person may add a key, take one away, or switch the service off.
      if (keys.stateOf(id).allowed !== true) throw new ServiceError(name, 'not-allowed')
      const keyId = next(provider, tried)
      if (keyId === undefined) throw new ServiceError(name, lack(provider))
      tried.add(keyId)
      const key = keyId === null ? null : await opened(provider, keyId)
      if (keyId !== null && key === null) continue
      const answer = await send(provider, build, key, options)
      // One of many servers says no for itself alone.
      const refusal = provider.hosts.includes('*')
        ? null
        : (refusalOf(answer) ?? options.refusal?.(answer) ?? null)
      if (refusal !== null) {
        await keys.setAside(id, keyId, refusal, answer.retryAfter)
        continue
      }
      const isMissing = options.missing === true && answer.status === 404
      if (answer.status >= 400 && !isMissing)
        throw new ServiceError(name, 'unreachable', `HTTP ${answer.status}`)
      await keys.praise(id, keyId)
      if (keys.stateOf(id).allowed !== true) throw new ServiceError(name, 'not-allowed')
      return answer
    }
  }

  async function opened({ id, name }: Provider, keyId: string): Promise<string | null> {
    try {
      return await keys.open(id, keyId)
    } catch (error) {
      if (error instanceof LockedError) throw new ServiceError(name, 'locked')
      return null
    }
  }

  async function told<T>(providerId: string, run: (provider: Provider) => Promise<T>): Promise<T> {
    const provider = findProvider(providerId)
    if (provider === undefined) throw new ServiceError(providerId, 'not-allowed')
    try {
      const result = await run(provider)
      tell(providerId, null)
      return result
    } catch (error) {
      if (error instanceof ServiceError && error.problem !== 'not-allowed' && error.problem !== 'locked')
        tell(providerId, error.shortMessage)
      throw error
    }
  }

  return {
    raw: (providerId, build, options = {}) => told(providerId, (provider) => ask(provider, build, options)),
    json: (providerId, schema, build, options = {}) =>
      told(providerId, async (provider) => {
        const { bytes, status, type } = await ask(provider, build, options)
        try {
          const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
          return v.parse(schema, options.exact === true ? parseExactJson(text) : JSON.parse(text))
        } catch {
          throw new ServiceError(provider.name, 'unreadable', `HTTP ${status}, ${type ?? 'no type'}`)
        }
      }),
  }
}

function refusalOf({ status }: HttpAnswer): 'rejected' | 'limit' | null {
  if (status === 401 || status === 403) return 'rejected'
  return status === 429 ? 'limit' : null
}
