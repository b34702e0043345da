/**
 * Requests out, answers in. Every ask settles exactly once, by callback: a promise's `then` belongs to the page.
 * `id` counts the messages, so that the content script can name even one that it could not read.
 */

import { MAX_LENGTH, type PageAnswer, type PageEvent, TOO_LARGE } from '../messaging/channel.ts'
import { cloned, isArray, providerError, type Wire } from './natives.ts'

export type Resolve = (value: unknown) => void
export type Reject = (error: Error) => void
export type Ask = (method: string, params: unknown, resolve: Resolve, reject: Reject) => void

/** Whatever the answer holds, the page gets an integer code. */
export function toError(value: unknown): Error {
  const shaped = typeof value === 'object' && value !== null && 'code' in value && 'message' in value
  if (!shaped || typeof value.code !== 'number' || value.code % 1 !== 0)
    return providerError(-32603, 'Candor gave an answer of an unknown kind.')
  return providerError(value.code, `${value.message}`, 'data' in value ? value.data : undefined)
}

const isEvent = (message: PageAnswer | PageEvent): message is PageEvent => !isArray(message)

export function createTransport(wire: Wire, onEvent: (event: PageEvent) => void): Ask {
  const waiting = new Map<number, { resolve: Resolve; reject: Reject }>()
  const add = waiting.set.bind(waiting)
  const find = waiting.get.bind(waiting)
  const drop = waiting.delete.bind(waiting)
  const each = waiting.forEach.bind(waiting)
  const { post } = wire
  let last = 0
  let closed = false
  const unavailable = () => providerError(4900, 'Candor is not available on this page. Reload the page.')

  wire.listen(
    (message) => {
      if (isEvent(message)) return onEvent(message)
      // By index: destructuring an array asks its iterator, which a page can replace.
      const entry = find(message[0])
      if (!entry) return
      drop(message[0])
      if (message[1]) entry.resolve(message[2])
      else entry.reject(toError(message[2]))
    },
    () => {
      closed = true
      each(({ reject }, id) => {
        drop(id)
        reject(unavailable())
      })
    },
  )

  return (method, params, resolve, reject) => {
    if (closed) return reject(unavailable())
    try {
      // What a site pastes stands at the top: refused before it is copied three times.
      if (isArray(params))
        for (let i = 0; i < 8; i++) {
          const one = params[i]
          if (typeof one === 'string' && one.length > MAX_LENGTH) return reject(toError(TOO_LARGE))
        }
      // First, because getters of the page run in here, and may ask something themselves.
      const copy = cloned(params)
      post([last + 1, method, copy])
    } catch {
      return reject(providerError(-32602, 'Invalid parameters: they must be plain JSON values.'))
    }
    last += 1
    add(last, { resolve, reject })
  }
}
