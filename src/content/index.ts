/** Page, isolated world, document_start: takes the page script's port, unseen by the page, and relays. */
import { HANDOVER } from '../messaging/channel.ts'
import { createRelay } from './relay.ts'

/** Registered before any script of the page, in the capture phase: it hears first, and nobody hears after it. */
function takePort(event: MessageEvent): void {
  const [port] = event.ports
  if (!port || !event.isTrusted || event.source !== window || event.data !== HANDOVER) return
  event.stopImmediatePropagation()
  window.removeEventListener('message', takePort, true)
  // `chrome` in Firefox too: a page cannot hide it behind an element of that id, as it can a missing `browser`.
  createRelay(port, () => chrome.runtime, document, window)
}

window.addEventListener('message', takePort, true)
