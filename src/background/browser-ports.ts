/** The browser's side of the ports. */
import { browser } from '../shared/browser.ts'
import { bytesToHex } from '../shared/hex.ts'
import { browserStorage } from '../storage/storage.ts'
import { placeIn } from './approvals/place.ts'
import { browserNotifications } from './browser-notifications.ts'
import { browserPageScript } from './browser-page-script.ts'
import { browserFetch, readCapped } from './http-fetch.ts'
import type { HttpPost, OpenSocket, Ports } from './ports.ts'

export { listenToClicks } from './browser-notifications.ts'

const WINDOW = { width: 376, height: 640 }
const MOST_BYTES = 2_000_000
/** A page that is busy hears what it is told when it is free again; nobody waits longer for it. */
const BUSY_MS = 500

export function browserPorts(): Ports {
  return {
    local: browserStorage(browser.storage.local),
    session: browserStorage(browser.storage.session),
    clock: {
      now: () => Date.now(),
      after(ms, run) {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
      setAlarm(name, at) {
        if (at === null) void browser.alarms.clear(name)
        else browser.alarms.create(name, { when: at })
      },
    },
    windows: {
      async open(tabId) {
        const url = browser.runtime.getURL('popup.html?view=approval')
        const create = async (place: object) =>
          (await browser.windows.create({ url, type: 'popup', ...WINDOW, ...place })).id ?? -1
        const place = await cornerOf(tabId)
        // A window that is half off the screen has no such corner: the browser refuses, and may choose itself.
        return create(place).catch(() => create({}))
      },
      async isOpen(id) {
        return browser.windows.get(id).then(
          () => true,
          () => false,
        )
      },
      async focus(id) {
        try {
          await browser.windows.update(id, { focused: true })
          return true
        } catch {
          return false
        }
      },
      async close(id) {
        // Gone already is closed too.
        await browser.windows.remove(id).catch(() => undefined)
      },
      async openTab(hash) {
        await browser.tabs.create({ url: browser.runtime.getURL(`popup.html?view=tab#${hash}`) })
      },
    },
    tabs: {
      async send({ tabId, frameId, documentId }, event) {
        // Firefox made this id up from tab and frame, because it has none (principal.ts).
        const exact = documentId !== `${tabId}.${frameId}`
        const sent = browser.tabs.sendMessage(tabId, event, exact ? { documentId } : { frameId })
        await Promise.race([sent, new Promise((done) => setTimeout(done, BUSY_MS))])
      },
    },
    action: {
      show({ locked, waiting }) {
        const name = locked ? 'icon-locked' : 'icon'
        void browser.action.setIcon({ path: { 16: `icons/${name}-16.png`, 32: `icons/${name}-32.png` } })
        void browser.action.setBadgeText({ text: waiting === 0 ? '' : String(waiting) })
      },
    },
    pageScript: browserPageScript,
    notifications: browserNotifications,
    post,
    fetch: browserFetch,
    socket,
    bundled: async (file) => (await fetch(browser.runtime.getURL(file))).text(),
    randomId: () => bytesToHex(crypto.getRandomValues(new Uint8Array(16))).slice(2),
  }
}

/** Where the window stands so that its top right corner is within that of the tab's window. */
async function cornerOf(tabId: number | null): Promise<{ left?: number; top?: number }> {
  try {
    if (tabId === null) return {}
    const { windowId } = await browser.tabs.get(tabId)
    return windowId === undefined ? {} : placeIn(await browser.windows.get(windowId), WINDOW)
  } catch {
    return {} // The tab went away meanwhile.
  }
}

const post: HttpPost = async (url, body, signal) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal,
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  })
  const retryAfter = response.headers.get('retry-after')
  return {
    status: response.status,
    text: new TextDecoder().decode(await readCapped(response, MOST_BYTES)),
    retryAfter,
  }
}

const socket: OpenSocket = (url, on) => {
  const opened = new WebSocket(url)
  opened.onopen = on.open
  opened.onclose = on.close
  opened.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'string') on.message(data)
  }
  return { send: (text) => opened.send(text), close: () => opened.close() }
}
