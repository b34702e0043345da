import { sortedJson } from '../shared/sorted-json.ts'

/** Key-value storage as a record of functions. One `set` of several keys is one write. */
export type Storage = {
  /** Values of the keys that exist; `null` asks for all of them. */
  get(keys: string[] | null): Promise<Record<string, unknown>>
  set(items: Record<string, unknown>): Promise<void>
  remove(keys: string[]): Promise<void>
  clear(): Promise<void>
}

/** The part of the browser's storage area that we use. */
export type StorageArea = {
  get(keys?: string[] | null): Promise<Record<string, unknown>>
  set(items: Record<string, unknown>): Promise<void>
  remove(keys: string[]): Promise<void>
  clear(): Promise<void>
}

export function browserStorage(area: StorageArea): Storage {
  return {
    get: (keys) => area.get(keys),
    set: (items) => area.set(items),
    remove: (keys) => area.remove(keys),
    clear: () => area.clear(),
  }
}

/** The memory twin. As in Chrome, values are cloned as JSON, and their keys come back in order of the alphabet. */
export function memoryStorage(initial: Record<string, unknown> = {}): Storage {
  const items = new Map<string, string>(Object.entries(initial).map(([k, v]) => [k, JSON.stringify(v)]))
  return {
    async get(keys) {
      const found: Record<string, unknown> = {}
      for (const key of keys ?? items.keys()) {
        const text = items.get(key)
        if (text !== undefined) found[key] = JSON.parse(text)
      }
      return found
    },
    async set(changes) {
      for (const [key, value] of Object.entries(changes)) {
        if (value !== undefined) items.set(key, sortedJson(value))
      }
    },
    async remove(keys) {
      for (const key of keys) items.delete(key)
    },
    async clear() {
      items.clear()
    },
  }
}
