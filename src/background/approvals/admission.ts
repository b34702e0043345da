/**
 * Who may put a question, while the wallet is locked or not: how many may be open, and which of them a repeated one
 * joins. Called where the open ones are stored, so that of many that ask at once each sees those before it.
 */
import type { ApprovalKind } from '../../messaging/protocol.ts'
import { AlreadyPendingError, LimitExceededError } from '../../shared/errors.ts'
import { weightOf } from '../state/weight.ts'
import type { PageRequestInfo } from './entry.ts'

const MOST_PER_ORIGIN = 5
const MOST_IN_ALL = 30
/** Requests that one question may answer, beyond the first. */
const MOST_JOINED = 20
/** Bytes of session storage, of whose 10 MB other things live too. A site's only question may be as large as any. */
const MOST_BYTES_PER_ORIGIN = 1_500_000
const MOST_BYTES_IN_ALL = 3_000_000

export type Open = {
  request: PageRequestInfo | null
  joined: readonly PageRequestInfo[]
  approval: ApprovalKind | null
}

/** `joins`: the method takes no parameters, so that a second one of the same site asks the same. */
export type Asking = { approval: ApprovalKind | null; joins: boolean }

/**
 * @returns the open one whose answer the request gets too, or null when it is a question of its own.
 * @throws AlreadyPendingError, LimitExceededError.
 */
export function admit<T extends Open>(
  open: readonly T[],
  request: PageRequestInfo,
  asking: Asking,
  bytes = weightOf(request),
): T | null {
  const ofSite = open.filter((one) => one.request?.origin === request.origin)
  const connecting = ofSite.find((one) => one.approval === 'connect')
  if (asking.approval === 'connect' && connecting !== undefined) {
    const { request: first, joined } = connecting
    const same = first?.method === request.method && first.top === request.top
    if (asking.joins && same && joined.length < MOST_JOINED) return connecting
    throw new AlreadyPendingError(
      asking.joins && same
        ? `Already processing ${request.method}. Please wait.`
        : `Request of type '${request.method}' already pending for origin ${request.origin}. Please wait.`,
    )
  }
  if (ofSite.length >= MOST_PER_ORIGIN || open.length >= MOST_IN_ALL)
    throw new LimitExceededError('Too many requests are waiting for an answer.')
  const held = (some: readonly T[]) => some.reduce((sum, one) => sum + weightOf(one), bytes)
  if ((ofSite.length > 0 && held(ofSite) > MOST_BYTES_PER_ORIGIN) || held(open) > MOST_BYTES_IN_ALL)
    throw new LimitExceededError(
      'The requests that wait for an answer are too large. Answer some of them first.',
    )
  return null
}

/** Whether nothing of this site is open yet: only then may it take the focus. */
export const isFirstOfSite = (open: readonly Open[], request: PageRequestInfo): boolean =>
  !open.some((one) => one.request?.origin === request.origin)

/** Everyone that the answer is for. */
export const askersOf = (one: Pick<Open, 'request' | 'joined'>): PageRequestInfo[] =>
  one.request === null ? [] : [one.request, ...one.joined]

/** Without those that `left`; the next in line stands for the others then. Null when nobody is left. */
export function withoutThose<T extends { request: PageRequestInfo; joined: readonly PageRequestInfo[] }>(
  one: T,
  left: (request: PageRequestInfo) => boolean,
): T | null {
  const stay = askersOf(one).filter((request) => !left(request))
  const [request, ...joined] = stay
  if (request === undefined) return null
  return stay.length === one.joined.length + 1 ? one : { ...one, request, joined }
}
