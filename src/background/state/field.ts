/**
 * One piece of state under one storage key. The background is its only writer: updates run one after another, are
 * stored first and seen after, so that nothing is acted on that a restart would forget.
 */
import { createStore } from 'zustand/vanilla'
import type { Storage } from '../../storage/storage.ts'

export type Field<T> = {
  readonly key: string
  /** Where it is kept. */
  readonly storage: Storage
  get(): T
  set(next: T): Promise<void>
  /** Runs on the newest value, after all updates before it. Returning the same object writes nothing. */
  update(change: (now: T) => T): Promise<T>
  subscribe(listener: (now: T) => void): () => void
  /** Back to what it was at first, in memory: after the storage was erased. */
  reset(): void
  /** Takes the stored value, when there is one that `parse` accepts. */
  hydrate(stored: unknown): void
}

export function createField<T>(options: {
  key: string
  storage: Storage
  initial: T
  /** Throws on a shape that it does not know; the field then stays at its initial value. */
  parse: (stored: unknown) => T
}): Field<T> {
  const { key, storage, initial, parse } = options
  const store = createStore<{ value: T }>(() => ({ value: initial }))
  let queue: Promise<unknown> = Promise.resolve()

  async function apply(change: (now: T) => T): Promise<T> {
    const now = store.getState().value
    const next = change(now)
    if (next === now) return now
    await storage.set({ [key]: next })
    store.setState({ value: next })
    return next
  }

  function update(change: (now: T) => T): Promise<T> {
    const done = queue.then(() => apply(change))
    queue = done.catch(() => undefined)
    return done
  }

  return {
    key,
    storage,
    get: () => store.getState().value,
    set: async (next) => {
      await update(() => next)
    },
    update,
    subscribe: (listener) => store.subscribe((state) => listener(state.value)),
    reset: () => store.setState({ value: initial }),
    hydrate: (stored) => {
      if (stored !== undefined) store.setState({ value: parse(stored) })
    },
  }
}
