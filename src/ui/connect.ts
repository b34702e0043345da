import { UI_PORT } from '../messaging/channel.ts'
import { createClient, type PortLike } from '../messaging/client.ts'
import { PICTURE_KEY, PICTURE_UNTIL_KEY, type WalletState } from '../messaging/protocol.ts'
import { browser } from '../shared/browser.ts'

function connect(): PortLike {
  const port = browser.runtime.connect({ name: UI_PORT })
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.onMessage.addListener((message: unknown) => listener(message)),
    onDisconnect: (listener) => port.onDisconnect.addListener(() => listener()),
    close: () => port.disconnect(),
  }
}

/** The client over a port of the browser. */
export const browserClient = () => createClient({ connect })

/** The last picture that the background stored, so that there is something to paint before it answers. */
export async function lastPicture(): Promise<WalletState | null> {
  try {
    // Asked for by public/theme.js already, which runs before this file is even read.
    const early: unknown = await Reflect.get(globalThis, 'storedPicture')
    const stored = isRecord(early)
      ? early
      : await browser.storage.session.get([PICTURE_KEY, PICTURE_UNTIL_KEY])
    // The machine slept past the time: the picture is of an open wallet, and the lock has not been told yet.
    const until = stored[PICTURE_UNTIL_KEY]
    if (typeof until === 'number' && Date.now() >= until) return null
    const picture = stored[PICTURE_KEY]
    return isPicture(picture) ? picture : null
  } catch {
    return null
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Only our background writes this key; an older version of it may have. */
const isPicture = (value: unknown): value is WalletState =>
  typeof value === 'object' &&
  value !== null &&
  ['status', 'networks', 'settings', 'selected', 'approvals'].every((key) => key in value)
