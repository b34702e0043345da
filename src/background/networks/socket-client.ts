/**
 * JSON-RPC over a WebSocket, for endpoints that tell of news by themselves. As distrusted as the others: answers are
 * bounded in time and size, and nothing counts before the chain id was right (see bells.ts).
 */
import { type EndpointError, UnreachableError } from '../../shared/errors.ts'
import type { OpenSocket } from '../ports.ts'
import { refusalOf } from './endpoint.ts'

const TIMEOUT_MS = 15_000
const MAX_CHARS = 2_000_000

export type SocketClient = {
  /** @throws EndpointError as the endpoint said, UnreachableError when it does not answer. */
  request(method: string, params: readonly unknown[]): Promise<unknown>
  close(): void
}

type Waiting = { text: string; resolve(result: unknown): void; reject(error: Error): void }

/** @param on `event`: what a subscription of ours brings; `closed`: once, also when it never opened. */
export function createSocketClient(
  open: OpenSocket,
  url: string,
  on: { event(subscription: string, result: unknown): void; closed(): void },
): SocketClient {
  const waiting = new Map<number, Waiting>()
  let counter = 0
  let isOpen = false
  let isClosed = false
  const gone = () => new UnreachableError(`${new URL(url).host} does not answer.`)

  function end(): void {
    if (isClosed) return
    isClosed = true
    for (const { reject } of waiting.values()) reject(gone())
    waiting.clear()
    on.closed()
  }

  function receive(text: string): void {
    const message = text.length > MAX_CHARS ? null : parse(text)
    if (message === null) {
      socket.close()
      end()
      return
    }
    const field = (name: string): unknown => message.get(name)
    const id = field('id')
    if (typeof id === 'number') {
      const asked = waiting.get(id)
      waiting.delete(id)
      const error = field('error')
      if (error === undefined || error === null) asked?.resolve(field('result'))
      else asked?.reject(errorOf(error))
      return
    }
    const params = field('params')
    if (field('method') !== 'eth_subscription' || typeof params !== 'object' || params === null) return
    if ('subscription' in params && typeof params.subscription === 'string' && 'result' in params)
      on.event(params.subscription, params.result)
  }

  const socket = open(url, {
    open() {
      isOpen = true
      for (const { text } of waiting.values()) socket.send(text)
    },
    message: (text) => {
      if (!isClosed) receive(text)
    },
    close: end,
  })

  return {
    request(method, params) {
      if (isClosed) return Promise.reject(gone())
      const id = ++counter
      const text = JSON.stringify({ jsonrpc: '2.0', id, method, params })
      return new Promise((resolve, reject) => {
        waiting.set(id, { text, resolve, reject })
        AbortSignal.timeout(TIMEOUT_MS).addEventListener('abort', () => {
          if (waiting.delete(id)) reject(gone())
        })
        if (isOpen) socket.send(text)
      })
    },
    close() {
      socket.close()
      end()
    },
  }
}

function parse(text: string): ReadonlyMap<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null ? new Map(Object.entries(json)) : null
  } catch {
    return null
  }
}

function errorOf(error: unknown): EndpointError {
  const fields = new Map<string, unknown>(typeof error === 'object' && error ? Object.entries(error) : [])
  const code = fields.get('code')
  const message = fields.get('message')
  return refusalOf({
    code: typeof code === 'number' ? Math.trunc(code) : -32603,
    message: typeof message === 'string' ? message.slice(0, 1000) : '',
    data: fields.get('data'),
  })
}
