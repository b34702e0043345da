/**
 * Hosts that names are read from (EIP-3668). A contract names them, so each is asked only after the person was told
 * of it and allowed it. What they answer is checked by the contract that sent us there, never believed here.
 */
import { gatewayRequest, type OffchainLookup } from '../../ethereum/ccip.ts'
import { type Hex, isHex } from '../../shared/hex.ts'
import type { Services } from '../services.ts'

/** Nobody was asked: the person has to allow these first. */
export class GatewaysNeeded extends Error {
  readonly hosts: string[]
  constructor(hosts: string[]) {
    super(`asks ${hosts.join(', ')}`)
    this.hosts = hosts
  }
}

const MOST_URLS = 4
const TIMEOUT_MS = 10_000
const MOST_BYTES = 1_000_000

/** The answers in order; null for each that no gateway gave. @throws GatewaysNeeded before anyone is asked. */
export async function askGateways(
  services: Services,
  { questions }: OffchainLookup,
): Promise<(Hex | null)[]> {
  const allowed = new Set(services.state.gateways.get())
  const plans = questions.map((question) => {
    const requests = question.urls
      .slice(0, MOST_URLS)
      .map((url) => gatewayRequest(url, question))
      .filter((request) => request !== null)
    return { requests }
  })
  const unasked = plans.filter(
    ({ requests }) => requests.length > 0 && !requests.some(({ host }) => allowed.has(host)),
  )
  if (unasked.length > 0)
    throw new GatewaysNeeded([...new Set(unasked.flatMap(({ requests }) => requests[0]?.host ?? []))])
  return Promise.all(
    plans.map(({ requests }) =>
      askOne(
        services,
        requests.filter(({ host }) => allowed.has(host)),
      ),
    ),
  )
}

type Request = NonNullable<ReturnType<typeof gatewayRequest>>

async function askOne({ ports }: Services, requests: Request[]): Promise<Hex | null> {
  for (const { url, body } of requests) {
    try {
      const answer = await ports.fetch({
        url,
        method: body === null ? 'GET' : 'POST',
        headers: body === null ? {} : { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        most: MOST_BYTES,
        redirect: 'error',
      })
      // A gateway that refuses refuses for good; one that fails leaves it to the next.
      if (answer.status >= 400 && answer.status < 500) return null
      const data = answer.status === 200 ? dataOf(new TextDecoder().decode(answer.bytes)) : null
      if (data !== null) return data
    } catch {
      // Not there: the next one may be.
    }
  }
  return null
}

function dataOf(text: string): Hex | null {
  const whole = text.trim()
  if (isHex(whole)) return whole
  try {
    const json: unknown = JSON.parse(text)
    const data = typeof json === 'object' && json !== null && 'data' in json ? json.data : null
    return isHex(data) ? data : null
  } catch {
    return null
  }
}
