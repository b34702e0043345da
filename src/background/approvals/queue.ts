/**
 * The approval queue: every question to the person, from the asking to the one answer. Entries are in session
 * storage before they are shown and before they are acted upon, so that a restarted worker goes on where it was.
 * A decision names the entry and the digest of what was shown; nothing else settles an entry with a yes.
 */
import type { ApprovalEdits, ApprovalKind, ApprovalView } from '../../messaging/protocol.ts'
import {
  DisconnectedError,
  type ErrorShape,
  LimitExceededError,
  toErrorShape,
  UnauthorizedError,
  UserRejectedError,
  WalletError,
} from '../../shared/errors.ts'
import type { Services } from '../services.ts'
import { weightOf } from '../state/weight.ts'
import { admit, askersOf, isFirstOfSite, type Open, withoutThose } from './admission.ts'
import type { Entry, How, PageRequestInfo, Subject } from './entry.ts'
import { BlockedError, ChangedError, GoneError } from './errors.ts'
import { isStale } from './is-stale.ts'
import { isAsked, isSameTold } from './is-there.ts'
import { type Executed, kindOf } from './kinds.ts'
import { networkOf } from './network-of.ts'
import { createOpenEntries } from './open-entries.ts'
import { createSecondLook, requireApprovable } from './second-look.ts'
import type { ApprovalWindow } from './window.ts'

export type Outcome = { result: unknown } | { error: ErrorShape }

export type Queue = {
  /** Stores the question and starts to look into it, and brings the window up for a site. Answers its id. */
  ask(request: PageRequestInfo | null, subject: Subject, how?: How): Promise<string>
  /** Throws what `ask` would: for a method that asks the network before it asks the person. */
  requireRoom(request: PageRequestInfo, kind: ApprovalKind): void
  /** Whether a request of a page is in the queue. */
  has(key: string): boolean
  approve(id: string, digest: string, edits: ApprovalEdits): Promise<unknown>
  reject(id: string, error?: WalletError): Promise<void>
  /** The person says no, to one or to all that match; told from a request that is withdrawn by the back-off. */
  refuse(match: (entry: Entry) => boolean): Promise<void>
  /** The document is gone: what it asked is withdrawn, unless others wait for the same answer. */
  leave(documentId: string): Promise<void>
  /** Rejects all that match, without the person's word. */
  rejectWhere(match: (entry: Entry) => boolean, error?: WalletError): Promise<void>
  /** Looks into the entry anew and shows the outcome when it differs. */
  prepare(id: string): Promise<void>
  /** Looks into it anew while it is on screen, and shows the outcome where it is news. */
  refresh(id: string): Promise<void>
  /** The same for all whose network is not what it was. */
  renew(): Promise<void>
  views(): ApprovalView[]
  /** After a restart: carries out what was approved, looks into the rest. */
  resume(): Promise<void>
}

export function createQueue(deps: {
  services: () => Services
  window: ApprovalWindow
  /** Stores the answer of all that asked in one write, and delivers it. */
  answer(requests: readonly PageRequestInfo[], subject: Subject, outcome: Outcome): Promise<void>
}): Queue {
  const { window } = deps
  const services = () => deps.services()
  const entries = createOpenEntries(deps.services)
  const { all, find, patch, prepare, show } = entries
  const backOff = () => services().backOff
  /** Being answered by this worker: nobody joins them any more. */
  const settling = new Set<string>()
  /** Entries being carried out by this worker: a second approve joins the first. */
  const running = new Map<string, Promise<unknown>>()

  const asOpen = (entry: Entry): Open & { id: string } => ({ ...entry, approval: entry.subject.kind })
  const openOf = (some: Record<string, Entry>) =>
    Object.values(some).flatMap((one) => (settling.has(one.id) ? [] : asOpen(one)))
  function requireRested(origin: string, kind: ApprovalKind): void {
    if (backOff().isResting(origin, kind))
      throw new LimitExceededError('The same request was just rejected. Wait before asking again.')
  }

  const again = createSecondLook({ services, find, show })

  /** The end of an entry. Answers are stored before the entry goes, so that a restart between repeats nothing. */
  async function settle(entry: Entry, outcome: Outcome): Promise<void> {
    settling.add(entry.id)
    try {
      // Whoever joined before this moment is in what is stored after all updates until now.
      const stored = await entries.update((now) => now)
      if (!entry.told) await deps.answer(askersOf(stored[entry.id] ?? entry), entry.subject, outcome)
      await remove(entry)
    } finally {
      settling.delete(entry.id)
    }
  }

  async function remove(entry: Entry): Promise<void> {
    await entries.remove(entry.id)
    const waiting = Object.keys(services().state.waiting.get()).length
    if (waiting === 0 && !all().some((one) => one.request !== null)) await window.close()
  }

  /** The next question of the same request, in the place of this one. */
  async function follow(entry: Entry, subject: Subject): Promise<void> {
    const next = entries.make(entry.request, subject)
    await entries.update((now) => {
      const { [entry.id]: _done, ...rest } = now
      return { ...rest, [next.id]: next }
    })
    prepare(next.id).catch(() => undefined)
  }

  function carryOut(entry: Entry): Promise<unknown> {
    const already = running.get(entry.id)
    if (already !== undefined) return already
    const run = (async () => {
      let done: Executed
      try {
        done = await kindOf(entry.subject).execute(services(), entry)
        if ('next' in done) {
          await follow(entry, done.next)
          return null
        }
      } catch (error) {
        await settle(entry, { error: toErrorShape(error) })
        throw error
      }
      // Outside of the try: an answer that cannot be stored is no failure of what was done.
      await settle(entry, done)
      return done.result
    })().finally(() => running.delete(entry.id))
    running.set(entry.id, run)
    return run
  }

  async function reject(id: string, error: WalletError = new UserRejectedError()): Promise<void> {
    // In the order of the updates, as a yes is: of both at once the first holds.
    let mine: Entry | undefined
    await entries.update((now) => {
      const entry = Object.hasOwn(now, id) ? now[id] : undefined
      if (entry?.status === 'asking' && !settling.has(id)) {
        settling.add(id)
        mine = entry
      }
      return now
    })
    if (mine !== undefined) await settle(mine, { error: toErrorShape(error) })
  }

  /** The network and the rights of the site, as they are now. @throws UnauthorizedError, ChangedError */
  async function requireStanding(entry: Entry): Promise<void> {
    if (isStale(services(), entry)) {
      const stale = new UnauthorizedError(STALE)
      await reject(entry.id, stale)
      throw stale
    }
    if (entry.network === networkOf(services(), entry.subject)) return
    await prepare(entry.id) // What was said of fees and balance came from endpoints of before.
    throw new ChangedError()
  }

  async function refuse(match: (entry: Entry) => boolean): Promise<void> {
    const refused = all().filter(
      (entry) => entry.request !== null && entry.status === 'asking' && match(entry),
    )
    for (const origin of new Set(refused.map((entry) => entry.origin))) {
      const kinds = refused.filter((entry) => entry.origin === origin).map((entry) => entry.subject.kind)
      await backOff().note(origin, new Set(kinds))
    }
    for (const entry of all()) if (match(entry)) await reject(entry.id)
  }

  return {
    has: (key) =>
      all().some((entry) => !entry.told && askersOf(entry).some((request) => request.key === key)),
    requireRoom(request, kind) {
      requireRested(request.origin, kind)
      admit(openOf(services().state.entries.get()), request, { approval: kind, joins: false })
    },
    views: () => all().map((entry) => entry.view),
    prepare,
    refresh: again.refresh,
    async renew() {
      const changed = all().filter((entry) => entry.network !== networkOf(services(), entry.subject))
      await Promise.all(changed.map(({ id }) => prepare(id).catch(() => undefined)))
    },

    async ask(request, subject, { joins = false, told = false } = {}) {
      const entry = entries.make(request, subject, told)
      let { id } = entry
      let first = false
      await entries.update((now) => {
        if (request === null) return { ...now, [id]: entry }
        const resting = backOff().isResting(request.origin, subject.kind)
        const same = told ? Object.values(now).find((one) => isSameTold(one, entry)) : undefined
        // A refusal would tell the site what the person chose; the same once more is the same question.
        if (told && (resting || same !== undefined)) {
          id = same?.id ?? ''
          return now
        }
        requireRested(request.origin, subject.kind)
        const open = openOf(now)
        first = isFirstOfSite(open, request)
        const host = admit(open, request, { approval: subject.kind, joins }, weightOf(entry))
        const joined = host === null ? undefined : now[host.id]
        if (joined === undefined) return { ...now, [id]: entry }
        id = joined.id
        return { ...now, [id]: { ...joined, joined: [...joined.joined, request] } }
      })
      if (id === '') return id
      const opening = request === null ? null : window.open(request.tabId, first)
      if (id === entry.id) prepare(id).catch(() => undefined) // While the window opens.
      await opening
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
      requireApprovable(services(), entry, digest)
      await requireStanding(entry)
      await again.requireAsShown(entry)
      const looked = find(id) ?? entry
      requireApprovable(services(), looked, digest)
      await requireStanding(looked)
      try {
        kindOf(entry.subject).recheck(services(), entry, edits)
      } catch (error) {
        // What cannot be done as chosen may be chosen otherwise: the question stays.
        if (error instanceof WalletError && !(error instanceof BlockedError)) await reject(id, error)
        throw error
      }
      await backOff().clear(entry.origin)
      // Only the first of two decisions finds it still asking.
      let mine = false
      await patch(id, (now) => {
        mine = now.status === 'asking' && now.view.digest === digest && !settling.has(id)
        return mine ? { ...now, status: 'approved', edits } : now
      })
      const approved = find(id)
      if (approved === undefined) throw new GoneError()
      if (!mine && approved.status !== 'approved') throw new ChangedError()
      return carryOut(approved)
    },

    async reject(id, error) {
      if (error === undefined) await refuse((entry) => entry.id === id)
      else await reject(id, error)
    },

    refuse,

    async rejectWhere(match, error) {
      for (const entry of all()) if (match(entry)) await reject(entry.id, error)
    },

    async leave(documentId) {
      await entries.update((now) => {
        const next = Object.entries(now).map(([id, entry]): [string, Entry] => {
          const { request } = entry
          const asked = askersOf(entry).some((one) => one.documentId === documentId)
          if (request === null || !asked || entry.status !== 'asking') return [id, entry]
          // The last one stays for the rejection, which ends the entry.
          return [id, withoutThose({ ...entry, request }, (one) => one.documentId === documentId) ?? entry]
        })
        return next.every(([id, entry]) => now[id] === entry) ? now : Object.fromEntries(next)
      })
      for (const entry of all()) {
        if (entry.request?.documentId !== documentId) continue
        // Nobody waits for it, so that a quiet port is no sign that the page is gone.
        if (entry.told && (await isAsked(services().ports, entry))) continue
        await reject(entry.id, new DisconnectedError(LEFT))
      }
    },

    async resume() {
      // As they were stored when the worker started: a page forgets its answer as soon as it has it.
      const answers = services().state.answers.get()
      await Promise.all(
        all().map(async (entry) => {
          const { request } = entry
          // Stopped between the answer and the end.
          if (request !== null && Object.hasOwn(answers, request.key)) await remove(entry)
          else if (entry.status === 'approved') await carryOut(entry).catch(() => undefined)
          else if (await isAsked(services().ports, entry)) prepare(entry.id).catch(() => undefined)
          else await reject(entry.id, new DisconnectedError(LEFT))
        }),
      )
    },
  }
}

const LEFT = 'The page went away before the answer.'
const STALE = 'What the request was about changed while it was open. Ask again.'
