import { create } from 'zustand'
import type { NetworkView, PortfolioView } from '../../messaging/protocol.ts'
import { useWallet } from '../state.ts'

const KEY = 'only-selected'

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) === 'true'
  } catch {
    return false
  }
}

/** Whether the list of assets shows the selected network only. */
const useFilter = create<{ only: boolean }>(() => ({ only: stored() }))

export function filterList(only: boolean): void {
  useFilter.setState({ only })
  try {
    localStorage.setItem(KEY, String(only))
  } catch {
    // Storage is off: it holds until the page is closed.
  }
}

export const usePortfolio = (): PortfolioView | null => useWallet((state) => state.portfolio)

/** The network that the list shows; null for all that are switched on. */
export function useListedNetwork(): number | null {
  const only = useFilter((filter) => filter.only)
  const selected = useWallet((state) => state.selected.chainId)
  const alone = useWallet((state) => (state.portfolio?.networks.length ?? 0) < 2)
  return only || alone ? selected : null
}

/** Balances have been read at some time: of all accounts, or of some that hold something. */
export const isKnown = (view: PortfolioView): boolean =>
  view.networks.some((network) => network.at !== null) || view.rows.some((row) => row.balance !== '0')

/** Networks that come with the wallet and are not looked at yet. */
export const offered = (networks: readonly NetworkView[]): NetworkView[] =>
  networks.filter((network) => !network.enabled && !network.testnet && !network.added)
