/**
 * The approval queue: every question to the person, from the asking to the one answer. Entries are in session
 * storage before they are shown and before they are acted upon, so that a restarted worker goes on where it was.
 * A decision names the entry and the digest of what was shown; nothing else settles an entry with a yes.
 */
import type { ApprovalEdits, ApprovalView } from '../../messaging/protocol.ts'
import {
  AlreadyPendingError,
  DisconnectedError,
  type ErrorShape,
  LimitExceededError,
  toErrorShape,
  UserRejectedError,
  WalletError,
} from '../../shared/errors.ts'
import { LockedError } from '../keeper.ts'
import type { Services } from '../services.ts'
import { createBackOff } from './back-off.ts'
import { digestOf } from './digest.ts'
import type { Entry, PageRequestInfo, Subject, TransactionPlan } from './entry.ts'
import { BlockedError, ChangedError, GoneError } from './errors.ts'
import { kindOf } from './kinds.ts'
import type { ApprovalWindow } from './window.ts'

const MOST_PER_ORIGIN = 5
const MOST_IN_ALL = 30

export type Outcome = { result: unknown } | { error: ErrorShape }

export type Queue = {
  /** Stores the question and starts to look into it. Site requests also bring the window up. */
  ask(request: PageRequestInfo | null, subject: Subject): Promise<string>
  /** Whether a request of a page is in the queue. */
  has(key: string): boolean
  approve(id: string, digest: string, edits: ApprovalEdits): Promise<unknown>
  reject(id: string, error?: WalletError): Promise<void>
  /** Rejects all that match. */
  rejectWhere(match: (entry: Entry) => boolean, error?: WalletError): Promise<void>
  /** Looks into the entry anew and shows the outcome when it differs. */
  prepare(id: string): Promise<void>
  views(): ApprovalView[]
  /** After a restart: carries out what was approved, looks into the rest again. */
  resume(): Promise<void>
}

export function createQueue(deps: {
  services: () => Services
  window: ApprovalWindow
  /** Stores and delivers the answer to a page's request. */
  answer(request: PageRequestInfo, subject: Subject, outcome: Outcome): Promise<void>
}): Queue {
  const { window } = deps
  const services = () => deps.services()
  const entries = () => services().state.entries
  const backOff = createBackOff(() => services().ports.clock.now())
  /** Entries being carried out by this worker: a second approve joins the first. */
  const running = new Map<string, Promise<unknown>>()

  const find = (id: string): Entry | undefined => {
    const all = entries().get()
    return Object.hasOwn(all, id) ? all[id] : undefined
  }
  const all = () => Object.values(entries().get()).sort((a, b) => a.createdAt - b.createdAt)
  const patch = (id: string, change: (entry: Entry) => Entry) =>
    entries().update((now) => {
      const entry = Object.hasOwn(now, id) ? now[id] : undefined
      return entry === undefined ? now : { ...now, [id]: change(entry) }
    })

  function admit(open: readonly Entry[], request: PageRequestInfo, subject: Subject): void {
    const ofSite = open.filter((entry) => entry.origin === request.origin)
    if (subject.kind === 'connect' && ofSite.some((entry) => entry.subject.kind === 'connect'))
      throw new AlreadyPendingError('This site has already asked to connect. Answer that request first.')
    if (ofSite.length >= MOST_PER_ORIGIN || open.length >= MOST_IN_ALL)
      throw new LimitExceededError('Too many requests are waiting for an answer.')
    if (backOff.isResting(request.origin, subject.kind))
      throw new LimitExceededError('The same request was just rejected. Wait before asking again.')
  }

  function newEntry(request: PageRequestInfo | null, subject: Subject): Entry {
    const id = services().ports.randomId()
    const createdAt = services().ports.clock.now()
    const origin = request?.origin ?? 'wallet'
    const draft = {
      id,
      request,
      origin,
      subject,
      plan: null,
      createdAt,
      status: 'asking',
      edits: null,
    } as const
    const view = kindOf(subject).first(services(), draft)
    return { ...draft, view: { ...view, digest: digestOf(view) } }
  }

  async function show(id: string, view: ApprovalView, plan: TransactionPlan | null): Promise<void> {
    const digest = digestOf(view)
    await patch(id, (entry) =>
      entry.status !== 'asking' || entry.view.digest === digest
        ? entry
        : { ...entry, view: { ...view, digest }, plan },
    )
  }

  async function prepare(id: string): Promise<void> {
    const entry = find(id)
    if (entry === undefined || entry.status !== 'asking') return
    const { view, plan } = await kindOf(entry.subject).prepare(services(), entry)
    await show(id, view, plan)
  }

  /** The end of an entry. The answer is stored before the entry goes, so that a restart between repeats nothing. */
  async function settle(entry: Entry, outcome: Outcome): Promise<void> {
    if (entry.request !== null) await deps.answer(entry.request, entry.subject, outcome)
    await entries().update((now) => {
      const { [entry.id]: _gone, ...rest } = now
      return rest
    })
    const waiting = Object.keys(services().state.waiting.get()).length
    if (waiting === 0 && !all().some((one) => one.request !== null)) await window.close()
  }

  /** The next question of the same request, in the place of this one. */
  async function follow(entry: Entry, subject: Subject): Promise<void> {
    const next = newEntry(entry.request, subject)
    await entries().update((now) => {
      const { [entry.id]: _done, ...rest } = now
      return { ...rest, [next.id]: next }
    })
    prepare(next.id).catch(() => undefined)
  }

  function carryOut(entry: Entry): Promise<unknown> {
    const already = running.get(entry.id)
    if (already !== undefined) return already
    const run = (async () => {
      try {
        const done = await kindOf(entry.subject).execute(services(), entry)
        if ('next' in done) {
          await follow(entry, done.next)
          return null
        }
        await settle(entry, done)
        return done.result
      } catch (error) {
        await settle(entry, { error: toErrorShape(error) })
        throw error
      }
    })().finally(() => running.delete(entry.id))
    running.set(entry.id, run)
    return run
  }

  async function reject(id: string, error: WalletError = new UserRejectedError()): Promise<void> {
    const entry = find(id)
    if (entry === undefined || entry.status !== 'asking') return
    await settle(entry, { error: toErrorShape(error) })
  }

  return {
    has: (key) => all().some((entry) => entry.request?.key === key),
    views: () => all().map((entry) => entry.view),
    prepare,

    async ask(request, subject) {
      const entry = newEntry(request, subject)
      const { id } = entry
      // Counted where it is stored: of many that ask at once, each sees those before it.
      await entries().update((now) => {
        if (request !== null) admit(Object.values(now), request, subject)
        return { ...now, [id]: entry }
      })
      if (request !== null) await window.open()
      prepare(id).catch(() => undefined)
      return id
    },

    async approve(id, digest, edits) {
      const joined = running.get(id)
      if (joined !== undefined) return joined
      const entry = find(id)
      if (entry === undefined) {
        const hash = await services().transactions.outcomeOf(id)
        if (hash === null) throw new GoneError()
        return hash
      }
      if (entry.status === 'approved') return carryOut(entry)
      if (services().keeper.status() !== 'unlocked') throw new LockedError()
      if (entry.view.digest !== digest) throw new ChangedError()
      if (entry.view.preparing) throw new BlockedError('This is still being looked into.')
      if (entry.view.blocked !== null) throw new BlockedError(entry.view.blocked)
      try {
        kindOf(entry.subject).recheck(services(), entry, edits)
      } catch (error) {
        if (error instanceof WalletError) await reject(id, error)
        throw error
      }
      backOff.clear(entry.origin)
      // Only the first of two decisions finds it still asking.
      let mine = false
      await patch(id, (now) => {
        mine = now.status === 'asking' && now.view.digest === digest
        return mine ? { ...now, status: 'approved', edits } : now
      })
      const approved = find(id)
      if (approved === undefined) throw new GoneError()
      if (!mine && approved.status !== 'approved') throw new ChangedError()
      return carryOut(approved)
    },

    async reject(id, error) {
      const entry = find(id)
      if (entry !== undefined && error === undefined && entry.request !== null)
        backOff.note(entry.origin, entry.subject.kind)
      await reject(id, error)
    },

    async rejectWhere(match, error) {
      for (const entry of all()) if (match(entry)) await reject(entry.id, error)
    },

    async resume() {
      for (const entry of all()) {
        if (entry.status === 'approved') await carryOut(entry).catch(() => undefined)
        else if (entry.request !== null && !(await isThere(services(), entry.request)))
          await reject(entry.id, new DisconnectedError('The page went away before the answer.'))
        else prepare(entry.id).catch(() => undefined)
      }
    },
  }
}

async function isThere(services: Services, request: PageRequestInfo): Promise<boolean> {
  try {
    await services.ports.tabs.send(request, { event: 'ping' })
    return true
  } catch {
    return false
  }
}
