/**
 * What each site may see and use. One grant per origin, nothing shared between origins. A locked wallet answers as
 * if it had no accounts.
 */
import { hostToMatch } from '../../ethereum/phishing/site-list.ts'
import type { SiteView } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import { sameAddress } from '../../shared/hex.ts'
import type { Keeper } from '../keeper.ts'
import type { Clock } from '../ports.ts'
import { isWatched, type Site } from '../state/schema.ts'
import type { State } from '../state/state.ts'

const MOST_SITES = 500
const MOST_BLOCKED = 500
const DAY_MS = 24 * 60 * 60_000
/** Unused for so long, a site is asked about again. */
const UNUSED_MS = 90 * DAY_MS

/** In lower case, as pages know them from the most used wallet and compare them as text. */
export const toPageAddresses = (accounts: readonly Address[]): Address[] =>
  accounts.map((account): Address => `0x${account.slice(2).toLowerCase()}`)

export type Sites = {
  get(origin: string): Site | undefined
  /** Accounts that the site may see now: none while locked; hidden and gone ones are left out. */
  visibleAccounts(origin: string): Address[]
  /** Accounts granted, locked or not; the one that the person uses now comes first when it is among them. */
  grantedAccounts(origin: string): Address[]
  isConnected(origin: string): boolean
  chainId(origin: string): number
  /** @param permitted networks that it may switch to without a question, besides its own. */
  grant(
    origin: string,
    accounts: readonly Address[],
    chainId: number,
    permitted?: readonly number[],
  ): Promise<void>
  setAccounts(origin: string, accounts: readonly Address[]): Promise<void>
  /** Also permits the network from now on. */
  setNetwork(origin: string, chainId: number): Promise<void>
  revoke(origin: string): Promise<void>
  /** The site used its grant. Written once a day. */
  touch(origin: string): void
  /** Something of it was sent on that network. */
  noteUse(origin: string, chainId: number): Promise<void>
  isBlocked(origin: string): boolean
  /** Takes the grant back too. @param which an origin, or a host with all that is below it */
  block(which: string): Promise<void>
  unblock(origin: string): Promise<void>
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
    const site = Object.hasOwn(all, origin) ? all[origin] : undefined
    return site !== undefined && isFresh(site) ? site : undefined
  }
  const isFresh = (site: Site) => clock.now() - site.usedAt < UNUSED_MS
  const put = (origin: string, change: (now: Site | undefined) => Site) =>
    state.sites.update((now) => {
      const old = Object.hasOwn(now, origin) ? now[origin] : undefined
      const fresh = Object.fromEntries(Object.entries(now).filter(([, site]) => isFresh(site)))
      return capped({ ...fresh, [origin]: change(old !== undefined && isFresh(old) ? old : undefined) })
    })

  function grantedAccounts(origin: string): Address[] {
    const shown = state.accounts.get().filter((account) => !account.hidden && !isWatched(account))
    const granted = (get(origin)?.accounts ?? []).filter((one) =>
      shown.some((account) => sameAddress(account.address, one)),
    )
    const { address } = state.selected.get()
    const isSelected = (one: Address) => address !== null && sameAddress(one, address)
    return [...granted.filter(isSelected), ...granted.filter((one) => !isSelected(one))]
  }
  const fresh = (origin: string, chainId: number): Site => ({
    origin,
    accounts: [],
    chainId,
    permittedChains: [],
    usedOn: [],
    connectedAt: clock.now(),
    usedAt: clock.now(),
  })

  async function revoke(origin: string): Promise<void> {
    await state.sites.update((now) => {
      if (!Object.hasOwn(now, origin)) return now
      const { [origin]: _gone, ...rest } = now
      return rest
    })
  }

  return {
    get,
    grantedAccounts,
    visibleAccounts: (origin) => (keeper.status() === 'unlocked' ? grantedAccounts(origin) : []),
    isConnected: (origin) => grantedAccounts(origin).length > 0,
    chainId(origin) {
      const chosen = get(origin)?.chainId
      return chosen !== undefined && deps.isKnownChain(chosen) ? chosen : state.selected.get().chainId
    },
    async grant(origin, accounts, chainId, permitted = []) {
      await put(origin, (old) => {
        const site = old ?? fresh(origin, chainId)
        return {
          ...site,
          accounts: [...accounts],
          chainId,
          permittedChains: [...new Set([...site.permittedChains, chainId, ...permitted])],
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
    revoke,
    touch(origin) {
      const site = get(origin)
      if (site === undefined || clock.now() - site.usedAt < DAY_MS) return
      put(origin, (old) => ({ ...(old ?? site), usedAt: clock.now() })).catch(() => undefined)
    },
    async noteUse(origin, chainId) {
      const site = get(origin)
      if (site === undefined || site.usedOn.includes(chainId)) return
      await put(origin, (old) => ({
        ...(old ?? site),
        usedOn: [...(old ?? site).usedOn, chainId].slice(-50),
      }))
    },
    isBlocked: (origin) => state.blocked.get().some((one) => covers(one, origin)),
    async block(origin) {
      await state.blocked.update((now) =>
        [...now.filter((one) => one !== origin), origin].slice(-MOST_BLOCKED),
      )
      for (const one of Object.keys(state.sites.get())) if (covers(origin, one)) await revoke(one)
    },
    async unblock(origin) {
      await state.blocked.update((now) => now.filter((one) => one !== origin))
    },
    list: () =>
      Object.values(state.sites.get())
        .filter((site) => site.accounts.length > 0 && isFresh(site))
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

/** An origin is blocked as such, a host with all that is below it. */
function covers(blocked: string, origin: string): boolean {
  if (blocked.includes('://')) return blocked === origin
  const host = hostToMatch(origin)
  return host !== null && (host === blocked || host.endsWith(`.${blocked}`))
}

/** Forgets the sites used longest ago, so that no page can fill the store. */
function capped(sites: Record<string, Site>): Record<string, Site> {
  const all = Object.entries(sites)
  if (all.length <= MOST_SITES) return sites
  return Object.fromEntries(all.sort(([, a], [, b]) => b.usedAt - a.usedAt).slice(0, MOST_SITES))
}
