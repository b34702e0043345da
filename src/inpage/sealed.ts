/**
 * What a page holds of us: frozen, without a prototype, and still friendly. As accessors, the members may be wrapped
 * by a Proxy that binds them; an assignment to one is ignored instead of throwing in a strict script; what a library
 * adds of its own is kept beside them. That is what libraries do to `window.ethereum`.
 */
import { create, defineProperty, freeze, ignore, NativeProxy, own } from './natives.ts'

export function sealed<T extends object>(members: T): Readonly<T> {
  const target = create(null)
  const extras: Record<PropertyKey, unknown> = create(null)
  const member = (key: string, get: () => unknown, enumerable: boolean) =>
    defineProperty(target, key, { get, set: ignore, enumerable })
  const has = (key: PropertyKey): boolean => key in target || key in extras
  // What comes with a prototype elsewhere; some libraries read `provider.constructor.name`.
  for (const [key, value] of Object.entries({
    constructor: () => undefined,
    hasOwnProperty: has,
    toString: () => '[object Object]',
  }))
    member(key, () => value, false)
  for (const [key, { get, value }] of Object.entries(Object.getOwnPropertyDescriptors(members)))
    if (!(key in target)) member(key, get ?? (() => value), true)
  const facade: Readonly<T> = new NativeProxy(freeze(target), {
    get: (_target, key) => (key in target ? target[key] : extras[key]),
    has: (_target, key) => has(key),
    set(_target, key, value, receiver) {
      // An object that inherits from ours may have members of its own.
      if (receiver === facade || !own(receiver, key, value)) if (!(key in target)) extras[key] = value
      return true
    },
    deleteProperty: (_target, key) => !(key in target) && delete extras[key],
  })
  return facade
}
