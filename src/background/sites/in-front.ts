/**
 * Which site a tab shows, as far as we know: from the documents that have used the provider, newest first, of which
 * one that answers is still there. No permission to read tabs is needed, and a page that never asked stays unknown.
 */
import type { FrontSite } from '../../messaging/protocol.ts'
import { isThere } from '../approvals/is-there.ts'
import type { Services } from '../services.ts'
import type { PageDocument } from '../state/schema.ts'

const MOST_ASKED = 20

export async function siteInFront(services: Services, tabId: number): Promise<FrontSite | null> {
  const { state, ports, frames } = services
  const known = Object.values(state.documents.get()).filter((document) => document.tabId === tabId)
  const newest = known.reverse().slice(0, MOST_ASKED)
  const answers = await Promise.all(newest.map((document) => isThere(ports, document)))
  const there = newest.filter((_document, i) => answers[i])
  const inside = there.filter((document) => hasTop(document) && document.refused === true).filter(hasTop)
  const origin = there.find((document) => !hasTop(document))?.origin ?? inside[0]?.top
  if (origin === undefined) return null
  const ofSite = new Set(inside.filter((document) => document.top === origin).map((one) => one.origin))
  return {
    origin,
    frames: [...ofSite].map((frame) => ({ origin: frame, allowed: frames.isAllowed(frame, origin) })),
  }
}

const hasTop = (document: PageDocument): document is PageDocument & { top: string } =>
  typeof document.top === 'string'
