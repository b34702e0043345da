import { useEffect, useState } from 'react'
import type { FrontSite } from '../../messaging/protocol.ts'
import { browser } from '../../shared/browser.ts'
import { currentView } from '../router.ts'
import { api, useWallet } from '../state.ts'

/** The tab that the popup or the panel stands beside. `?tab=` names another, for a page of ours that stands alone. */
async function tabBeside(): Promise<number | null> {
  const named = Number(new URLSearchParams(location.search).get('tab') ?? Number.NaN)
  if (Number.isInteger(named)) return named
  const view = currentView()
  if (view !== 'popup' && view !== 'panel') return null
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true })
  return tab?.id ?? null
}

/** Counts the changes of what is in front: a panel stays while the person goes from tab to tab. */
function useTabChanges(): number {
  const [changes, setChanges] = useState(0)
  useEffect(() => {
    if (currentView() !== 'panel') return
    const count = () => setChanges((before) => before + 1)
    browser.tabs.onActivated.addListener(count)
    browser.tabs.onUpdated.addListener(count)
    return () => {
      browser.tabs.onActivated.removeListener(count)
      browser.tabs.onUpdated.removeListener(count)
    }
  }, [])
  return changes
}

/** The site in front, when its page has used the wallet. */
export function useFrontSite(): FrontSite | null {
  const sites = useWallet((state) => state.sites)
  const blocked = useWallet((state) => state.blocked)
  const pairs = useWallet((state) => state.framePairs)
  const changes = useTabChanges()
  const [site, setSite] = useState<FrontSite | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when any of them changes.
  useEffect(() => {
    let stale = false
    tabBeside()
      .then((tabId) => (tabId === null ? null : api('sites.inFront', { tabId })))
      .catch(() => null)
      .then((found) => {
        if (!stale) setSite(found)
      })
    return () => {
      stale = true
    }
  }, [sites, blocked, pairs, changes])
  return site
}
