/**
 * What crosses between a page, its content script and the background. The content script knows no method:
 * it rebuilds `{id, method, params}` field by field and relays. Types, and the few constants both sides need.
 */
import type { ErrorShape } from '../shared/errors.ts'
import type { Address, Hex } from '../shared/hex.ts'

/** `data` of the one window message that hands the page's MessagePort over, at document_start. */
export const HANDOVER = 'candor:port'
/** Name of the runtime port that carries a page's requests. It proves nothing: the sender does. */
export const PAGE_PORT = 'page'
/**
 * The same from a document inside a page of another origin: it can only take rights away. `frame https://top.example`
 * says inside of which, where all pages around are of that origin or of its own: it picks the pair to ask about.
 */
export const FRAME_PORT = 'frame'
/** Name of the runtime port of our own pages. */
export const UI_PORT = 'ui'

/** Characters of method and params as JSON. */
export const MAX_LENGTH = 1_000_000
export const TOO_LARGE: ErrorShape = {
  code: -32602,
  message: 'Invalid parameters: the request is larger than 1 MB.',
}

/** page -> content script, over the MessagePort. `id` counts up in one document. */
export type PageAsk = readonly [id: number, method: string, params: unknown]

/** content script -> background, over the runtime port. `id` is unique in its document. */
export type PageRequest = { id: string; method: string; params?: unknown }
/** The content script has the stored answer `ack`: the background may forget it. */
export type PageAck = { ack: string }
export type PageMessage = PageRequest | PageAck

/** background -> content script. `stored` asks for an acknowledgement. */
export type PageReply =
  | { id: string; result: unknown; stored?: true }
  | { id: string; error: ErrorShape; stored?: true }

/** content script -> page, over the MessagePort. */
export type PageAnswer = readonly [id: number, ok: boolean, value: unknown]

/** background -> content script (tabs.sendMessage) -> page: EIP-1193 events, and state for our own script. */
export type PageEvents = {
  connect: { chainId: Hex }
  disconnect: ErrorShape
  accountsChanged: Address[]
  chainChanged: Hex
  message: { type: 'eth_subscription'; data: { subscription: string; result: unknown } }
}
export type PageEvent = { [E in keyof PageEvents]: { event: E; data: PageEvents[E] } }[keyof PageEvents]

/** Events that must not come twice carry a number that only rises; what is not above the last one is dropped. */
export type Numbered = { seq?: number }

/** Answer of `candor_state`, the method that our page script sends first; refused to nobody, secret of nobody. */
export type ProviderState = { chainId: Hex; accounts: Address[]; isUnlocked: boolean }
