/**
 * The whole background over memory twins of the browser, against a real chain. What a browser keeps (storages,
 * windows, time, documents) is the world; the worker in it can be stopped at any single operation and started anew.
 */
import { readFile } from 'node:fs/promises'
import { WebSocket } from 'isows'
import { type Background, createBackground } from '../../src/background/create-background'
import { readCapped, requirePublic } from '../../src/background/http-fetch'
import type { PageConnection } from '../../src/background/page-server'
import type { AlarmName, HttpFetch, HttpPost, PageTarget, Ports } from '../../src/background/ports'
import type { PagePrincipal } from '../../src/background/principal'
import type { UiConnection } from '../../src/background/ui-server'
import type { Numbered, PageEvent, PageReply } from '../../src/messaging/channel'
import type { ApprovalView, UiAnswer, UiApi, WalletState } from '../../src/messaging/protocol'
import type { ErrorShape } from '../../src/shared/errors'
import { memoryStorage, type Storage } from '../../src/storage/storage'

const never = <T>(): Promise<T> => new Promise<T>(() => undefined)

/** Leaves nothing that counts: stopped there, a worker leaves what the operation before it left. */
const READ =
  /^(?:(?:local|session)\.get|session\.set picture|local\.set balances|post (?!eth_sendRawTransaction)|window\.isOpen)/

/**
 * Which of these operations a test stops the worker at, counted from 1: each that changes the world, and every tenth
 * of the others; all of them where SOAK is set.
 */
export const deathsIn = (operations: readonly string[]): number[] =>
  operations.flatMap((name, i) => (process.env.SOAK || !READ.test(name) || i % 10 === 0 ? [i + 1] : []))

/** Stops the worker at its n-th operation on the world: before it has an effect, or right after. */
export type Death = { at: number; when: 'before' | 'after' }

export class World {
  local: Storage = memoryStorage()
  session: Storage = memoryStorage()
  now = Date.UTC(2026, 10, 23)
  alarms = new Map<AlarmName, number>()
  windows = new Set<number>()
  windowsOpened = 0
  windowsFail = false
  /** Holds up a window that is being opened. */
  windowOpening: Promise<void> | undefined
  /** Near which tab each was opened. */
  openedNear: (number | null)[] = []
  /** In the place of files of the extension. */
  files = new Map<string, string>()
  /** How often a window was brought to the front. */
  focused = 0
  /** Places of the wallet that were opened in a tab. */
  tabs: string[] = []
  icon = { locked: true, waiting: 0 }
  /** The file that the browser runs first in pages. */
  pageScript: string | null = null
  mayRunScripts = true
  /** The notifications that the browser shows, and all that it was ever told to. */
  notifications = new Map<string, { title: string; text: string }>()
  notified: { id: string; title: string; text: string }[] = []
  mayNotify = true
  requests: { url: string; method: string; params: unknown }[] = []
  /** What services outside of the networks were asked. */
  fetched: { url: string; method: string; headers: Readonly<Record<string, string>>; body: string | null }[] =
    []
  /** In the place of the fifteen seconds that a service has to answer. */
  patience: number | undefined
  /** WebSockets that are open. */
  sockets = new Set<WebSocket>()
  /** Documents that are open, by id. */
  documents = new Map<string, Document>()
  /** Every operation that the worker did, in words. */
  operations: string[] = []
  worker: Worker
  /** Where a request to a host that is not there goes. */
  redirect: ((url: string) => string) | undefined
  /** Answers in the place of the network, now or later. */
  intercept: ((url: string, body: { method: string; params: unknown }) => unknown) | undefined

  constructor(options: { local?: Storage } = {}) {
    if (options.local !== undefined) this.local = options.local
    this.worker = new Worker(this)
  }

  /** Starts a new worker, as the browser does when something needs it; open documents notice and come back. */
  restart(death?: Death): Worker {
    this.worker.kill()
    this.worker = new Worker(this, death)
    for (const document of this.documents.values()) document.reconnect()
    return this.worker
  }

  /** Closes the browser and opens it again: session storage is memory. */
  restartBrowser(): void {
    this.session = memoryStorage()
    this.documents.clear()
    this.windows.clear()
    this.restart()
  }

  #opened = 0

  /** @param framed inside a page of another origin; as text, of that origin. */
  open(
    origin: string,
    documentId = `doc${++this.#opened}`,
    framed: boolean | string = false,
    tabId = this.#opened,
  ): Document {
    const document = new Document(this, {
      kind: 'page',
      origin,
      documentId,
      tabId,
      frameId: framed === false ? 0 : 1,
      framed: framed !== false,
      top: typeof framed === 'string' ? framed : null,
    })
    this.documents.set(documentId, document)
    return document
  }

  ui(): Ui {
    return new Ui(this)
  }

  async advance(ms: number): Promise<void> {
    this.now += ms
    for (const [name, at] of [...this.alarms])
      if (at <= this.now) {
        this.alarms.delete(name)
        await this.worker.background.alarm(name)
      }
  }
}

export class Worker {
  readonly background: Background
  /** What it builds upon, for a test of a part of it. */
  readonly ports: Ports
  alive = true
  #count = 0
  #timers = new Set<ReturnType<typeof setTimeout>>()
  #sockets = new Set<WebSocket>()

  constructor(
    readonly world: World,
    public death?: Death | undefined,
  ) {
    this.ports = this.#ports()
    this.background = createBackground(this.ports)
  }

  kill(): void {
    this.alive = false
    for (const timer of this.#timers) clearTimeout(timer)
    for (const socket of this.#sockets) socket.close()
  }

  /** Operations so far. */
  get count(): number {
    return this.#count
  }

  async #operate<T>(name: string, run: () => Promise<T>): Promise<T> {
    if (!this.alive) return never()
    const number = ++this.#count
    this.world.operations.push(name)
    const dies = this.death?.at === number
    if (dies && this.death?.when === 'before') {
      this.kill()
      return never()
    }
    const result = await run()
    // A test that no longer waits for it has taken it back.
    if (dies && this.death !== undefined) this.kill()
    return this.alive ? result : never()
  }

  #storage(name: string, storage: () => Storage): Storage {
    return {
      get: (keys) => this.#operate(`${name}.get`, () => storage().get(keys)),
      set: (items) => this.#operate(`${name}.set ${Object.keys(items)}`, () => storage().set(items)),
      remove: (keys) => this.#operate(`${name}.remove`, () => storage().remove(keys)),
      clear: () => this.#operate(`${name}.clear`, () => storage().clear()),
    }
  }

  #post: HttpPost = (url, body, signal) => {
    const asked: { method: string; params: unknown; id: number } = JSON.parse(body)
    this.world.requests.push({ url, method: asked.method, params: asked.params })
    return this.#operate(`post ${asked.method}`, async () => {
      const answer = await this.world.intercept?.(url, asked)
      if (answer instanceof Error) throw answer
      if (answer !== undefined)
        return { status: 200, text: JSON.stringify({ jsonrpc: '2.0', id: asked.id, ...Object(answer) }) }
      const response = await fetch(this.world.redirect?.(url) ?? url, {
        method: 'POST',
        body,
        signal,
        headers: { 'content-type': 'application/json' },
      })
      return {
        status: response.status,
        text: await response.text(),
        retryAfter: response.headers.get('retry-after'),
      }
    })
  }

  /** What a browser does, one address after another, each of them where `redirect` says that it is. */
  #fetch: HttpFetch = (asked) => {
    const { world } = this
    const { method, headers, body } = asked
    world.fetched.push({ url: asked.url, method, headers, body })
    const impatient = world.patience === undefined ? [] : [AbortSignal.timeout(world.patience)]
    const signal = AbortSignal.any([asked.signal, ...impatient])
    return this.#operate(`fetch ${new URL(asked.url).host}`, async () => {
      for (let url = asked.url, hops = 0; hops < 5; hops++) {
        requirePublic(url)
        const at = world.redirect?.(url)
        if (at === undefined || at === url) throw new TypeError(`There is no network for ${url}`)
        const response = await fetch(at, { method, headers, body, signal, redirect: 'manual' })
        const to = response.headers.get('location')
        if (response.status >= 300 && response.status < 400 && to !== null) {
          if (asked.redirect === 'error') throw new TypeError('redirected')
          await response.body?.cancel()
          url = new URL(to, url).href
          continue
        }
        return {
          status: response.status,
          bytes: await readCapped(response, asked.most),
          type: response.headers.get('content-type'),
          retryAfter: response.headers.get('retry-after'),
          url,
        }
      }
      throw new TypeError('redirected too often')
    })
  }

  #ports(): Ports {
    const { world } = this
    let ids = 0
    return {
      local: this.#storage('local', () => world.local),
      session: this.#storage('session', () => world.session),
      clock: {
        now: () => world.now,
        after: (ms, run) => {
          const timer = setTimeout(() => this.alive && run(), Math.min(ms, 50))
          this.#timers.add(timer)
          return () => clearTimeout(timer)
        },
        setAlarm: (name, at) => {
          if (!this.alive) return
          if (at === null) world.alarms.delete(name)
          else world.alarms.set(name, at)
        },
      },
      windows: {
        open: (nearTabId) =>
          this.#operate('window.open', async () => {
            if (world.windowsFail) throw new Error('No window can be opened.')
            await world.windowOpening
            const id = ++world.windowsOpened
            world.openedNear.push(nearTabId)
            world.windows.add(id)
            return id
          }),
        isOpen: (id) => this.#operate('window.isOpen', async () => world.windows.has(id)),
        focus: (id) =>
          this.#operate('window.focus', async () => {
            world.focused += 1
            return world.windows.has(id)
          }),
        close: (id) =>
          this.#operate('window.close', async () => {
            world.windows.delete(id)
          }),
        openTab: (hash) =>
          this.#operate('window.openTab', async () => {
            world.tabs.push(hash)
          }),
      },
      tabs: {
        send: (target: PageTarget, event) =>
          this.#operate(`tabs.send ${event.event}`, async () => {
            const document = world.documents.get(target.documentId)
            if (document === undefined) throw new Error('Receiving end does not exist.')
            if (event.event !== 'ping') document.hear(event)
          }),
      },
      action: {
        show: (state) => {
          if (this.alive) world.icon = state
        },
      },
      notifications: {
        allowed: async () => world.mayNotify,
        shown: () => this.#operate('notifications.shown', async () => [...world.notifications.keys()]),
        show: (id, notification) =>
          this.#operate('notifications.show', async () => {
            world.notifications.set(id, notification)
            world.notified.push({ id, ...notification })
          }),
        clear: async (id) => {
          if (this.alive) world.notifications.delete(id)
        },
      },
      pageScript: {
        use: async (file) => {
          if (this.alive && world.mayRunScripts) world.pageScript = file
        },
        release: async () => {
          if (this.alive) world.mayRunScripts = false
        },
      },
      post: this.#post,
      bundled: async (file) =>
        world.files.get(file) ?? readFile(new URL(`../../public/${file}`, import.meta.url), 'utf8'),
      fetch: this.#fetch,
      socket: (url, on) => {
        const socket = new WebSocket(url)
        world.sockets.add(socket)
        this.#sockets.add(socket)
        socket.onopen = () => this.alive && on.open()
        socket.onmessage = ({ data }) => this.alive && on.message(String(data))
        socket.onclose = () => {
          world.sockets.delete(socket)
          if (this.alive) on.close()
        }
        socket.onerror = () => undefined
        return { send: (text) => socket.send(text), close: () => socket.close() }
      },
      randomId: () => `${(++ids).toString(16).padStart(4, '0')}${crypto.randomUUID().replaceAll('-', '')}`,
    }
  }
}

type Settled = { ok: true; value: unknown } | { ok: false; error: ErrorShape }

/** A page and its content script: sends again what is unanswered when the worker went away. */
export class Document {
  events: PageEvent[] = []
  /** How often each request was answered. */
  answers = new Map<string, number>()
  #connection: PageConnection | undefined
  #waiting = new Map<
    string,
    { request: { id: string; method: string; params?: unknown }; done(settled: Settled): void }
  >()
  #next = 0
  #heard = 0
  #worker: Worker | undefined

  constructor(
    readonly world: World,
    readonly page: PagePrincipal,
  ) {}

  #connect(): PageConnection {
    const { worker } = this.world
    if (this.#connection !== undefined && this.#worker === worker) return this.#connection
    this.#worker = worker
    const connection = worker.background.connectPage(
      { post: (reply) => worker.alive && this.#receive(JSON.parse(JSON.stringify(reply))) },
      this.page,
    )
    this.#connection = connection
    return connection
  }

  #receive(reply: PageReply): void {
    const waiting = this.#waiting.get(reply.id)
    if (reply.stored) this.#connect().receive({ ack: reply.id })
    if (waiting === undefined) return
    this.answers.set(reply.id, (this.answers.get(reply.id) ?? 0) + 1)
    this.#waiting.delete(reply.id)
    waiting.done('error' in reply ? { ok: false, error: reply.error } : { ok: true, value: reply.result })
  }

  /** As the content script does: an event whose number is not above the last one was heard before. */
  hear({ seq, ...event }: PageEvent & Numbered): void {
    if (seq !== undefined && seq <= this.#heard) return
    this.#heard = seq ?? this.#heard
    this.events.push(event)
  }

  reconnect(): void {
    if (this.#waiting.size === 0) return
    const connection = this.#connect()
    for (const { request } of this.#waiting.values()) connection.receive(request)
  }

  ask(method: string, params?: unknown): Promise<Settled> {
    const id = `p:${++this.#next}`
    return new Promise((done) => {
      const request = { id, method, ...(params === undefined ? {} : { params }) }
      this.#waiting.set(id, { request, done })
      this.#connect().receive(request)
    })
  }

  /** The result, or a throw of the error. */
  async request(method: string, params?: unknown): Promise<unknown> {
    const settled = await this.ask(method, params)
    if (settled.ok) return settled.value
    throw Object.assign(new Error(settled.error.message), settled.error)
  }

  /** Sends a raw message, as a compromised renderer could. */
  raw(message: unknown): void {
    this.#connect().receive(message)
  }

  /** The content script closes its port when nothing is outstanding; the page stays. */
  quiet(): void {
    this.#connection?.closed()
    this.#connection = undefined
  }

  leave(): void {
    this.world.documents.delete(this.page.documentId)
    this.#connection?.closed()
  }
}

/** A page of ours. */
export class Ui {
  state: WalletState | undefined
  #connection: UiConnection | undefined
  #worker: Worker | undefined
  #calls = new Map<number, (answer: UiAnswer) => void>()
  #next = 0

  constructor(readonly world: World) {
    this.connect()
  }

  connect(): UiConnection {
    const { worker } = this.world
    if (this.#connection !== undefined && this.#worker === worker) return this.#connection
    this.#worker = worker
    this.#connection = worker.background.connectUi({
      post: (answer) => {
        if (!worker.alive) return
        const copy: UiAnswer = JSON.parse(JSON.stringify(answer))
        if ('snapshot' in copy) this.state = copy.snapshot
        else if ('patch' in copy) this.state = this.state && { ...this.state, ...copy.patch }
        else this.#calls.get(copy.id)?.(copy)
      },
    })
    return this.#connection
  }

  call<N extends keyof UiApi>(name: N, params: UiApi[N][0]): Promise<UiApi[N][1]> {
    const id = ++this.#next
    return new Promise((resolve, reject) => {
      this.#calls.set(id, (answer) => {
        if ('error' in answer) reject(Object.assign(new Error(answer.error.message), answer.error))
        else if ('result' in answer) resolve(answer.result as UiApi[N][1])
      })
      this.connect().receive({ id, call: name, params })
    })
  }

  /** Waits until the state is as wanted. */
  async until<T>(pick: (state: WalletState) => T | undefined | false | null): Promise<T> {
    for (const end = Date.now() + 30_000; Date.now() < end; ) {
      this.connect()
      const found = this.state && pick(this.state)
      if (found) return found
      await new Promise((done) => setTimeout(done, 5))
    }
    const { accounts: _a, networks: _n, keyrings: _k, ...rest } = this.state ?? {}
    throw new Error(`The state never came: ${JSON.stringify(rest).slice(0, 4000)}`)
  }

  approval(kind?: ApprovalView['kind']): Promise<ApprovalView> {
    return this.until((state) =>
      state.approvals.find((one) => !one.preparing && (kind === undefined || one.kind === kind)),
    )
  }

  async approve(kind?: ApprovalView['kind'], edits: UiApi['approvals.approve'][0]['edits'] = {}) {
    const { id, digest } = await this.approval(kind)
    return this.call('approvals.approve', { id, digest, edits })
  }

  async reject(kind?: ApprovalView['kind']): Promise<void> {
    await this.call('approvals.reject', { id: (await this.approval(kind)).id })
  }
}

export const PASSWORD = 'a long enough pass phrase'
export const PHRASE = 'test test test test test test test test test test test junk'
export const ACCOUNTS = [
  '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
] as const

/** A restored wallet whose chain 1 is `url`. The slow work of the KDF is done once and its storages copied. */
export async function restoredWorld(url: string): Promise<World> {
  const made = await restored(url)
  const world = new World({ local: memoryStorage(JSON.parse(made.local)) })
  world.session = memoryStorage(JSON.parse(made.session))
  world.restart()
  await world.worker.background.ready
  return world
}

const cache = new Map<string, Promise<{ local: string; session: string }>>()
function restored(url: string) {
  const known = cache.get(url)
  if (known !== undefined) return known
  const made = (async () => {
    const world = new World()
    const ui = world.ui()
    await ui.call('networks.setEndpoints', { chainId: 1, endpoints: [url] })
    await ui.call('vault.restore', { phrase: PHRASE, passphrase: '', password: PASSWORD })
    await ui.until((state) => !state.discovering)
    const copy = {
      local: JSON.stringify(await world.local.get(null)),
      session: JSON.stringify(await world.session.get(null)),
    }
    world.worker.kill()
    return copy
  })()
  cache.set(url, made)
  return made
}
