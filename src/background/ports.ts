/**
 * Everything that the background needs from the world, as records of functions. The browser's are in
 * browser-ports.ts; tests build the same background over memory twins.
 */
import type { Numbered, PageEvent } from '../messaging/channel.ts'
import type { Storage } from '../storage/storage.ts'

export type Clock = {
  now(): number
  /** Runs once after `ms`, unless the worker stops first. Returns the cancel. */
  after(ms: number, run: () => void): () => void
  /** Wakes a stopped worker. `at` in ms since 1970; null clears. */
  setAlarm(name: AlarmName, at: number | null): void
}
export type AlarmName = 'lock' | 'watch' | 'follow'

export type Windows = {
  /** Opens the approval window, near the top right corner of the tab's window; its id. */
  open(nearTabId: number | null): Promise<number>
  isOpen(id: number): Promise<boolean>
  focus(id: number): Promise<boolean>
  close(id: number): Promise<void>
  /** Opens the wallet in a tab, at a place of it. */
  openTab(hash: string): Promise<void>
}

export type Tabs = {
  /** Rejects when no such document is there any more. */
  send(target: PageTarget, event: (PageEvent & Numbered) | { event: 'ping' }): Promise<void>
}
export type PageTarget = { tabId: number; frameId: number; documentId: string }

export type Action = {
  show(state: { locked: boolean; waiting: number }): void
}

export type PageScript = {
  /**
   * Has this file of the extension run first in every page from now on, in the page's world, or none. Does nothing
   * without the browser's permission.
   */
  use(file: string | null): Promise<void>
  /** Gives the permission back. */
  release(): Promise<void>
}

export type SystemNotifications = {
  /** Whether the browser lets us show any. */
  allowed(): Promise<boolean>
  /** The ids of those that stand. */
  shown(): Promise<string[]>
  /** Takes the place of one with the same id. */
  show(id: string, notification: { title: string; text: string }): Promise<void>
  clear(id: string): Promise<void>
}

export type HttpPost = (
  url: string,
  body: string,
  signal: AbortSignal,
) => Promise<{ status: number; text: string; retryAfter?: string | null }>

export type HttpRequest = {
  method: 'GET' | 'POST' | 'DELETE'
  url: string
  headers: Readonly<Record<string, string>>
  /** Of a POST or a DELETE. */
  body: string | null
  signal: AbortSignal
  /** Bytes of the answer; one that is longer is AnswerTooLargeError. */
  most: number
  /** `follow` only at hosts that the person chose: the address that answers in the end must be public and encrypted too. */
  redirect: 'error' | 'follow'
}
export type HttpAnswer = {
  status: number
  bytes: Uint8Array
  /** The content type, as it was sent. */
  type: string | null
  retryAfter: string | null
  /** Where the answer came from in the end. */
  url: string
}
/**
 * Asks a service outside of the networks: without cookies, without a referrer, without the cache. Only
 * providers/ask.ts and names/gateways.ts may call it, after the person's consent.
 */
export type HttpFetch = (request: HttpRequest) => Promise<HttpAnswer>

export type Socket = { send(text: string): void; close(): void }
/** `close` also when it never opened. */
export type OpenSocket = (
  url: string,
  on: { open(): void; message(text: string): void; close(): void },
) => Socket

export type Ports = {
  local: Storage
  session: Storage
  clock: Clock
  windows: Windows
  tabs: Tabs
  action: Action
  pageScript: PageScript
  notifications: SystemNotifications
  post: HttpPost
  fetch: HttpFetch
  socket: OpenSocket
  /** The text of a file of the extension itself. */
  bundled(
    file: 'descriptors.json' | 'signatures.txt' | 'venues.json' | 'phishing.txt' | 'scam-addresses.txt',
  ): Promise<string>
  /** A random id that nobody can guess. */
  randomId(): string
}
