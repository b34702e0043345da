/**
 * Serves the ports of content scripts. A request has the key `documentId:id`, the same however often it is sent
 * again after a restart of the worker, and is answered exactly once: from the store when it was decided already, by
 * the one that is under way, else anew. A port that closes while the worker lives means that the page went away.
 */
import type { PageMessage, PageReply } from '../messaging/channel.ts'
import { isPageMessage } from '../messaging/page-message.ts'
import { type ErrorShape, LimitExceededError, toErrorShape } from '../shared/errors.ts'
import type { PageRequestInfo } from './approvals/entry.ts'
import type { Outcome } from './approvals/queue.ts'
import { shareOf } from './networks/site-reads.ts'
import type { PagePrincipal } from './principal.ts'
import type { Router } from './rpc/router.ts'
import type { Services } from './services.ts'
import type { StoredAnswer } from './state/state.ts'
import { weightOf } from './state/weight.ts'

export type PagePort = { post(reply: PageReply): void }

export type PageServer = {
  connect(port: PagePort, page: PagePrincipal): PageConnection
  /**
   * Stores the answers of requests that were decided, in one write, and delivers them to what is connected. One that
   * is there already stays as it is.
   */
  settle(
    requests: readonly PageRequestInfo[],
    outcomeOf: (request: PageRequestInfo) => Outcome,
  ): Promise<void>
  /** Runs a request again that waited for an unlock. */
  rerun(request: PageRequestInfo): Promise<void>
}
export type PageConnection = { receive(message: unknown): void; closed(): void }

/** Answers that nobody fetched are forgotten after this long. */
const ANSWER_LIFE_MS = 10 * 60_000
const MOST_RUNNING = 6_000
/** Bytes of answers that wait to be fetched: of more the oldest are forgotten. */
const MOST_ANSWERS = 500_000
const LARGEST_ANSWER = 50_000
/** Of one site, or of the frames of other sites in one tab: its flood leaves room for others. */
const MOST_RUNNING_OF_ONE = 1_500

export function createPageServer(services: () => Services, router: Router): PageServer {
  const ports = new Map<string, PagePort[]>()
  const running = new Set<string>()
  const runningOf = new Map<string, number>()
  const state = () => services().state

  /** To the port that was opened last: a content script has one, and thousands would cost a thousand answers each. */
  function post(documentId: string, reply: PageReply): void {
    ports.get(documentId)?.at(-1)?.post(reply)
  }
  const reply = (id: string, outcome: Outcome, stored: boolean): PageReply =>
    'error' in outcome
      ? { id, error: publicShape(outcome.error), ...(stored ? { stored: true } : {}) }
      : { id, result: outcome.result ?? null, ...(stored ? { stored: true } : {}) }
  const idOf = (request: PageRequestInfo) => request.key.slice(request.documentId.length + 1)

  async function run(request: PageRequestInfo): Promise<void> {
    const share = shareOf(request)
    running.add(request.key)
    runningOf.set(share, (runningOf.get(share) ?? 0) + 1)
    try {
      const handled = await router.handle(request)
      if (handled !== null) post(request.documentId, reply(idOf(request), handled, false))
    } finally {
      running.delete(request.key)
      const left = (runningOf.get(share) ?? 1) - 1
      if (left > 0) runningOf.set(share, left)
      else runningOf.delete(share)
    }
  }

  function receive(page: PagePrincipal, message: PageMessage): void {
    const { documentId } = page
    if ('ack' in message) {
      void forgetAnswer(`${documentId}:${message.ack}`)
      return
    }
    const key = `${documentId}:${message.id}`
    const stored = state().answers.get()
    const answer = Object.hasOwn(stored, key) ? stored[key] : undefined
    if (answer !== undefined) {
      post(documentId, reply(message.id, answer.outcome, true))
      return
    }
    const waits = services().queue.has(key) || services().waitingRoom.has(key)
    if (running.has(key) || waits) return
    if (running.size >= MOST_RUNNING || (runningOf.get(shareOf(page)) ?? 0) >= MOST_RUNNING_OF_ONE) {
      const error = toErrorShape(new LimitExceededError('Too many requests at once.'))
      post(documentId, reply(message.id, { error }, false))
      return
    }
    const { origin, tabId, frameId, framed, top } = page
    const { method, params } = message
    void run({ key, origin, documentId, tabId, frameId, framed, top, method, params }).then(() => {
      // It left between its asking and its question.
      if (!ports.has(documentId)) return gone(documentId)
    })
  }

  async function forgetAnswer(key: string): Promise<void> {
    await state().answers.update((now) => {
      if (!Object.hasOwn(now, key)) return now
      const { [key]: _taken, ...rest } = now
      return rest
    })
  }

  async function gone(documentId: string): Promise<void> {
    await services().waitingRoom.leave(documentId)
    await services().queue.leave(documentId)
  }

  return {
    connect(port, page) {
      const { documentId } = page
      const before = ports.get(documentId) ?? []
      before.push(port)
      ports.set(documentId, before)
      return {
        receive(message) {
          if (isPageMessage(message)) receive(page, message)
        },
        closed() {
          const left = (ports.get(documentId) ?? []).filter((one) => one !== port)
          if (left.length > 0) {
            ports.set(documentId, left)
            return
          }
          ports.delete(documentId)
          void gone(documentId)
        },
      }
    },

    async settle(requests, outcomeOf) {
      const given = requests.map((request) => ({ request, outcome: outcomeOf(request) }))
      const at = services().ports.clock.now()
      let answers = given
      let stored = true
      try {
        await state().answers.update((all) => {
          answers = given.filter(({ request }) => !Object.hasOwn(all, request.key))
          const fresh = answers.map(({ request, outcome }): [string, StoredAnswer] => [
            request.key,
            { documentId: request.documentId, at, outcome: bounded(outcome) },
          ])
          return answers.length === 0 ? all : lean([...Object.entries(all), ...fresh], at)
        })
      } catch {
        // Storage is full. What was done is done: the page is told as long as it is there.
        stored = false
      }
      for (const { request, outcome } of answers)
        post(request.documentId, reply(idOf(request), bounded(outcome), stored))
    },

    rerun: run,
  }
}

/** What a network says beside its refusal can be long; the code and the message are enough then. */
const bounded = (outcome: Outcome): Outcome =>
  'error' in outcome && weightOf(outcome) > LARGEST_ANSWER
    ? { error: { code: outcome.error.code, message: outcome.error.message.slice(0, 1000) } }
    : outcome

function lean(all: readonly [string, StoredAnswer][], now: number): Record<string, StoredAnswer> {
  const young = all.filter(([, one]) => now - one.at < ANSWER_LIFE_MS)
  let bytes = 0
  const kept = young.reverse().filter(([, one]) => {
    bytes += weightOf(one)
    return bytes <= MOST_ANSWERS
  })
  return Object.fromEntries(kept.reverse())
}

/** A page learns the code and the message, not our names of things. */
const publicShape = ({ code, message, data }: ErrorShape): ErrorShape =>
  data === undefined ? { code, message } : { code, message, data }
