/** Reads what arrives on a page's port. The content script may be the page's (a compromised renderer). */
import type { PageMessage } from './channel.ts'

const ID = /^[\w:-]{1,100}$/

export function isPageMessage(message: unknown): message is PageMessage {
  if (typeof message !== 'object' || message === null) return false
  if ('ack' in message) return typeof message.ack === 'string' && ID.test(message.ack)
  return (
    'id' in message &&
    typeof message.id === 'string' &&
    ID.test(message.id) &&
    'method' in message &&
    typeof message.method === 'string'
  )
}
