/**
 * The part of Node's EventEmitter that pages use on a provider. State lives in the closure; what a listener throws is
 * reported as uncaught, and stops neither the other listeners nor us.
 */
import { bareList, create, guarded, own, ownKeys } from './natives.ts'

type Entry = { listener: unknown; once: boolean }
type Matches = (entry: Entry) => boolean

/** `self` is what listeners get as `this` and what chainable methods return; `onUse` hears of every new listener. */
export function createEventEmitter(self: () => unknown, onUse: () => void) {
  let lists: Record<PropertyKey, Entry[] | undefined> = create(null)
  let limit = 100

  function walk(event: PropertyKey, visit: (entry: Entry) => void): void {
    const list = lists[event]
    if (!list) return
    for (let i = 0; i < list.length; i++) {
      const entry = list[i]
      if (entry) visit(entry)
    }
  }

  /** Lists are replaced, never changed, so that an emit walks the one that it began with. */
  function add(event: PropertyKey, listener: unknown, once: boolean, first: boolean): unknown {
    if (typeof listener !== 'function') throw new TypeError('The listener must be a function.')
    const list = bareList<Entry>()
    if (first) list[0] = { listener, once }
    walk(event, (entry) => {
      list[list.length] = entry
    })
    if (!first) list[list.length] = { listener, once }
    lists[event] = list
    onUse()
    return self()
  }

  /** Takes out the match added last, as Node does. */
  function remove(event: PropertyKey, matches: Matches): unknown {
    let victim: Entry | undefined
    walk(event, (entry) => {
      if (matches(entry)) victim = entry
    })
    if (!victim) return self()
    const list = bareList<Entry>()
    walk(event, (entry) => {
      if (entry !== victim) list[list.length] = entry
    })
    if (list.length) lists[event] = list
    else delete lists[event]
    return self()
  }

  function emit(event: PropertyKey, ...args: unknown[]): boolean {
    const heard = lists[event] !== undefined
    walk(event, (entry) => {
      if (entry.once) remove(event, (other) => other === entry)
      guarded(entry.listener, self(), args)
    })
    return heard
  }

  function listeners(event: PropertyKey): unknown[] {
    const result: unknown[] = []
    walk(event, (entry) => own(result, result.length, entry.listener))
    return result
  }

  const on = (event: PropertyKey, listener: unknown) => add(event, listener, false, false)
  const off = (event: PropertyKey, listener: unknown) => remove(event, (entry) => entry.listener === listener)
  return {
    on,
    addListener: on,
    once: (event: PropertyKey, listener: unknown) => add(event, listener, true, false),
    prependListener: (event: PropertyKey, listener: unknown) => add(event, listener, false, true),
    prependOnceListener: (event: PropertyKey, listener: unknown) => add(event, listener, true, true),
    off,
    removeListener: off,
    removeAllListeners(event?: PropertyKey): unknown {
      if (event === undefined) lists = create(null)
      else delete lists[event]
      return self()
    },
    emit,
    eventNames: () => ownKeys(lists),
    listeners,
    rawListeners: listeners,
    listenerCount(event: PropertyKey): number {
      return lists[event]?.length ?? 0
    },
    /** Kept and given back; we never warn. */
    setMaxListeners(count: number): unknown {
      limit = count
      return self()
    },
    getMaxListeners: (): number => limit,
  }
}

export type EventEmitter = ReturnType<typeof createEventEmitter>
