/** The browser's side of SystemNotifications. `chrome.notifications` is there only while the person allows it. */
import { browser } from '../shared/browser.ts'
import type { SystemNotifications } from './ports.ts'

export const browserNotifications: SystemNotifications = {
  allowed: async () => chrome.notifications !== undefined,
  async shown() {
    return Object.keys(await browser.notifications.getAll())
  },
  async show(id, { title, text }) {
    const iconUrl = browser.runtime.getURL('icons/icon-128.png')
    await browser.notifications.create(id, { type: 'basic', iconUrl, title, message: text })
  },
  async clear(id) {
    await browser.notifications.clear(id)
  },
}

/** To be called when the worker starts, which a click may have done. Goes on when the browser allows more. */
export function listenToClicks(clicked: (id: string) => void): void {
  let isListening = false
  const listen = () => {
    if (isListening || chrome.notifications === undefined) return
    isListening = true
    chrome.notifications.onClicked.addListener(clicked)
  }
  listen()
  browser.permissions.onAdded.addListener(listen)
}
