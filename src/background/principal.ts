/**
 * Who is at the other end of a port: decided by what the browser says of the sender, never by what the message or
 * the port's name says, which can only take rights away. Anything that is not clearly ours or clearly a page is nobody.
 */

import { FRAME_PORT, PAGE_PORT } from '../messaging/channel.ts'
import { isWebOrigin } from '../shared/origin.ts'

/** The part of the browser's MessageSender that we trust. */
export type Sender = {
  id?: string | undefined
  url?: string | undefined
  origin?: string | undefined
  frameId?: number | undefined
  documentId?: string | undefined
  documentLifecycle?: string | undefined
  tab?: { id?: number | undefined; url?: string | undefined } | undefined
}

export type PagePrincipal = {
  kind: 'page'
  origin: string
  tabId: number
  frameId: number
  documentId: string
  /** Inside a page of another origin. */
  framed: boolean
  /** The origin of the page around it, when it is the only other one there; claimed, and used to pick a pair only. */
  top: string | null
}
export type Principal = { kind: 'ui' } | PagePrincipal | { kind: 'nobody'; why: string }

const nobody = (why: string): Principal => ({ kind: 'nobody', why })

/** @param ours id and base URL of this extension (runtime.id, runtime.getURL('')). */
export function principalOf(
  sender: Sender,
  ours: { id: string; baseUrl: string },
  portName: string = PAGE_PORT,
): Principal {
  if (sender.id !== ours.id) return nobody('another extension')
  const base = new URL(ours.baseUrl)
  if (sender.url?.startsWith(ours.baseUrl) === true) {
    const origin = `${base.protocol}//${base.host}`
    // A page of ours in a frame of a site would show the site's origin here.
    return sender.origin === undefined || sender.origin === origin ? { kind: 'ui' } : nobody('not our origin')
  }
  const { tab, frameId, documentId, url } = sender
  // It asks when it is shown; a page that nobody sees yet puts no question.
  if (sender.documentLifecycle === 'prerender') return nobody('a prerendered document')
  if (tab?.id === undefined || frameId === undefined || url === undefined) return nobody('no document')
  const origin = sender.origin ?? originOf(url)
  if (!isWebOrigin(origin)) return nobody('an opaque or unsupported origin')
  // about:, blob: and data: documents inherit an origin, and are refused like sandboxed ones.
  if (originOf(url) !== origin) return nobody('an inherited origin')
  return {
    kind: 'page',
    origin,
    tabId: tab.id,
    frameId,
    documentId: documentId ?? `${tab.id}.${frameId}`,
    framed: portName !== PAGE_PORT,
    top: topOf(portName, origin, tab.url),
  }
}

/** @param tabUrl of the page around, where the browser tells it. */
function topOf(portName: string, origin: string, tabUrl: string | undefined): string | null {
  const [name, claimed = '', ...rest] = portName.split(' ')
  if (name !== FRAME_PORT || rest.length > 0) return null
  if (!isWebOrigin(claimed) || claimed === origin) return null
  return tabUrl === undefined || originOf(tabUrl) === claimed ? claimed : null
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : 'null')
