/**
 * What sites called before EIP-1193, and old ones still do: `enable`, `send` in three forms, `sendAsync`.
 * Answers are JSON-RPC envelopes. Calls without a callback answer from what is known, or throw.
 */
import { guarded, ignore, isArray, microtask, NativePromise, own, providerError } from './natives.ts'
import type { Session } from './session.ts'
import type { Reject, Resolve } from './transport.ts'

export type Submit = (args: unknown, resolve: Resolve, reject: Reject) => void
type Payload = { id?: unknown; method?: unknown }

const isObject = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && !isArray(value)

const envelope = (id: unknown, key: 'result' | 'error', value: unknown): object => {
  const response = { id, jsonrpc: '2.0' }
  own(response, key, value)
  return response
}

/** As JSON-RPC writes it: old sites print the envelope, and an Error prints no message. */
function plain(error: Error): object {
  const { message } = error
  const shape = { code: 'code' in error ? error.code : -32603, message }
  if ('data' in error) own(shape, 'data', error.data)
  return shape
}

/** An id that cannot be read is none; what else is wrong with the payload, `submit` tells. */
function idOf(payload: unknown): unknown {
  try {
    return isObject(payload) ? payload.id : undefined
  } catch {
    return undefined
  }
}

/** `use`: the page uses the provider, without asking the wallet anything. */
export function createLegacy(submit: Submit, use: () => void, session: Session) {
  /** One call of one payload; `done` always comes later than the call, and once. */
  function call(payload: unknown, done: (error: Error | null, response: object) => void): void {
    const id = idOf(payload)
    submit(
      payload,
      (result) => done(null, envelope(id, 'result', result)),
      (error) => microtask(() => done(error, envelope(id, 'error', plain(error)))),
    )
  }

  function sendAsync(payload: unknown, callback: unknown): void {
    if (!isArray(payload)) {
      call(payload, (error, response) => guarded(callback, undefined, [error, response]))
      return
    }
    const responses: object[] = []
    let left = payload.length
    if (left === 0) {
      const error = providerError(-32600, 'Expected at least one request.')
      microtask(() => guarded(callback, undefined, [error]))
    }
    for (let i = 0; i < payload.length; i++) {
      call(payload[i], (_error, response) => {
        own(responses, i, response)
        left -= 1
        if (left === 0) guarded(callback, undefined, [null, responses])
      })
    }
  }

  /** Only what needs no answer of the wallet. */
  function sendSync(payload: Payload): object {
    const { id, method } = payload
    use()
    const selected = session.selected()
    if (method === 'eth_accounts') return envelope(id, 'result', selected === null ? [] : [selected])
    if (method === 'eth_coinbase') return envelope(id, 'result', selected)
    if (method === 'eth_uninstallFilter') {
      submit(payload, ignore, ignore)
      return envelope(id, 'result', true)
    }
    if (method === 'net_version') return envelope(id, 'result', session.networkVersion())
    throw providerError(4200, 'Candor answers this method only through request(), or with a callback.')
  }

  const ask = (args: unknown, wrap: boolean): Promise<unknown> =>
    new NativePromise((resolve, reject) =>
      submit(args, (result) => resolve(wrap ? envelope(undefined, 'result', result) : result), reject),
    )

  return {
    enable: () => ask({ method: 'eth_requestAccounts' }, false),
    send(first: unknown, second?: unknown): unknown {
      if (typeof first === 'string') return ask({ method: first, params: second }, true)
      if (typeof second === 'function') return sendAsync(first, second)
      if (isObject(first)) return sendSync(first)
      throw providerError(-32600, 'Expected a method, or a payload.')
    },
    sendAsync,
  }
}
