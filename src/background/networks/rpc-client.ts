/**
 * Requests to a network: its endpoints in order, with back-off for those that fail, each held against the chain id
 * before its first answer counts. Same requests in flight are asked once.
 */

import { UnreachableError, WalletError } from '../../shared/errors.ts'
import { toQuantity } from '../../shared/hex.ts'
import type { Clock, HttpPost } from '../ports.ts'
import type { Field } from '../state/field.ts'
import { callEndpoint, EndpointFailure } from './endpoint.ts'

export class WrongChainError extends WalletError {
  constructor(url: string, expected: number, actual: string) {
    super(-32603, `${new URL(url).host} answers for chain ${actual}, not ${expected}. It is not used.`)
    this.name = 'WrongChainError'
  }
}

export type RpcClient = {
  /** @throws EndpointError as the endpoint said, UnreachableError when none answered. */
  request(chainId: number, method: string, params?: unknown): Promise<unknown>
  /** Asks one endpoint for its chain id. @throws WrongChainError, UnreachableError. */
  probe(url: string, chainId: number | null): Promise<number>
}

const FIRST_REST_MS = 2_000
const LONGEST_REST_MS = 60_000

export function createRpcClient(deps: {
  post: HttpPost
  clock: Clock
  endpoints(chainId: number): readonly string[]
  networkName(chainId: number): string
  verified: Field<Record<string, number>>
}): RpcClient {
  const { post, clock, verified } = deps
  const resting = new Map<string, { until: number; ms: number }>()
  const inFlight = new Map<string, Promise<unknown>>()

  async function chainIdOf(url: string): Promise<number> {
    const answer = await callEndpoint(post, url, 'eth_chainId', [])
    const value =
      typeof answer === 'string' && /^0x[0-9a-f]{1,14}$/i.test(answer) ? Number(answer) : Number.NaN
    if (!Number.isSafeInteger(value)) throw new EndpointFailure('eth_chainId is not a number')
    return value
  }

  async function verify(url: string, chainId: number): Promise<void> {
    if (verified.get()[url] === chainId) return
    const actual = await chainIdOf(url)
    if (actual !== chainId) throw new WrongChainError(url, chainId, String(actual))
    await verified.update((known) => ({ ...known, [url]: chainId }))
  }

  function rest(url: string): void {
    const ms = Math.min((resting.get(url)?.ms ?? FIRST_REST_MS / 2) * 2, LONGEST_REST_MS)
    resting.set(url, { until: clock.now() + ms, ms })
  }

  /** Endpoints that are not resting first, in the person's order; resting ones are a last resort. */
  function inOrder(chainId: number): string[] {
    const now = clock.now()
    const awake = (url: string) => (resting.get(url)?.until ?? 0) <= now
    const all = deps.endpoints(chainId)
    return [...all.filter(awake), ...all.filter((url) => !awake(url))]
  }

  async function ask(chainId: number, method: string, params: unknown): Promise<unknown> {
    const problems: string[] = []
    for (const url of inOrder(chainId)) {
      try {
        await verify(url, chainId)
        const result = await callEndpoint(post, url, method, params)
        resting.delete(url)
        return result
      } catch (error) {
        if (!(error instanceof EndpointFailure) && !(error instanceof WrongChainError)) throw error
        rest(url)
        problems.push(`${new URL(url).host}: ${error.message}`)
      }
    }
    throw new UnreachableError(
      `${deps.networkName(chainId)} cannot be reached right now. Nothing was lost. ${problems[0] ?? ''}`.trim(),
      problems.join('; '),
    )
  }

  return {
    request(chainId, method, params) {
      const key = `${toQuantity(chainId)} ${method} ${JSON.stringify(params ?? [])}`
      const same = inFlight.get(key)
      if (same !== undefined) return same
      const asked = ask(chainId, method, params).finally(() => inFlight.delete(key))
      inFlight.set(key, asked)
      return asked
    },
    async probe(url, chainId) {
      let actual: number
      try {
        actual = await chainIdOf(url)
      } catch (error) {
        const why = error instanceof Error ? error.message : ''
        throw new UnreachableError(
          `${new URL(url).host} does not answer as an Ethereum endpoint. ${why}`.trim(),
        )
      }
      if (chainId !== null && actual !== chainId) throw new WrongChainError(url, chainId, String(actual))
      return actual
    },
  }
}
