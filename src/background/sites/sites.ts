/**
 * What each site may see and use. One grant per origin, nothing shared between origins. A locked wallet answers as
 * if it had no accounts.
 */
import type { SiteView } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import { sameAddress } from '../../shared/hex.ts'
import type { Keeper } from '../keeper.ts'
import type { Clock } from '../ports.ts'
import type { Site } from '../state/schema.ts'
import type { State } from '../state/state.ts'

const MOST_SITES = 500

/** In lower case, as pages know them from the most used wallet and compare them as text. */
export const toPageAddresses = (accounts: readonly Address[]): Address[] =>
  accounts.map((account): Address => `0x${account.slice(2).toLowerCase()}`)

export type Sites = {
  get(origin: string): Site | undefined
  /** Accounts that the site may see now: none while locked; hidden and gone ones are left out. */
  visibleAccounts(origin: string): Address[]
  /** Accounts granted, locked or not. */
  grantedAccounts(origin: string): Address[]
  isConnected(origin: string): boolean
  chainId(origin: string): number
  grant(origin: string, accounts: readonly Address[], chainId: number): Promise<void>
  setAccounts(origin: string, accounts: readonly Address[]): Promise<void>
  /** Also permits the network from now on. */
  setNetwork(origin: string, chainId: number): Promise<void>
  revoke(origin: string): Promise<void>
  list(): SiteView[]
}

export function createSites(deps: {
  state: State
  keeper: Keeper
  clock: Clock
  isKnownChain(chainId: number): boolean
}): Sites {
  const { state, keeper, clock } = deps
  const get = (origin: string): Site | undefined => {
    const all = state.sites.get()
    return Object.hasOwn(all, origin) ? all[origin] : undefined
  }
  const put = (origin: string, change: (now: Site | undefined) => Site) =>
    state.sites.update((now) => {
      const old = Object.hasOwn(now, origin) ? now[origin] : undefined
      return capped({ ...now, [origin]: change(old) })
    })

  function grantedAccounts(origin: string): Address[] {
    const shown = state.accounts.get().filter((account) => !account.hidden)
    return (get(origin)?.accounts ?? []).filter((one) =>
      shown.some((account) => sameAddress(account.address, one)),
    )
  }
  const fresh = (origin: string, chainId: number): Site => ({
    origin,
    accounts: [],
    chainId,
    permittedChains: [],
    connectedAt: clock.now(),
    usedAt: clock.now(),
  })

  return {
    get,
    grantedAccounts,
    visibleAccounts: (origin) => (keeper.status() === 'unlocked' ? grantedAccounts(origin) : []),
    isConnected: (origin) => grantedAccounts(origin).length > 0,
    chainId(origin) {
      const chosen = get(origin)?.chainId
      return chosen !== undefined && deps.isKnownChain(chosen) ? chosen : state.selected.get().chainId
    },
    async grant(origin, accounts, chainId) {
      await put(origin, (old) => {
        const site = old ?? fresh(origin, chainId)
        return {
          ...site,
          accounts: [...accounts],
          chainId,
          permittedChains: [...new Set([...site.permittedChains, chainId])],
          connectedAt: site.accounts.length > 0 ? site.connectedAt : clock.now(),
          usedAt: clock.now(),
        }
      })
    },
    async setAccounts(origin, accounts) {
      await put(origin, (old) => ({
        ...(old ?? fresh(origin, state.selected.get().chainId)),
        accounts: [...accounts],
      }))
    },
    async setNetwork(origin, chainId) {
      await put(origin, (old) => {
        const site = old ?? fresh(origin, chainId)
        return { ...site, chainId, permittedChains: [...new Set([...site.permittedChains, chainId])] }
      })
    },
    async revoke(origin) {
      await state.sites.update((now) => {
        if (!Object.hasOwn(now, origin)) return now
        const { [origin]: _gone, ...rest } = now
        return rest
      })
    },
    list: () =>
      Object.values(state.sites.get())
        .filter((site) => site.accounts.length > 0)
        .map(({ origin, accounts, chainId, connectedAt, usedAt }) => ({
          origin,
          accounts,
          chainId,
          connectedAt,
          usedAt,
        }))
        .sort((a, b) => b.usedAt - a.usedAt),
  }
}

/** Forgets the sites used longest ago, so that no page can fill the store. */
function capped(sites: Record<string, Site>): Record<string, Site> {
  const all = Object.entries(sites)
  if (all.length <= MOST_SITES) return sites
  return Object.fromEntries(all.sort(([, a], [, b]) => b.usedAt - a.usedAt).slice(0, MOST_SITES))
}
