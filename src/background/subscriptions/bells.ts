/**
 * Where the person gave a network a WebSocket endpoint: it rings when there is a new head, so that nobody has to
 * poll, and the answers that belong to the ring come from the same node. Open only while a subscription on that
 * network lives; when it breaks, polling goes on as without it, and it is tried again later.
 */
import { type Hex, isHex } from '../../shared/hex.ts'
import { isSocketUrl } from '../networks/endpoint.ts'
import { createSocketClient, type SocketClient } from '../networks/socket-client.ts'
import type { Services } from '../services.ts'

const RETRY_MS = 30_000
const MOST_PENDING = 500

export type Bells = {
  /** Opens and closes what these networks need. */
  keep(chainIds: ReadonlySet<number>): void
  rings(chainId: number): boolean
  /** @throws when the socket does not answer: ask the other endpoints then. */
  request(chainId: number, method: string, params: readonly unknown[]): Promise<unknown>
  /** Pending transactions that came since the last call; null when this endpoint does not tell them. */
  takePending(chainId: number): Hex[] | null
}

type Bell = {
  url: string
  client: SocketClient
  /** It has the right chain id and tells new heads. */
  rings: boolean
  pending: Hex[] | null
}

/** @param onNews a network has something new */
export function createBells(services: () => Services, onNews: () => void): Bells {
  const bells = new Map<number, Bell>()
  const retryAt = new Map<string, number>()
  const now = () => services().ports.clock.now()

  function urlOf(chainId: number): string | undefined {
    const endpoints = services().networks.find(chainId)?.endpoints ?? []
    return endpoints.find((url) => isSocketUrl(url) && (retryAt.get(url) ?? 0) <= now())
  }

  async function start(chainId: number, bell: Bell, names: Map<string, 'head' | 'pending'>): Promise<void> {
    const subscribe = async (kind: string) => {
      const name = await bell.client.request('eth_subscribe', [kind])
      if (typeof name !== 'string') throw new TypeError('not a subscription')
      return name
    }
    try {
      const answer = await bell.client.request('eth_chainId', [])
      if (typeof answer !== 'string' || Number(answer) !== chainId) throw new TypeError('another chain')
      names.set(await subscribe('newHeads'), 'head')
      bell.rings = true
    } catch {
      bell.client.close()
      return
    }
    try {
      names.set(await subscribe('newPendingTransactions'), 'pending')
      bell.pending ??= []
    } catch {
      // Many do not tell these: they are read from the pending block then.
    }
    onNews()
  }

  function open(chainId: number, url: string): void {
    const names = new Map<string, 'head' | 'pending'>()
    const client = createSocketClient(services().ports.socket, url, {
      event(name, result) {
        const kind = names.get(name)
        if (kind === 'pending' && isHex(result) && result.length === 66)
          bell.pending = [...(bell.pending ?? []), result].slice(-MOST_PENDING)
        if (kind === 'head') onNews()
      },
      closed() {
        if (bells.get(chainId)?.url === url) bells.delete(chainId)
        retryAt.set(url, now() + RETRY_MS)
      },
    })
    const bell: Bell = { url, client, rings: false, pending: null }
    bells.set(chainId, bell)
    void start(chainId, bell, names)
  }

  return {
    keep(chainIds) {
      for (const [chainId, bell] of [...bells]) {
        const listed = services().networks.find(chainId)?.endpoints.includes(bell.url) === true
        if (chainIds.has(chainId) && listed) continue
        bell.client.close()
        retryAt.delete(bell.url)
      }
      for (const chainId of chainIds) {
        const url = bells.has(chainId) ? undefined : urlOf(chainId)
        if (url !== undefined) open(chainId, url)
      }
    },
    rings: (chainId) => bells.get(chainId)?.rings === true,
    async request(chainId, method, params) {
      const bell = bells.get(chainId)
      if (bell?.rings !== true) throw new TypeError('no socket')
      return bell.client.request(method, params)
    },
    takePending(chainId) {
      const bell = bells.get(chainId)
      if (bell === undefined || bell.pending === null) return null
      const { pending } = bell
      bell.pending = []
      return pending
    },
  }
}
