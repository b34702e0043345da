/**
 * Pages inside pages of another origin. Nobody can see which of the two is in front of a click, so such a page sees no
 * account and asks nobody, until the person allows that pair of origins. What is allowed is the pair, not the origin:
 * the frame then is a page of its own origin, with a connection and approvals of its own.
 */
import type { State } from '../state/state.ts'

const MOST_PAIRS = 200

type Framed = { origin: string; framed: boolean; top: string | null; documentId: string }

export type Frames = {
  isAllowed(frame: string, top: string): boolean
  /** The request as the pipeline treats it: one of an allowed pair is framed no more. */
  asSeen<T extends Framed>(request: T): T
  /** Notes that it asked, so that our pages can offer to allow it. */
  noteRefused(request: Framed): Promise<void>
  allow(frame: string, top: string): Promise<void>
  revoke(frame: string, top: string): Promise<void>
}

export function createFrames(state: State): Frames {
  const isAllowed = (frame: string, top: string) =>
    state.framePairs.get().some((pair) => pair.frame === frame && pair.top === top)
  const without = (frame: string, top: string) => (pair: { frame: string; top: string }) =>
    pair.frame !== frame || pair.top !== top

  return {
    isAllowed,
    asSeen(request) {
      const allowed = request.framed && request.top !== null && isAllowed(request.origin, request.top)
      return allowed ? { ...request, framed: false } : request
    },
    async noteRefused({ documentId }) {
      await state.documents.update((known) => {
        const document = Object.hasOwn(known, documentId) ? known[documentId] : undefined
        if (document === undefined || document.refused === true) return known
        return { ...known, [documentId]: { ...document, refused: true } }
      })
    },
    async allow(frame, top) {
      await state.framePairs.update((now) =>
        [...now.filter(without(frame, top)), { frame, top }].slice(-MOST_PAIRS),
      )
    },
    async revoke(frame, top) {
      await state.framePairs.update((now) => now.filter(without(frame, top)))
    },
  }
}
