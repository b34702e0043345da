import { create } from 'zustand'

export type HomeTab = 'assets' | 'nfts' | 'activity'

/** Which part of home is open: kept while the page lives, so that coming back finds it again. */
export const useHomeTab = create<{ tab: HomeTab }>(() => ({ tab: 'assets' }))
export const showHomeTab = (tab: HomeTab): void => useHomeTab.setState({ tab })
