/**
 * One fixed pipeline for every request of a page: parse -> origin -> policy -> permission -> approval -> handle ->
 * reply. It never throws and never leaves a request without an answer: the answer comes from here, or, for what
 * waits for the person, from the approval queue.
 */
import {
  AlreadyPendingError,
  LimitExceededError,
  MethodNotFoundError,
  toErrorShape,
  UnauthorizedError,
} from '../../shared/errors.ts'
import type { PageRequestInfo } from '../approvals/entry.ts'
import type { Outcome } from '../approvals/queue.ts'
import type { Services } from '../services.ts'
import type { Context } from './method.ts'
import { POLICY } from './policy.ts'

/** `null`: the answer comes later. */
export type Handled = Outcome | null

export type Router = {
  handle(request: PageRequestInfo): Promise<Handled>
  /** What the page gets for the outcome of an approval. */
  answerOf(request: PageRequestInfo, outcome: unknown): unknown
}

const METHOD_NAME = /^[a-z][a-z0-9]*_[A-Za-z0-9_]+$/
const MOST_WAITING = 30
const MOST_WAITING_PER_ORIGIN = 5
const FRAMED = 'Candor does not answer for a page inside a page of another site. Open it in a tab of its own.'

/** @param openWindow the window in which the person unlocks. */
export function createRouter(services: () => Services, openWindow: () => Promise<void>): Router {
  function contextOf(request: PageRequestInfo): Context {
    const { sites } = services()
    const { origin } = request
    return {
      request,
      origin,
      chainId: sites.chainId(origin),
      accounts: request.framed ? [] : sites.visibleAccounts(origin),
    }
  }

  async function run(request: PageRequestInfo): Promise<Handled> {
    const { method: name } = request
    const policy = name.length <= 64 && METHOD_NAME.test(name) ? POLICY.get(name) : undefined
    if (policy === undefined) throw new MethodNotFoundError(name)
    const all = services()
    const context = contextOf(request)
    if (request.framed && policy.access !== 'public') throw new UnauthorizedError(FRAMED)
    if (policy.access === 'connected' && context.accounts.length === 0) throw new UnauthorizedError()
    const ready = policy.method.parse(all, context, request.params)
    if (policy.access === 'unlocked' && all.keeper.status() !== 'unlocked') {
      await waitForUnlock(request, policy.approval)
      return null
    }
    const step = await ready()
    if ('result' in step) return step
    await all.queue.ask(request, step.ask)
    return null
  }

  async function waitForUnlock(request: PageRequestInfo, approval: string | null): Promise<void> {
    const { state, ports } = services()
    // Counted where it is stored: of many that ask at once, each sees those before it.
    await state.waiting.update((now) => {
      const waiting = Object.values(now).map((one) => one.request)
      const ofSite = waiting.filter((one) => one.origin === request.origin)
      if (approval === 'connect' && ofSite.some(isConnect))
        throw new AlreadyPendingError('This site has already asked to connect. Unlock the wallet to answer.')
      if (waiting.length >= MOST_WAITING || ofSite.length >= MOST_WAITING_PER_ORIGIN)
        throw new LimitExceededError('Too many requests are waiting for an answer.')
      return { ...now, [request.key]: { request, at: ports.clock.now() } }
    })
    await openWindow()
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

const isConnect = (request: PageRequestInfo): boolean => POLICY.get(request.method)?.approval === 'connect'
