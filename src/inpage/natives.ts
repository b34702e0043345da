/**
 * Built-ins as they were before any script of the page ran. Everything in this folder uses these, index loops and
 * null-prototype values, never a method, an iterator or a spread that the page could have replaced since.
 */
import type { PageAnswer, PageAsk, PageEvent } from '../messaging/channel.ts'

export const { create, defineProperty, freeze, getOwnPropertyDescriptor, setPrototypeOf } = Object
export const { apply, ownKeys } = Reflect
const { defineProperty: define } = Reflect
const nativeIsArray = Array.isArray
export const NativeProxy = Proxy
/** Stays a Promise of the page's realm; only its constructor is used in here, never `then`. */
export const NativePromise = Promise
const NativeError = Error
const clone = structuredClone
const later = setTimeout
/** For answers that would otherwise come before the call that asked returns. */
export const microtask = queueMicrotask
export const ignore = (): void => undefined
const dataGetter = getOwnPropertyDescriptor(MessageEvent.prototype, 'data')?.get

/** An error as EIP-1193 wants it: a real `Error` with an integer `code`, and `data` where there is any. */
export function providerError(code: number, message: string, data?: unknown): Error {
  const error = new NativeError(message)
  own(error, 'code', code)
  if (data !== undefined) own(error, 'data', data)
  return error
}

/** An array, and one that can be read: of a revoked Proxy even this question throws. */
export function isArray(value: unknown): value is unknown[] {
  try {
    return nativeIsArray(value)
  } catch {
    return false
  }
}

/**
 * Defines instead of assigning, and without an inherited descriptor: a setter or a `get` on Object.prototype is not met.
 * @returns whether the target let it
 */
export function own(target: object, key: PropertyKey, value: unknown): boolean {
  const descriptor = { __proto__: null, value, writable: true, enumerable: true, configurable: true }
  return define(target, key, descriptor)
}

/** An array without a prototype: index and `length` only, so that writing past its end calls nobody. */
export const bareList = <T>(): T[] => setPrototypeOf([], null)

/** Throws where the value holds what no structured clone can carry, or where one of its getters throws. */
export const cloned = (value: unknown): unknown => (value === undefined ? value : clone(value))

/** What a listener of the page throws is the page's: it is reported as uncaught, and never stops us. */
export function guarded(listener: unknown, self: unknown, args: ArrayLike<unknown>): void {
  try {
    if (typeof listener === 'function') apply(listener, self, args)
  } catch (error) {
    later(() => {
      throw error
    }, 0)
  }
}

/** One end of the channel to the content script. */
export interface Wire {
  post(message: PageAsk): void
  /** `closed`: nobody holds the other end any more. */
  listen(receive: (message: PageAnswer | PageEvent) => void, closed: () => void): void
}

export function createWire(port: MessagePort): Wire {
  return {
    post: port.postMessage.bind(port),
    listen(receive, closed) {
      port.addEventListener('message', (event) => {
        if (dataGetter) receive(apply(dataGetter, event, []))
      })
      port.addEventListener('close', closed)
      port.start()
    },
  }
}
