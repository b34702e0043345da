/**
 * Keys of services: sealed beside the vault, opened only for the request that carries them. Which one is used, and
 * which are set aside, is stored, so that a worker that starts anew does not try a refused one again.
 */
import { plainText } from '../../ethereum/text.ts'
import { FieldError, InvalidParamsError } from '../../shared/errors.ts'
import {
  type Aside,
  type Needs,
  type Provider,
  type ServiceKey,
  type ServiceState,
  UNDECIDED,
} from './provider.ts'

const MOST_KEYS = 10
const MOST_LABEL = 40
/** What can stand in a header or an address as it is. */
const KEY = /^[\w.~+/=:-]{8,256}$/
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 3_600_000

const place = (provider: string, keyId: string): string => `service:${provider}:${keyId}`

export type ServiceKeys = {
  stateOf(provider: string): ServiceState
  add(provider: Provider, key: string, label: string): Promise<void>
  rename(provider: string, keyId: string, label: string): Promise<void>
  remove(provider: string, keyId: string): Promise<void>
  retry(provider: string, keyId: string): Promise<void>
  /** The key itself; null when it does not open, and is set aside. @throws LockedError */
  open(provider: string, keyId: string): Promise<string | null>
  /** @param keyId null for asking without a key */
  setAside(
    provider: string,
    keyId: string | null,
    why: Aside['why'],
    retryAfter: string | null,
  ): Promise<void>
  /** It was of use: it counts as good again. */
  praise(provider: string, keyId: string | null): Promise<void>
}

export function createServiceKeys(services: () => Needs): ServiceKeys {
  const field = () => services().state.services
  const now = () => services().ports.clock.now()
  const stateOf = (provider: string): ServiceState =>
    new Map(Object.entries(field().get())).get(provider) ?? UNDECIDED

  async function change(provider: string, next: (state: ServiceState) => ServiceState): Promise<void> {
    await field().update((all) => {
      const before = new Map(Object.entries(all)).get(provider) ?? UNDECIDED
      const after = next(before)
      return after === before ? all : { ...all, [provider]: after }
    })
  }
  const changeKey = (provider: string, keyId: string, next: (key: ServiceKey) => ServiceKey) =>
    change(provider, (state) => ({
      ...state,
      keys: state.keys.map((key) => (key.id === keyId ? next(key) : key)),
    }))
  const asideOf = (state: ServiceState, keyId: string | null): Aside | null =>
    (keyId === null ? state.aside : state.keys.find((key) => key.id === keyId)?.aside) ?? null
  const putAside = (provider: string, keyId: string | null, aside: Aside | null) =>
    keyId === null
      ? change(provider, (state) => ({ ...state, aside }))
      : changeKey(provider, keyId, (key) => ({ ...key, aside }))

  function need(provider: string, keyId: string): ServiceKey {
    const key = stateOf(provider).keys.find((one) => one.id === keyId)
    if (key === undefined) throw new InvalidParamsError('There is no such key any more.')
    return key
  }

  async function open(provider: string, keyId: string): Promise<string | null> {
    const { note } = need(provider, keyId)
    // Locked is no fault of the key.
    if (services().keeper.status() !== 'unlocked')
      return services().keeper.openNote(place(provider, keyId), note)
    try {
      return await services().keeper.openNote(place(provider, keyId), note)
    } catch {
      await putAside(provider, keyId, { why: 'unreadable', until: null, times: 0 })
      return null
    }
  }

  return {
    stateOf,
    open,
    async add(provider, typed, label) {
      const key = typed.trim()
      if (provider.needsKey === 'no') throw new InvalidParamsError(`${provider.name} takes no key.`)
      if (!KEY.test(key))
        throw new FieldError('key', 'This is not a key: letters, digits and few signs, 8 or more.')
      const { keys } = stateOf(provider.id)
      if (keys.length >= MOST_KEYS)
        throw new FieldError('key', `There are ${MOST_KEYS} keys already. Remove one.`)
      for (const one of keys)
        if ((await open(provider.id, one.id)) === key)
          throw new FieldError('key', 'This key is there already.')
      const id = services().ports.randomId()
      const made: ServiceKey = {
        id,
        label: labelOf(label) || `Key ${keys.length + 1}`,
        ending: key.slice(-4),
        addedAt: now(),
        note: await services().keeper.sealNote(place(provider.id, id), key),
        aside: null,
      }
      await change(provider.id, (state) => ({ ...state, keys: [...state.keys, made] }))
    },
    rename: (provider, keyId, label) =>
      changeKey(provider, keyId, (key) => ({ ...key, label: labelOf(label) || key.label })),
    remove: (provider, keyId) =>
      change(provider, (state) => ({ ...state, keys: state.keys.filter((key) => key.id !== keyId) })),
    retry: (provider, keyId) => putAside(provider, keyId, null),
    async setAside(provider, keyId, why, retryAfter) {
      const times = (asideOf(stateOf(provider), keyId)?.times ?? 0) + 1
      const pause = Math.min(
        LONGEST_PAUSE_MS,
        parseRetryAfter(retryAfter, now()) ?? FIRST_PAUSE_MS * 2 ** Math.min(times - 1, 10),
      )
      // Without a key there is nothing that a person could put right: it is tried again by itself.
      const until = why === 'limit' || keyId === null ? now() + pause : null
      await putAside(provider, keyId, { why, until, times })
    },
    async praise(provider, keyId) {
      if (asideOf(stateOf(provider), keyId) !== null) await putAside(provider, keyId, null)
    },
  }
}

/** Whether it may be used now. */
export const isAside = (aside: Aside | null, now: number): boolean =>
  aside !== null && (aside.until === null || aside.until > now)

const labelOf = (label: string): string => Array.from(plainText(label)).slice(0, MOST_LABEL).join('')

/** RFC 9110: seconds, or a date. In ms from now; null when it says nothing of use. */
export function parseRetryAfter(text: string | null, now: number): number | null {
  if (text === null) return null
  const wait = /^\s*\d+\s*$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return wait > 0 ? Math.max(1000, wait) : null
}
