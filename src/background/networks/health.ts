/** How the endpoints of a network do, measured when a person looks; and chains on this machine. */
import { visibleLine } from '../../ethereum/text.ts'
import type { EndpointHealth, LocalNetwork } from '../../messaging/protocol.ts'
import { WalletError } from '../../shared/errors.ts'
import type { Services } from '../services.ts'
import { callEndpoint, isSocketUrl, MOST_SHOWN } from './endpoint.ts'

/** Where development chains usually listen: anvil, hardhat and geth; Ganache; Truffle; a second one. */
const LOCAL_PORTS = [8545, 7545, 9545, 8546]

const asNumber = (answer: unknown): number | null =>
  typeof answer === 'string' && /^0x[0-9a-f]{1,12}$/i.test(answer) ? Number(answer) : null

/** One answer an endpoint, in the order that they are used in. Never rejects for what an endpoint does. */
export async function checkEndpoints(services: Services, chainId: number): Promise<EndpointHealth[]> {
  const { endpoints } = services.networks.need(chainId)
  return Promise.all(endpoints.map((url) => check(services, chainId, url)))
}

async function check(services: Services, chainId: number, url: string): Promise<EndpointHealth> {
  const { post, clock } = services.ports
  const sick = (problem: string): EndpointHealth => ({ url, ms: null, height: null, problem })
  if (isSocketUrl(url)) return { url, ms: null, height: null, problem: null }
  try {
    const actual = asNumber(await callEndpoint(post, url, 'eth_chainId', []))
    if (actual !== chainId)
      return sick(`It serves chain ${actual ?? 'unknown'}, not ${chainId}. It is not used.`)
    // The second request finds the connection open: what it takes is what the wallet waits.
    const before = clock.now()
    const height = asNumber(await callEndpoint(post, url, 'eth_blockNumber', []))
    return height === null
      ? sick('It does not tell its newest block.')
      : { url, ms: clock.now() - before, height, problem: null }
  } catch (error) {
    return sick(
      error instanceof WalletError
        ? error.shortMessage
        : error instanceof Error
          ? visibleLine(error.message, MOST_SHOWN)
          : '',
    )
  }
}

/** Chains that answer on this machine and are not in the list. Asked only when a person looks at the networks. */
export async function findLocalNetworks(services: Services): Promise<LocalNetwork[]> {
  const { networks, ports } = services
  const used = new Set(networks.list().flatMap((network) => network.endpoints))
  const found = await Promise.all(
    LOCAL_PORTS.map(async (port): Promise<LocalNetwork | null> => {
      const endpoint = `http://127.0.0.1:${port}`
      if (used.has(endpoint) || used.has(`http://localhost:${port}`)) return null
      try {
        const chainId = asNumber(await callEndpoint(ports.post, endpoint, 'eth_chainId', []))
        return chainId === null || networks.find(chainId) !== undefined ? null : { endpoint, chainId }
      } catch {
        // Nobody listens there, or not a chain.
        return null
      }
    }),
  )
  const one = found.filter((network) => network !== null)
  return one.filter((network, i) => one.findIndex((other) => other.chainId === network.chainId) === i)
}
