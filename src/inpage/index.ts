/** Page, MAIN world, document_start, before any script of the page: the provider, and one half of its channel. */
import { HANDOVER } from '../messaging/channel.ts'
import { announce } from './announce.ts'
import { createWire } from './natives.ts'
import { createProvider } from './provider.ts'

const { port1, port2 } = new MessageChannel()
// A task of this document, so that it matters not which of our two scripts came first. '/' is the document's own
// origin, opaque ones included.
window.postMessage(HANDOVER, '/', [port2])

const provider = createProvider(createWire(port1), (refresh) => {
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) refresh()
  })
})

try {
  // Another wallet that came first keeps its place; EIP-6963 shows both. Writable and configurable, for one that comes later.
  if (!('ethereum' in window)) {
    const descriptor = { value: provider, writable: true, enumerable: true, configurable: true }
    Object.defineProperty(window, 'ethereum', descriptor)
  }
} catch {
  // Locked by another wallet: the page still finds us by EIP-6963.
}
announce(provider, window)
window.dispatchEvent(new Event('ethereum#initialized'))
