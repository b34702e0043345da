/**
 * The approval queue: every question to the person, from the asking to the one answer. Entries are in session
 * storage before they are shown and before they are acted upon, so that a restarted worker goes on where it was.
 * A decision names the entry and the digest of what was shown; nothing else settles an entry with a yes.
 */
import type { ApprovalEdits, ApprovalView } from '../../messaging/protocol.ts'
import {
  DisconnectedError,
  type ErrorShape,
  LimitExceededError,
  toErrorShape,
  UserRejectedError,
  WalletError,
} from '../../shared/errors.ts'
import type { Services } from '../services.ts'
import { admit, askersOf, isFirstOfSite, type Open, withoutThose } from './admission.ts'
import { digestOf } from './digest.ts'
import type { Entry, How, PageRequestInfo, Subject, TransactionPlan } from './entry.ts'
import { BlockedError, ChangedError, GoneError } from './errors.ts'
import { isAsked, isSameTold } from './is-there.ts'
import { type Draft, kindOf } from './kinds.ts'
import { createSecondLook, requireApprovable } from './second-look.ts'
import type { ApprovalWindow } from './window.ts'

export type Outcome = { result: unknown } | { error: ErrorShape }

export type Queue = {
  /** Stores the question and starts to look into it, and brings the window up for a site. Answers its id. */
  ask(request: PageRequestInfo | null, subject: Subject, how?: How): Promise<string>
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
  views(): ApprovalView[]
  /** After a restart: carries out what was approved, looks into the rest. */
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
  const backOff = () => services().backOff
  /** Being answered by this worker: nobody joins them any more. */
  const settling = new Set<string>()
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
  const asOpen = (entry: Entry): Open & { id: string } => ({ ...entry, approval: entry.subject.kind })

  function newEntry(request: PageRequestInfo | null, subject: Subject, told = false): Entry {
    const id = services().ports.randomId()
    const createdAt = services().ports.clock.now()
    const origin = request?.origin ?? 'wallet'
    const draft: Draft = {
      id,
      request,
      joined: [],
      told,
      origin,
      subject,
      plan: null,
      createdAt,
      status: 'asking',
      edits: null,
    }
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

  const again = createSecondLook({ services, find, show })

  /** The end of an entry. Answers are stored before the entry goes, so that a restart between repeats nothing. */
  async function settle(entry: Entry, outcome: Outcome): Promise<void> {
    settling.add(entry.id)
    try {
      // Whoever joined before this moment is in what is stored after all updates until now.
      const stored = await entries().update((now) => now)
      const answers = services().state.answers
      for (const request of entry.told ? [] : askersOf(stored[entry.id] ?? entry))
        if (!Object.hasOwn(answers.get(), request.key)) await deps.answer(request, entry.subject, outcome)
      await entries().update((now) => {
        const { [entry.id]: _gone, ...rest } = now
        return rest
      })
    } finally {
      settling.delete(entry.id)
    }
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
    views: () => all().map((entry) => entry.view),
    prepare,
    refresh: again.refresh,

    async ask(request, subject, { joins = false, told = false } = {}) {
      const entry = newEntry(request, subject, told)
      let { id } = entry
      let first = false
      await entries().update((now) => {
        if (request === null) return { ...now, [id]: entry }
        const resting = backOff().isResting(request.origin, subject.kind)
        const same = told ? Object.values(now).find((one) => isSameTold(one, entry)) : undefined
        // A refusal would tell the site what the person chose; the same once more is the same question.
        if (told && (resting || same !== undefined)) {
          id = same?.id ?? ''
          return now
        }
        if (resting)
          throw new LimitExceededError('The same request was just rejected. Wait before asking again.')
        const open = Object.values(now).flatMap((one) => (settling.has(one.id) ? [] : asOpen(one)))
        first = isFirstOfSite(open, request)
        const host = admit(open, request, { approval: subject.kind, joins })
        const joined = host === null ? undefined : now[host.id]
        if (joined === undefined) return { ...now, [id]: entry }
        id = joined.id
        return { ...now, [id]: { ...joined, joined: [...joined.joined, request] } }
      })
      if (id === '') return id
      if (request !== null) await window.open(request.tabId, first)
      if (id === entry.id) prepare(id).catch(() => undefined)
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
      await again.requireAsShown(entry)
      requireApprovable(services(), find(id) ?? entry, digest)
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
        mine = now.status === 'asking' && now.view.digest === digest
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
      await entries().update((now) => {
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
      for (const entry of all()) {
        const { request } = entry
        const answers = services().state.answers.get()
        const answered =
          request !== null && Object.hasOwn(answers, request.key) ? answers[request.key] : undefined
        // Stopped between the first answer and the end.
        if (answered !== undefined) await settle(entry, answered.outcome)
        else if (entry.status === 'approved') await carryOut(entry).catch(() => undefined)
        else if (await isAsked(services().ports, entry)) prepare(entry.id).catch(() => undefined)
        else await reject(entry.id, new DisconnectedError(LEFT))
      }
    },
  }
}

const LEFT = 'The page went away before the answer.'
