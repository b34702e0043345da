/** Requests of pages that cannot go on before the wallet is unlocked. In session storage, bounded as the queue is. */
import { type ErrorShape, LimitExceededError, toErrorShape, UserRejectedError } from '../../shared/errors.ts'
import type { Services } from '../services.ts'
import { type Asking, admit, askersOf, isFirstOfSite, type Open, withoutThose } from './admission.ts'
import type { PageRequestInfo } from './entry.ts'
import { isThere } from './is-there.ts'
import type { ApprovalWindow } from './window.ts'

export type WaitingRoom = {
  /** Stores it and brings the window up, in which the person unlocks. */
  wait(request: PageRequestInfo, asking: Asking): Promise<void>
  has(key: string): boolean
  /** All of them in the order of asking; they wait no more. */
  release(): Promise<PageRequestInfo[]>
  /** The person does not unlock for them: for one site, or for all. */
  refuse(origin: string | null, error?: ErrorShape): Promise<void>
  /** The document is gone. */
  leave(documentId: string): Promise<void>
  /** After a restart: those whose page went away meanwhile are forgotten. */
  resume(): Promise<void>
}

export function createWaitingRoom(deps: {
  services: () => Services
  window: ApprovalWindow
  /** Stores the answer of all of them in one write, and delivers it. */
  answer(requests: readonly PageRequestInfo[], error: ErrorShape): Promise<void>
}): WaitingRoom {
  const services = () => deps.services()
  const state = () => services().state
  const room = () => state().waiting

  /** What is in the queue counts too, though a lock empties it. */
  const inQueue = (): Open[] =>
    Object.values(services().state.entries.get()).map((entry) => ({
      ...entry,
      approval: entry.subject.kind,
    }))

  async function drop(left: (request: PageRequestInfo) => boolean): Promise<void> {
    await room().update((now) => {
      const stay = Object.values(now).flatMap((one) => withoutThose(one, left) ?? [])
      return Object.fromEntries(stay.map((one) => [one.request.key, one]))
    })
  }

  return {
    async wait(request, asking) {
      const { backOff, ports } = services()
      if (asking.approval !== null && backOff.isResting(request.origin, asking.approval))
        throw new LimitExceededError('The same request was just rejected. Wait before asking again.')
      let first = false
      await room().update((now) => {
        const open = [...Object.values(now), ...inQueue()]
        first = isFirstOfSite(open, request)
        const host = admit(open, request, asking)?.request?.key
        const joined = host !== undefined && Object.hasOwn(now, host) ? now[host] : undefined
        if (host !== undefined && joined !== undefined)
          return { ...now, [host]: { ...joined, joined: [...joined.joined, request] } }
        const { approval } = asking
        return { ...now, [request.key]: { request, joined: [], approval, at: ports.clock.now() } }
      })
      await deps.window.open(request.tabId, first)
    },

    has: (key) =>
      Object.values(room().get()).some((one) => askersOf(one).some((request) => request.key === key)),

    async release() {
      const waiting = Object.values(room().get())
      await room().set({})
      return waiting.flatMap(askersOf)
    },

    async refuse(origin, error = toErrorShape(new UserRejectedError())) {
      const waiting = Object.values(room().get()).filter(
        (one) => origin === null || one.request.origin === origin,
      )
      const refused = waiting.flatMap(askersOf)
      const keys = new Set(refused.map((request) => request.key))
      // In this order: who is neither in the room nor answered would be let in again.
      await deps.answer(refused, error)
      await drop((request) => keys.has(request.key))
      const origins = new Set(waiting.map((one) => one.request.origin))
      for (const site of origins) {
        const kinds = waiting.flatMap((one) => (one.request.origin === site ? (one.approval ?? []) : []))
        await services().backOff.note(site, new Set(kinds))
      }
    },

    leave: (documentId) => drop((request) => request.documentId === documentId),

    async resume() {
      // As they were stored when the worker started: stopped between the answer and the leaving.
      const answered = state().answers.get()
      const gone = new Set(Object.keys(answered))
      for (const request of Object.values(room().get()).flatMap(askersOf))
        if (!gone.has(request.key) && !(await isThere(services().ports, request))) gone.add(request.key)
      if (gone.size > 0) await drop((request) => gone.has(request.key))
    },
  }
}
