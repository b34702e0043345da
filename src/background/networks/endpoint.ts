/**
 * One JSON-RPC endpoint, distrusted: an answer is bounded in time and size and checked in shape before anyone sees
 * it. Never a chain id from here is used for signing; it is only held against ours.
 */
import { visibleLine } from '../../ethereum/text.ts'
import { AnswerTooLargeError, EndpointError, InvalidParamsError } from '../../shared/errors.ts'
import type { HttpPost } from '../ports.ts'

const TIMEOUT_MS = 15_000
const MAX_CHARS = 2_000_000
/** Of an endpoint's own words among ours. */
export const MOST_SHOWN = 240

/** The endpoint itself failed (as against an answer that says no): another may do better. */
export class EndpointFailure extends Error {
  /** What it said in JSON-RPC, for when no other endpoint does better. */
  readonly answer: EndpointError | null
  /** Milliseconds after which it wants to be asked again; null when it did not say. */
  readonly retryAfter: number | null
  constructor(message: string, answer: EndpointError | null = null, retryAfter: number | null = null) {
    super(message)
    this.answer = answer
    this.retryAfter = retryAfter
  }
}

/** JSON-RPC codes with which providers say "too many", "not now" or "not here" rather than "no". */
const BUSY = new Set([-32005, -32016, -32603, 429, -32097])

/** Nodes have many words for a call that failed while it ran. */
const FAILED_CALL =
  /revert|(?:VM|EVM) (?:exception|error|execution)|(?:invalid|bad|undefined) (?:opcode|jump|instruction)|stack (?:under|over)flow|out of gas|gas required exceeds/i

/** Some nodes answer a revert with the code of an internal error: what the contract said is an answer. */
const isRevert = (message: string, data: unknown): boolean =>
  (data !== undefined && data !== null) || FAILED_CALL.test(message)

let counter = 0

/** @throws EndpointFailure when another endpoint should be asked, EndpointError with the endpoint's own answer. */
export async function callEndpoint(
  post: HttpPost,
  url: string,
  method: string,
  params: unknown,
): Promise<unknown> {
  const id = ++counter
  const body = JSON.stringify({ jsonrpc: '2.0', id, method, params: params ?? [] })
  const abort = AbortSignal.timeout(TIMEOUT_MS)
  let answer: Awaited<ReturnType<HttpPost>>
  try {
    answer = await post(url, body, abort)
  } catch (error) {
    if (error instanceof AnswerTooLargeError) throw error
    throw new EndpointFailure(error instanceof Error ? error.message : 'no answer')
  }
  if (answer.text.length > MAX_CHARS) throw new AnswerTooLargeError()
  if (answer.status === 429) throw tooMany(answer)
  const reply = parseReply(answer.text, answer.status)
  if (!('error' in reply)) {
    if (reply.id !== id) throw new EndpointFailure('the answer is to another request')
    return reply.result
  }
  const { code, message, data } = reply.error
  const refusal = refusalOf(reply.error)
  const busy = BUSY.has(code) && !(code === -32603 && isRevert(message, data))
  if (busy) throw new EndpointFailure(message, refusal)
  throw refusal
}

/** RFC 9110: seconds, or a date. */
function tooMany({ text, status, retryAfter }: Awaited<ReturnType<HttpPost>>): EndpointFailure {
  const seconds = Number(retryAfter ?? Number.NaN)
  const date = Date.parse(retryAfter ?? '')
  const wait = Number.isFinite(seconds) ? seconds * 1000 : date - Date.now()
  let refusal: EndpointError | null = null
  try {
    const reply = parseReply(text, status)
    if ('error' in reply) refusal = refusalOf(reply.error)
  } catch {
    // No JSON-RPC in it: the status says enough.
  }
  return new EndpointFailure('it is asked too often (HTTP 429)', refusal, wait > 0 ? wait : null)
}

/** The answer as it came, and its words as our own screens may show them. */
export const refusalOf = ({ code, message, data }: Refusal): EndpointError =>
  new EndpointError(code, message, data, visibleLine(message, MOST_SHOWN))

type Refusal = { code: number; message: string; data?: unknown }
type Reply = { id: unknown; result: unknown } | { id: unknown; error: Refusal }

function parseReply(text: string, status: number): Reply {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new EndpointFailure(`HTTP ${status}, no JSON`)
  }
  if (typeof json !== 'object' || json === null) throw new EndpointFailure('not a JSON-RPC answer')
  const id = 'id' in json ? json.id : undefined
  if ('error' in json && json.error !== null && json.error !== undefined) {
    const error = json.error
    if (typeof error !== 'object') throw new EndpointFailure('not a JSON-RPC answer')
    const code = 'code' in error && typeof error.code === 'number' ? Math.trunc(error.code) : -32603
    const message =
      'message' in error && typeof error.message === 'string' ? error.message.slice(0, 1000) : ''
    return { id, error: { code, message, data: 'data' in error ? error.data : undefined } }
  }
  if (status >= 400 || !('result' in json)) throw new EndpointFailure(`HTTP ${status}`)
  return { id, result: json.result }
}

/** A WebSocket endpoint brings news sooner (subscriptions); requests go over HTTP. */
export const isSocketUrl = (url: string): boolean => /^wss?:/i.test(url)

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** An endpoint a person typed or a site proposed: https, or http on this machine; no credentials. */
export const parseEndpointUrl = (text: string): string => parseUrl(text, false)

/** One of a person's list, where a WebSocket endpoint may stand too. */
export const parseListedUrl = (text: string): string => parseUrl(text, true)

function parseUrl(text: string, sockets: boolean): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null
  if (url === null) throw new InvalidParamsError(`"${text.slice(0, 80)}" is not a URL.`)
  if (url.username !== '' || url.password !== '')
    throw new InvalidParamsError('An endpoint must not carry a user name or password.')
  const loopback = LOOPBACK.has(url.hostname)
  const safe = url.protocol === 'https:' || (sockets && url.protocol === 'wss:')
  const local = loopback && (url.protocol === 'http:' || (sockets && url.protocol === 'ws:'))
  if (!safe && !local)
    throw new InvalidParamsError('An endpoint must start with https:// (http:// only on this computer).')
  return url.href.endsWith('/') && url.pathname === '/' && url.search === ''
    ? url.href.slice(0, -1)
    : url.href
}
