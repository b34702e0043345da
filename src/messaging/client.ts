/**
 * The side of our own pages: calls over a runtime port that may die at any moment, because the worker may.
 * Guarantees that every call settles once; never repeats a call that could do its work twice.
 */
import { DisconnectedError, type ErrorShape } from '../shared/errors.ts'
import type { UiAnswer, UiApi, UiMessage, UiPush } from './protocol.ts'

/** A runtime port as a record of functions, so that tests and previews can stand in for the browser. */
export interface PortLike {
  post(message: UiMessage): void
  onMessage(listener: (message: unknown) => void): void
  onDisconnect(listener: () => void): void
  close(): void
}

export interface ClientPorts {
  /** Opens a port to the background; throws when there is none to open. */
  connect(): PortLike
  /** `setTimeout` by default. */
  later?: (run: () => void, milliseconds: number) => void
}

export interface Client {
  /** @throws CallError as the background said, DisconnectedError when the call was lost and may not be repeated. */
  call<N extends keyof UiApi>(name: N, params: UiApi[N][0]): Promise<UiApi[N][1]>
  /** Hears every snapshot and patch. Returns how to stop. */
  subscribe(listener: (push: UiPush) => void): () => void
  /** Tells that a person is here. */
  gesture(): void
  close(): void
}

/** What the background answered when it did not do what it was asked. `message` is written for a person. */
export class CallError extends Error {
  readonly code: number
  readonly data: unknown

  constructor(shape: ErrorShape) {
    super(shape.message)
    this.name = shape.name ?? 'CallError'
    this.code = shape.code
    this.data = shape.data
  }
}

export const INTERRUPTED = 'The wallet was interrupted. Nothing was lost. Try again.'

/** Calls that may be sent again without harm: they read, or they set what is already set. */
export const REPEATABLE: { readonly [N in keyof UiApi]: boolean } = {
  'vault.create': false,
  'vault.checkPhrase': true,
  'vault.restore': false,
  'vault.unlock': true,
  'vault.lock': true,
  'vault.changePassword': false,
  'vault.reveal': true,
  'vault.checkBackup': true,
  'vault.erase': false,
  'accounts.add': false,
  'accounts.rename': true,
  'accounts.hide': true,
  'accounts.select': true,
  'accounts.color': true,
  'accounts.move': true,
  'accounts.watch': false,
  'accounts.importKey': false,
  'accounts.importKeystore': false,
  'accounts.checkKeystore': true,
  'accounts.reveal': true,
  'accounts.keystore': true,
  'accounts.remove': false,
  'accounts.discover': true,
  'clearSigning.addFile': false,
  'clearSigning.removeFile': true,
  'clearSigning.refresh': true,
  'guard.allowSite': true,
  'guard.forbidSite': true,
  'guard.blockSite': true,
  'guard.blockAddress': true,
  'guard.unblockAddress': true,
  'keyrings.create': false,
  'keyrings.restore': false,
  'keyrings.rename': true,
  'keyrings.remove': false,
  'backup.make': true,
  'backup.restore': false,
  'networks.select': true,
  'networks.setEndpoints': false,
  'networks.add': false,
  'networks.setEnabled': true,
  'networks.showTestnets': true,
  'networks.edit': true,
  'networks.check': true,
  'networks.findLocal': true,
  'networks.remove': false,
  'assets.refresh': true,
  'assets.choose': true,
  'assets.holders': true,
  'display.set': true,
  'assets.lookAtToken': true,
  'assets.addToken': false,
  'assets.removeToken': true,
  'nfts.refresh': true,
  'nfts.add': true,
  'nfts.remove': true,
  'nfts.choose': true,
  'nfts.describe': true,
  'nfts.picture': true,
  'nfts.keepPicture': true,
  'nfts.gateway': true,
  'nfts.send': false,
  'send.prepare': false,
  'send.max': true,
  // Gone with the worker that asked: whoever asks again begins anew.
  'swap.ask': true,
  'swap.quotes': true,
  'swap.stop': true,
  'swap.start': false,
  'swap.cancel': false,
  'swap.max': true,
  // An approval is answered once, by its id and digest: the background refuses a second answer.
  'approvals.approve': true,
  'approvals.refresh': true,
  'approvals.reject': true,
  'approvals.rejectAll': true,
  'approvals.focus': true,
  'sites.disconnect': true,
  'sites.setAccounts': true,
  'sites.block': true,
  'sites.unblock': true,
  'sites.allowFrame': true,
  'sites.revokeFrame': true,
  'sites.inFront': true,
  'sites.setNetwork': true,
  'activity.list': true,
  'activity.raw': true,
  'activity.scan': true,
  'activity.older': true,
  'allowances.list': true,
  'allowances.revoke': false,
  'allowances.setAmount': false,
  'activity.forgetSigned': true,
  'smart.status': true,
  'smart.revoke': false,
  // The same question again is the one that is open.
  'transactions.publish': true,
  'transactions.replace': true,
  'contacts.save': false,
  'contacts.remove': true,
  'names.resolve': true,
  'names.look': true,
  'names.avatar': true,
  'names.keepAvatar': true,
  'names.setGateway': true,
  'recipients.check': true,
  'prices.history': true,
  'portfolio.history': true,
  'services.allow': true,
  'services.addKey': false,
  'services.renameKey': true,
  'services.removeKey': true,
  'services.retryKey': true,
  'settings.set': true,
}

const FIRST_WAIT = 50
const LONGEST_WAIT = 2_000

/** A call on its way. `resolve` is a method so that the typed resolver of each call fits here. */
interface Outstanding {
  message: UiMessage
  repeatable: boolean
  sent: boolean
  resolve(result: unknown): void
  reject(error: Error): void
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Our own background is trusted; this only tells its messages from noise. */
const isAnswer = (value: unknown): value is UiAnswer =>
  isRecord(value) && (typeof value.id === 'number' || isRecord(value.snapshot) || isRecord(value.patch))

export function createClient(ports: ClientPorts): Client {
  const later = ports.later ?? ((run, milliseconds) => void setTimeout(run, milliseconds))
  const outstanding = new Map<number, Outstanding>()
  const listeners = new Set<(push: UiPush) => void>()
  let port: PortLike | null = null
  let closed = false
  let wait = FIRST_WAIT
  let nextId = 1

  function hear(message: unknown): void {
    if (!isAnswer(message)) return
    wait = FIRST_WAIT
    if (!('id' in message)) {
      for (const listener of listeners) listener(message)
      return
    }
    const call = outstanding.get(message.id)
    if (!call) return
    outstanding.delete(message.id)
    if ('error' in message) call.reject(new CallError(message.error))
    else call.resolve(message.result)
  }

  function send(call: Outstanding): void {
    if (!port) return
    try {
      port.post(call.message)
      call.sent = true
    } catch {
      // The port is closing; its disconnect event brings a new one.
    }
  }

  function lost(): void {
    port = null
    for (const [id, call] of outstanding) {
      if (!call.sent || call.repeatable) continue
      outstanding.delete(id)
      call.reject(new DisconnectedError(INTERRUPTED))
    }
    if (closed) return
    later(open, wait)
    wait = Math.min(wait * 2, LONGEST_WAIT)
  }

  function open(): void {
    if (closed || port) return
    let opened: PortLike
    try {
      opened = ports.connect()
    } catch {
      lost()
      return
    }
    port = opened
    opened.onMessage((message) => {
      if (port === opened) hear(message)
    })
    opened.onDisconnect(() => {
      if (port === opened) lost()
    })
    for (const call of outstanding.values()) send(call)
  }

  open()

  return {
    call(name, params) {
      const id = nextId++
      return new Promise((resolve, reject) => {
        if (closed) {
          reject(new DisconnectedError(INTERRUPTED))
          return
        }
        const message: UiMessage = { id, call: name, params }
        const call: Outstanding = { message, repeatable: REPEATABLE[name], sent: false, resolve, reject }
        outstanding.set(id, call)
        send(call)
      })
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    gesture() {
      try {
        port?.post({ gesture: true })
      } catch {
        // Nothing to put off: the port is closing.
      }
    },
    close() {
      closed = true
      port?.close()
      port = null
      for (const call of outstanding.values()) call.reject(new DisconnectedError(INTERRUPTED))
      outstanding.clear()
    },
  }
}
