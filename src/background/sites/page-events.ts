/**
 * Tells pages what changed for them, and only for them (EIP-1193 events). Kept per document is what it was last
 * told, so that an event is sent on a real change only, also across restarts of the worker. A document is known
 * from its first use of the provider; pages that never use it cost nothing.
 */

import type { PageEvent, ProviderState } from '../../messaging/channel.ts'
import { toQuantity } from '../../shared/hex.ts'
import type { Keeper } from '../keeper.ts'
import type { Ports } from '../ports.ts'
import type { PageDocument } from '../state/schema.ts'
import type { State } from '../state/state.ts'
import type { Frames } from './frames.ts'
import { type Sites, toPageAddresses } from './sites.ts'

const MOST_DOCUMENTS = 1000
/** A page full of frames pushes out its own, not those of other tabs. */
const MOST_OF_TAB = 50

export type PageEvents = {
  /** Notes the document and returns what it is told now. */
  introduce(
    document: Pick<PageDocument, 'origin' | 'documentId' | 'tabId' | 'frameId' | 'top'>,
  ): Promise<ProviderState>
  /** Compares what each document was told with what holds now, and sends the difference. */
  refresh(): Promise<void>
  forget(documentId: string): Promise<void>
}

export function createPageEvents(deps: {
  state: State
  sites: Sites
  keeper: Keeper
  frames: Frames
  ports: Ports
}): PageEvents {
  const { state, sites, keeper, frames, ports } = deps
  let queue: Promise<void> = Promise.resolve()

  /** In a page of another origin only an allowed one hears of anything. */
  const isHearing = ({ origin, top }: Pick<PageDocument, 'origin' | 'top'>) =>
    typeof top !== 'string' || frames.isAllowed(origin, top)
  const now = (document: Pick<PageDocument, 'origin' | 'top'>) => ({
    accounts: isHearing(document) ? toPageAddresses(sites.visibleAccounts(document.origin)) : [],
    chainId: sites.chainId(document.origin),
  })

  async function forget(documentId: string): Promise<void> {
    await state.documents.update((known) => {
      if (!Object.hasOwn(known, documentId)) return known
      const { [documentId]: _gone, ...rest } = known
      return rest
    })
  }

  async function tell(document: PageDocument): Promise<void> {
    const next = now(document)
    const told = { accounts: document.accounts, chainId: document.chainId }
    const events: PageEvent[] = []
    // A site without a grant learns nothing of the wallet's network; it reads it when it asks, and hears of it with
    // its next grant.
    if (next.chainId !== told.chainId && sites.get(document.origin) !== undefined && isHearing(document)) {
      events.push({ event: 'chainChanged', data: toQuantity(next.chainId) })
      told.chainId = next.chainId
    }
    if (next.accounts.join() !== told.accounts.join()) {
      events.push({ event: 'accountsChanged', data: next.accounts })
      told.accounts = next.accounts
    }
    if (events.length === 0) return
    try {
      for (const event of events) await ports.tabs.send(document, event)
    } catch {
      return forget(document.documentId)
    }
    // Noted after the sending: a worker that is stopped in between says it again, and the page hears of a change once.
    await state.documents.update((known) => {
      const current = known[document.documentId]
      return current === undefined ? known : { ...known, [document.documentId]: { ...current, ...told } }
    })
  }

  return {
    forget,
    async introduce({ origin, documentId, tabId, frameId, top }) {
      const document = { origin, documentId, tabId, frameId, top }
      const told = now(document)
      await state.documents.update((known) => {
        const { [documentId]: before, ...others } = known
        const refused = before?.origin === origin && before.refused === true
        const all = { ...others, [documentId]: { ...document, ...told, ...(refused ? { refused } : {}) } }
        const ofTab = Object.values(all).filter((one) => one.tabId === tabId)
        const spare = new Set(ofTab.slice(0, -MOST_OF_TAB).map((one) => one.documentId))
        return Object.fromEntries(
          Object.entries(all)
            .filter(([id]) => !spare.has(id))
            .slice(-MOST_DOCUMENTS),
        )
      })
      return {
        chainId: toQuantity(told.chainId),
        accounts: told.accounts,
        isUnlocked: keeper.status() === 'unlocked' && isHearing(document),
      }
    },
    refresh() {
      queue = queue
        .then(async () => {
          await Promise.all(Object.values(state.documents.get()).map(tell))
        })
        .catch(() => undefined)
      return queue
    },
  }
}
