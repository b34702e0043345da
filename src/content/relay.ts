/**
 * Relay between the page's MessagePort and the background. It knows no method and holds no authority: it rebuilds each
 * request field by field, keeps it until it is answered, and sends it again when the background died meanwhile.
 *
 * The runtime port is open only while something is outstanding, and for a second after. We close it with requests
 * outstanding only when the page goes away: that is how the background knows.
 */
import {
  FRAME_PORT,
  MAX_LENGTH,
  PAGE_PORT,
  type PageAnswer,
  type PageMessage,
  type PageReply,
  type PageRequest,
  TOO_LARGE,
} from '../messaging/channel.ts'
import type { ErrorShape } from '../shared/errors.ts'

/** Milliseconds the runtime port outlives its last answer. */
const LINGER = 1_000
/** Milliseconds before each new try to reach a background that went away. */
const RETRIES = [10, 50, 250, 1_000, 3_000, 5_000]
/** Milliseconds after which a port was to a background that lived: the browser stops an idle one while a person reads. */
const STEADY = 1_000

const UNREADABLE: ErrorShape = {
  code: -32602,
  message: 'Invalid parameters: they must be plain JSON values.',
}
const NO_METHOD: ErrorShape = { code: -32600, message: "'args.method' must be a non-empty string." }
const LEFT: ErrorShape = { code: 4900, message: 'The page was left before Candor answered. Ask again.' }
const GONE: ErrorShape = {
  code: 4900,
  message: 'Candor does not answer. Look at its activity before you try again, then reload this page.',
}

type Listen<T extends unknown[]> = { addListener(listener: (...args: T) => void): void }
export interface RuntimePort {
  postMessage(message: PageMessage): void
  disconnect(): void
  onMessage: Listen<[PageReply]>
  onDisconnect: Listen<[]>
}
export interface Runtime {
  readonly id?: string | undefined
  readonly lastError?: unknown
  connect(info: { name: string }): RuntimePort
  onMessage: Listen<[message: unknown, sender: { id?: string }]>
}
export type PagePort = Pick<MessagePort, 'postMessage' | 'onmessage' | 'onmessageerror'>

/** Some page around this one is of another origin; its address may not even be read. */
function isFramed(frame: Window | undefined = globalThis.window): boolean {
  if (!frame || frame === frame.parent) return false
  try {
    return frame.parent.location.origin !== globalThis.location.origin || isFramed(frame.parent)
  } catch {
    return true
  }
}

/** `page`; in a page of another origin `frame`, and the top's origin where there is only that and our own around. */
function portName(): string {
  if (!isFramed()) return PAGE_PORT
  const { origin, ancestorOrigins: around = [] } = globalThis.location
  const top = around[around.length - 1]
  const only = top && Array.from(around).every((one) => one === top || one === origin)
  return only ? `${FRAME_PORT} ${top}` : FRAME_PORT
}

/**
 * @param runtime asked for only when the page asks something: binding it costs every page otherwise. Undefined where
 * the extension was replaced: the browser then takes even the name away.
 */
export function createRelay(
  page: PagePort,
  runtime: () => Runtime | undefined,
  doc: Pick<Document, 'addEventListener'>,
  win: Pick<Window, 'addEventListener'>,
): void {
  /** Unanswered, in the order of asking. */
  const outstanding = new Map<string, { pageId: number; request: PageRequest }>()
  /** Made when first needed: what makes it would add 50 kB to the heap of every page. */
  let prefix = ''
  let counter = 0
  let lastPageId = 0
  let port: RuntimePort | undefined
  /** Of a reconnection while there is no port, of its closing while there is one. */
  let timer: ReturnType<typeof setTimeout> | undefined
  let tries = 0
  /** When the port was opened. */
  let since = 0
  let away = false
  let listening = false
  /** Number of the last event that had one. */
  let heard = 0

  const answer = (...message: PageAnswer) => page.postMessage(message)

  function rejectAll(error: ErrorShape): void {
    for (const { pageId } of outstanding.values()) answer(pageId, false, error)
    outstanding.clear()
  }

  function close(): void {
    clearTimeout(timer)
    timer = undefined
    port?.disconnect()
    port = undefined
  }

  /** Opens a port and sends all that is unanswered: the first time, and again under the same ids after a loss. */
  function open(): void {
    timer = undefined
    if (port) return
    try {
      const api = runtime()
      if (!api) throw new TypeError('replaced')
      const opened = api.connect({ name: portName() })
      port = opened
      since = Date.now()
      opened.onMessage.addListener(settle)
      opened.onDisconnect.addListener(() => {
        void runtime()?.lastError // read, or the browser reports it as unchecked
        if (port === opened) lost()
      })
      if (!listening) api.onMessage.addListener(hear)
      listening = true
      for (const { request } of outstanding.values()) opened.postMessage(request)
    } catch {
      lost()
    }
  }

  /** The background went away: stopped, crashed, or replaced by an update (then we have no id, and it stays away). */
  function lost(): void {
    if (port && Date.now() - since >= STEADY) tries = 0
    close()
    if (outstanding.size === 0) return
    const wait = runtime()?.id === undefined ? undefined : RETRIES[tries++]
    if (wait === undefined) {
      rejectAll(GONE)
      page.postMessage({ event: 'disconnect', data: GONE })
    } else timer = setTimeout(open, wait)
  }

  function send(message: PageMessage): void {
    try {
      port?.postMessage(message)
    } catch {
      lost()
    }
  }

  function settle(reply: PageReply): void {
    tries = 0
    const entry = outstanding.get(reply.id)
    if (entry) {
      outstanding.delete(reply.id)
      if ('error' in reply) {
        const { code, message, data } = reply.error
        answer(entry.pageId, false, { code, message, data })
      } else answer(entry.pageId, true, reply.result)
    }
    if (reply.stored) send({ ack: reply.id })
    if (outstanding.size > 0 || !port) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (outstanding.size === 0) close()
    }, LINGER)
  }

  /** Returns nothing: a listener that returns a promise would answer for others. */
  function hear(message: unknown, sender: { id?: string }): void {
    if (sender.id !== runtime()?.id || typeof message !== 'object' || message === null) return
    if (!('event' in message && typeof message.event === 'string' && 'data' in message)) return
    if ('seq' in message && typeof message.seq === 'number') {
      if (message.seq <= heard) return
      heard = message.seq
    }
    page.postMessage({ event: message.event, data: message.data })
  }

  function ask(request: PageRequest, pageId: number): void {
    outstanding.set(request.id, { pageId, request })
    if (port) send(request)
    else if (Reflect.get(doc, 'prerendering') === true)
      doc.addEventListener('prerenderingchange', open, { once: true })
    else if (timer === undefined && !away) open()
  }

  page.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (!Array.isArray(data) || typeof data[0] !== 'number') return
    const pageId: number = data[0]
    const [, method, params]: unknown[] = data
    lastPageId = pageId
    if (typeof method !== 'string') return answer(pageId, false, NO_METHOD)
    prefix ||= `${crypto.getRandomValues(new Uint32Array(4)).join('-')}:`
    const request: PageRequest = { id: prefix + ++counter, method }
    try {
      const text = params === undefined ? '' : JSON.stringify(params)
      if (method.length + text.length > MAX_LENGTH) return answer(pageId, false, TOO_LARGE)
      if (text !== '') request.params = JSON.parse(text)
    } catch {
      return answer(pageId, false, UNREADABLE)
    }
    ask(request, pageId)
  }
  // What could not be read is the message after the last one: the page counts them.
  page.onmessageerror = () => answer(++lastPageId, false, UNREADABLE)

  win.addEventListener('pagehide', () => {
    away = true
    close()
  })
  // Back from the back-forward cache: the background gave the requests up when the page went, so that a question never
  // comes back by itself. The page is told, and may ask again.
  win.addEventListener('pageshow', () => {
    if (away) rejectAll(LEFT)
    away = false
  })
}
