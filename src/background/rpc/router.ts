/**
 * One fixed pipeline for every request of a page: parse -> origin -> policy -> permission -> approval -> handle ->
 * reply. It never throws and never leaves a request without an answer: the answer comes from here, or, for what
 * waits for the person, from the approval queue.
 */
import {
  LimitExceededError,
  MethodNotFoundError,
  toErrorShape,
  UnauthorizedError,
} from '../../shared/errors.ts'
import type { PageRequestInfo } from '../approvals/entry.ts'
import type { Outcome } from '../approvals/queue.ts'
import type { Services } from '../services.ts'
import type { Context, Ready, Step } from './method.ts'
import { POLICY, type Policy } from './policy.ts'

/** `null`: the answer comes later. */
export type Handled = Outcome | null

export type Router = {
  handle(request: PageRequestInfo): Promise<Handled>
  /** What the page gets for the outcome of an approval. */
  answerOf(request: PageRequestInfo, outcome: unknown): unknown
}

const METHOD_NAME = /^[a-z][a-z0-9]*_[A-Za-z0-9_]+$/
/** Requests of one site that are being read and looked up before they become a question. */
const MOST_STARTING = 20
const FRAMED = 'Candor does not answer for a page inside a page of another site. Open it in a tab of its own.'

export function createRouter(services: () => Services): Router {
  const starting = new Map<string, number>()

  function contextOf(given: PageRequestInfo): Context {
    const { sites, frames } = services()
    const request = frames.asSeen(given)
    const { origin } = request
    return {
      request,
      origin,
      chainId: sites.chainId(origin),
      accounts: request.framed ? [] : sites.visibleAccounts(origin),
    }
  }

  /** What waits for the person is stored as it came: a frame that was allowed may be so no more later. */
  async function run(given: PageRequestInfo): Promise<Handled> {
    const { method: name } = given
    const policy = name.length <= 64 && METHOD_NAME.test(name) ? POLICY.get(name) : undefined
    if (policy === undefined) throw new MethodNotFoundError(name)
    const all = services()
    const context = contextOf(given)
    const { request, origin } = context
    if (policy.access !== 'public') {
      if (all.sites.isBlocked(origin)) throw new UnauthorizedError()
      if (request.framed) {
        if (request.top !== null) void all.frames.noteRefused(request)
        throw new UnauthorizedError(FRAMED)
      }
      all.sites.touch(origin)
    }
    if (policy.access === 'connected' && context.accounts.length === 0) throw new UnauthorizedError()
    const ready = policy.method.parse(all, context, request.params)
    // What takes no parameters keeps none: they would be stored with the question.
    const asking = policy.joins ? { ...given, params: [] } : given
    if (policy.access === 'unlocked' && all.keeper.status() !== 'unlocked') {
      await all.waitingRoom.wait(asking, policy)
      return null
    }
    const step = await start(request, policy, ready)
    if ('result' in step) return step
    // What a question says of its site stands there from the first moment.
    await all.guard.lookAtSite(origin)
    await all.queue.ask(asking, step.ask, { joins: policy.joins, told: step.told !== undefined })
    return step.told ?? null
  }

  /** What is between the reading of its parameters and its question: bounded too, for it may ask the network. */
  async function start(request: PageRequestInfo, policy: Policy, ready: Ready): Promise<Step> {
    if (policy.approval === null || policy.joins) return ready()
    const { origin } = request
    const now = starting.get(origin) ?? 0
    if (now >= MOST_STARTING) throw new LimitExceededError('Too many requests are waiting for an answer.')
    starting.set(origin, now + 1)
    try {
      return await ready()
    } finally {
      const left = (starting.get(origin) ?? 1) - 1
      if (left > 0) starting.set(origin, left)
      else starting.delete(origin)
    }
  }

  return {
    async handle(request) {
      try {
        return await run(request)
      } catch (error) {
        return { error: toErrorShape(error) }
      }
    },
    answerOf(request, outcome) {
      const answer = POLICY.get(request.method)?.method.answer
      return answer === undefined ? outcome : answer(services(), request.origin, outcome)
    },
  }
}
