/** Worker entry. Every listener is registered synchronously, as the browser asks of what wakes a worker. */
import { browser } from '../shared/browser.ts'
import { browserPorts, listenToClicks } from './browser-ports.ts'
import { createBackground } from './create-background.ts'
import { principalOf } from './principal.ts'

// Content scripts must not read even the encrypted vault. Firefox has no such call.
const { local } = chrome.storage
if ('setAccessLevel' in local) void local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' })

const background = createBackground(browserPorts())
const ours = { id: browser.runtime.id, baseUrl: browser.runtime.getURL('') }

chrome.runtime.onConnect.addListener((port) => {
  const principal = principalOf(port.sender ?? {}, ours, port.name)
  if (principal.kind === 'nobody') {
    refuse(port)
    return
  }
  const post = (message: unknown) => {
    try {
      port.postMessage(message)
    } catch {
      // Closed meanwhile: its onDisconnect tells the rest.
    }
  }
  const connection =
    principal.kind === 'ui' ? background.connectUi({ post }) : background.connectPage({ post }, principal)
  port.onMessage.addListener((message: unknown) => connection.receive(message))
  port.onDisconnect.addListener(() => connection.closed())
})

/** A clear no for documents without an origin of their own (sandboxed, data:, file:). */
function refuse(port: chrome.runtime.Port): void {
  const error = { code: 4100, message: 'Candor does not work in documents without an origin of their own.' }
  port.onMessage.addListener((message: unknown) => {
    if (typeof message === 'object' && message !== null && 'id' in message)
      port.postMessage({ id: message.id, error })
  })
}

browser.alarms.onAlarm.addListener(({ name }) => {
  if (name === 'lock' || name === 'watch' || name === 'follow') void background.alarm(name)
})
listenToClicks((id) => void background.notificationClicked(id))
browser.permissions.onAdded.addListener(() => void background.permissionAdded())
browser.windows.onRemoved.addListener((id) => void background.windowClosed(id))
browser.idle.onStateChanged.addListener((state) => {
  if (state === 'locked') void background.screenLocked()
})
browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === 'install') void welcome()
})

/** A person who just installed it is shown the way; a developer or a test that loaded it unpacked is left alone. */
async function welcome(): Promise<void> {
  const { installType } = await browser.management.getSelf()
  if (installType === 'development') return
  await browser.tabs.create({ url: browser.runtime.getURL('popup.html?view=tab') })
}
