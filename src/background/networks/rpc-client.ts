/**
 * Requests to a network: its endpoints in order, with back-off for those that fail, each held against the chain id
 * before its first answer counts.
 *
 * Same requests at once are asked once, but nobody joins a request that is older than the network's last answer: who
 * has seen a receipt never gets a balance or a nonce from before it.
 */

import { visibleLine } from '../../ethereum/text.ts'
import { type EndpointError, UnreachableError, WalletError } from '../../shared/errors.ts'
import { toQuantity } from '../../shared/hex.ts'
import type { Clock, HttpPost, OpenSocket } from '../ports.ts'
import type { Field } from '../state/field.ts'
import { callEndpoint, EndpointFailure, isSocketUrl, MOST_SHOWN } from './endpoint.ts'
import { createSocketClient } from './socket-client.ts'

export class WrongChainError extends WalletError {
  constructor(url: string, expected: number, actual: string) {
    super(-32603, `${new URL(url).host} answers for chain ${actual}, not ${expected}. It is not used.`)
    this.name = 'WrongChainError'
  }
}

/**
 * For whom it is asked. What sites bring upon an endpoint, or questions for logs that are too large for it, does not
 * change which one the wallet asks first.
 */
export type Asker = 'wallet' | 'site' | 'logs'

export type RpcClient = {
  /** @throws EndpointError as the endpoint said, UnreachableError when none answered. */
  request(chainId: number, method: string, params?: unknown, asker?: Asker): Promise<unknown>
  /** Asks one endpoint for its chain id. @throws WrongChainError, UnreachableError. */
  probe(url: string, chainId: number | null): Promise<number>
  /** Counts the answers of the network: what was begun at another count may be from before one of them. */
  answered(chainId: number): number
}

const FIRST_REST_MS = 2_000
const LONGEST_REST_MS = 60_000
const LONGEST_WANTED_REST_MS = 10 * 60_000
/** No further endpoint is tried when those before took this long. */
const PATIENCE_MS = 15_000

export function createRpcClient(deps: {
  post: HttpPost
  socket: OpenSocket
  clock: Clock
  endpoints(chainId: number): readonly string[]
  networkName(chainId: number): string
  verified: Field<Record<string, number>>
}): RpcClient {
  const { post, clock, verified } = deps
  /** By asker and URL. */
  const resting = new Map<string, { until: number; ms: number }>()
  const inFlight = new Map<string, Promise<unknown>>()
  const answers = new Map<number, number>()
  const answered = (chainId: number): number => answers.get(chainId) ?? 0

  async function overSocket(url: string): Promise<unknown> {
    const client = createSocketClient(deps.socket, url, { event() {}, closed() {} })
    try {
      return await client.request('eth_chainId', [])
    } finally {
      client.close()
    }
  }

  async function chainIdOf(url: string): Promise<number> {
    const answer = isSocketUrl(url) ? await overSocket(url) : await callEndpoint(post, url, 'eth_chainId', [])
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

  /** @param wanted what the endpoint itself asked for */
  function rest(key: string, wanted: number | null): void {
    const own = Math.min((resting.get(key)?.ms ?? FIRST_REST_MS / 2) * 2, LONGEST_REST_MS)
    const ms = wanted === null ? own : Math.min(Math.max(wanted, own), LONGEST_WANTED_REST_MS)
    resting.set(key, { until: clock.now() + ms, ms })
  }

  /** Endpoints that are not resting first, in the person's order; resting ones are a last resort. */
  function inOrder(chainId: number, asker: Asker): string[] {
    const now = clock.now()
    const awake = (url: string) => (resting.get(`${asker} ${url}`)?.until ?? 0) <= now
    const all = deps.endpoints(chainId).filter((url) => !isSocketUrl(url))
    return [...all.filter(awake), ...all.filter((url) => !awake(url))]
  }

  async function ask(chainId: number, method: string, params: unknown, asker: Asker): Promise<unknown> {
    const problems: string[] = []
    const until = clock.now() + PATIENCE_MS
    let said: EndpointError | null = null
    for (const url of inOrder(chainId, asker)) {
      if (problems.length > 0 && clock.now() >= until) break
      try {
        await verify(url, chainId)
        const result = await callEndpoint(post, url, method, params)
        resting.delete(`${asker} ${url}`)
        return result
      } catch (error) {
        if (!(error instanceof EndpointFailure) && !(error instanceof WrongChainError)) throw error
        rest(`${asker} ${url}`, error instanceof EndpointFailure ? error.retryAfter : null)
        problems.push(`${new URL(url).host}: ${visibleLine(error.message, MOST_SHOWN)}`)
        said = error instanceof EndpointFailure ? error.answer : null
      }
    }
    // A page's library, and who asks for logs, know better than our words what to make of the provider's own.
    if (said !== null && asker !== 'wallet') throw said
    throw new UnreachableError(
      `${deps.networkName(chainId)} cannot be reached right now. Nothing was lost. ${problems[0] ?? ''}`.trim(),
      problems.join('; '),
    )
  }

  return {
    answered,
    request(chainId, method, params, asker = 'wallet') {
      const key = [asker, answered(chainId), toQuantity(chainId), method, JSON.stringify(params ?? [])].join(
        ' ',
      )
      const same = inFlight.get(key)
      if (same !== undefined) return same
      const asked = ask(chainId, method, params, asker).finally(() => {
        answers.set(chainId, answered(chainId) + 1)
        inFlight.delete(key)
      })
      inFlight.set(key, asked)
      return asked
    },
    async probe(url, chainId) {
      let actual: number
      try {
        actual = await chainIdOf(url)
      } catch (error) {
        const why = error instanceof Error ? visibleLine(error.message, MOST_SHOWN) : ''
        throw new UnreachableError(
          `${new URL(url).host} does not answer as an Ethereum endpoint. ${why}`.trim(),
        )
      }
      if (chainId !== null && actual !== chainId) throw new WrongChainError(url, chainId, String(actual))
      return actual
    },
  }
}
