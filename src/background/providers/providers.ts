/** Services outside of the networks, with what the person decided about each: nobody is asked before a yes. */
import type { ServiceKeyView, ServiceView } from '../../messaging/services-api.ts'
import { InvalidParamsError } from '../../shared/errors.ts'
import { type Ask, createAsk } from './ask.ts'
import { createServiceKeys, isAside, type ServiceKeys } from './keys.ts'
import { type Needs, type Provider, type ServiceKey, UNDECIDED } from './provider.ts'
import { findProvider, PROVIDERS } from './registry.ts'

export type Providers = {
  list(): ServiceView[]
  isAllowed(id: string): boolean
  /** @throws InvalidParamsError */
  need(id: string): Provider
  allow(id: string, allowed: boolean): Promise<void>
  keys: ServiceKeys
  ask: Ask
}

/** What a page is told of each, whatever the person decided. */
const SHOWN = PROVIDERS.map(({ hosts, learns, ...provider }) => ({
  ...provider,
  hosts: [...hosts],
  learns: [...learns],
}))

export function createProviders(services: () => Needs, changed: () => void): Providers {
  const keys = createServiceKeys(services)
  /** Since the worker started; a new one has no reason to complain yet. */
  const problems = new Map<string, string>()
  const ask = createAsk(services, keys, (id, problem) => {
    if ((problems.get(id) ?? null) === problem) return
    if (problem === null) problems.delete(id)
    else problems.set(id, problem)
    changed()
  })

  function need(id: string): Provider {
    const provider = findProvider(id)
    if (provider === undefined) throw new InvalidParamsError('This release knows no such service.')
    return provider
  }

  return {
    keys,
    ask,
    need,
    isAllowed: (id) => keys.stateOf(id).allowed === true,
    list: () => {
      const now = services().ports.clock.now()
      return SHOWN.map((provider) => {
        const { allowed, keys: own } = keys.stateOf(provider.id)
        return {
          ...provider,
          allowed,
          keys: own.map((key) => toView(key, now)),
          problem: problems.get(provider.id) ?? null,
        }
      })
    },
    async allow(id, allowed) {
      need(id)
      problems.delete(id)
      // A transaction goes one way.
      const instead =
        allowed && need(id).kind === 'relay' ? PROVIDERS.filter(({ kind }) => kind === 'relay') : []
      await services().state.services.update((all) => ({
        ...all,
        ...Object.fromEntries(
          instead.map((one) => [one.id, { ...(all[one.id] ?? UNDECIDED), allowed: false }]),
        ),
        [id]: { ...(all[id] ?? UNDECIDED), allowed },
      }))
    },
  }
}

function toView({ id, label, ending, addedAt, aside }: ServiceKey, now: number): ServiceKeyView {
  const view = { id, label, ending, addedAt }
  if (aside === null || !isAside(aside, now)) return { ...view, state: 'ok' }
  if (aside.why === 'limit' && aside.until !== null) return { ...view, state: { limitedUntil: aside.until } }
  return { ...view, state: aside.why === 'unreadable' ? 'unreadable' : 'rejected' }
}
