/**
 * The public lists: those that come with the wallet, and, for whoever switched the service on, the current ones, read
 * whole, about once a day, while the person uses the wallet. What is looked up never leaves this computer.
 */
import * as v from 'valibot'
import { endingsOf } from '../../ethereum/phishing/match.ts'
import { SEEDS } from '../../ethereum/phishing/seeds.ts'
import { endingAmong, nearOf, readSiteList, type SiteList } from '../../ethereum/phishing/site-list.ts'
import type { Listed } from '../../ethereum/rules/facts.ts'
import type { Address } from '../../shared/hex.ts'
import { PHISHING_LIST, SCAM_ADDRESSES } from '../providers/list/safety.ts'
import type { Services } from '../services.ts'
import { checkedAddresses, checkedSites, ListRefusedError } from './check-update.ts'
import { createListStore } from './list-store.ts'
import type { ReadList, ReadLists } from './stored.ts'

export type PublicLists = {
  site(host: string): Promise<Listed | null>
  addresses(of: readonly Address[]): Promise<Map<string, Listed>>
  /** Never rejects. @param now the person just let it be asked */
  refresh(now?: boolean): Promise<void>
}

const DAY_MS = 24 * 3_600_000
const AGAIN_MS = 3_600_000
const MOST_BYTES = 20_000_000
const REST_KEY = 'list:sites:rest'

const sitesShape = v.object({
  blacklist: v.array(v.string()),
  whitelist: v.array(v.string()),
  fuzzylist: v.array(v.string()),
  tolerance: v.number(),
})
const rest = v.object({ allow: v.array(v.string()), fuzzy: v.array(v.string()), tolerance: v.number() })

const dayOf = (ms: number): string =>
  new Date(ms).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })

/** Read once however many ask at the same time, and again after it could not be read. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | null = null
  return () => {
    reading ??= read().catch((error: unknown) => {
      reading = null
      throw error
    })
    return reading
  }
}

export function createPublicLists(services: () => Services, changed: () => void): PublicLists {
  const stores = {
    sites: createListStore(() => services().ports.local, 'sites'),
    addresses: createListStore(() => services().ports.local, 'addresses'),
  }
  const stateOf = (which: keyof ReadLists): ReadList => services().state.guardLists.get()[which]
  let asking: Promise<void> | null = null

  const bundledSites = once(async () => readSiteList(await services().ports.bundled('phishing.txt')))
  const bundledAddresses = once(async (): Promise<ReadonlySet<string>> => {
    const text = await services().ports.bundled('scam-addresses.txt')
    return new Set(text.split('\n').map((line) => `0x${line}`))
  })

  /** Of the list as it stands now: what of the endings it blocks, and the rest of it. */
  async function siteList(endings: readonly string[]): Promise<SiteList> {
    if (stateOf('sites').at === null) return bundledSites()
    const [block, stored] = await Promise.all([
      stores.sites.find(endings),
      services().ports.local.get([REST_KEY]),
    ])
    const read = v.safeParse(rest, stored[REST_KEY])
    // Lost, which is no reason to let everything through.
    if (!read.success) return bundledSites()
    const { allow, fuzzy, tolerance } = read.output
    return { block, allow: new Set(allow), fuzzy, tolerance }
  }

  async function read(which: keyof ReadLists): Promise<number> {
    const { ask } = services().providers
    if (which === 'addresses') {
      const before = Math.max(stateOf('addresses').count, 0)
      const found = await ask.json(SCAM_ADDRESSES.id, v.array(v.string()), () => SCAM_ADDRESSES.request, {
        most: MOST_BYTES,
      })
      const all = checkedAddresses(found, before)
      // Those that came with the wallet are of another source, and older: they stay.
      await stores.addresses.replace(all)
      return all.length
    }
    const found = await ask.json(PHISHING_LIST.id, sitesShape, () => PHISHING_LIST.request, {
      most: MOST_BYTES,
    })
    const { block, ...others } = checkedSites(
      { block: found.blacklist, allow: found.whitelist, fuzzy: found.fuzzylist, tolerance: found.tolerance },
      stateOf('sites').count || SEEDS.sites.count,
    )
    await stores.sites.replace(block)
    await services().ports.local.set({ [REST_KEY]: others })
    return block.length
  }

  async function look(which: keyof ReadLists, now: boolean): Promise<void> {
    const { providers, ports, state } = services()
    const { at, tried } = stateOf(which)
    const time = ports.clock.now()
    const isDue = now || (time - (at ?? 0) >= DAY_MS && time - tried >= AGAIN_MS)
    if (!isDue || !providers.isAllowed(which === 'sites' ? PHISHING_LIST.id : SCAM_ADDRESSES.id)) return
    const note = (change: Partial<ReadList>) =>
      state.guardLists.update((all) => ({ ...all, [which]: { ...all[which], tried: time, ...change } }))
    await note({})
    try {
      await note({ count: await read(which), at: time, problem: null })
      changed()
    } catch (error) {
      // That a service does not answer is told with the service.
      await note({ problem: error instanceof ListRefusedError ? error.message : null })
    }
  }

  return {
    async site(host) {
      const endings = endingsOf(host)
      const list = await siteList(endings)
      if (endingAmong(host, list.allow) !== null) return null
      const { at } = stateOf('sites')
      const found = {
        list: 'the public list of eth-phishing-detect',
        date: at === null ? SEEDS.sites.date : dayOf(at),
      }
      const match = endingAmong(host, list.block)
      if (match !== null) return { ...found, match, near: false }
      const near = nearOf(host, list)
      return near === null ? null : { ...found, match: near, near: true }
    },
    async addresses(of) {
      const names = of.map((one) => one.toLowerCase())
      const { at } = stateOf('addresses')
      const old = await bundledAddresses()
      const current = at === null ? new Set<string>() : await stores.addresses.find(names)
      const listed = (match: string): Listed | null => {
        if (at !== null && current.has(match))
          return { match, near: false, list: 'the public list of Scam Sniffer', date: dayOf(at) }
        if (!old.has(match)) return null
        return {
          match,
          near: false,
          list: 'a public list of addresses used for phishing',
          date: SEEDS.addresses.date,
        }
      }
      return new Map(
        names.flatMap((name): [string, Listed][] => {
          const found = listed(name)
          return found === null ? [] : [[name, found]]
        }),
      )
    },
    refresh(now = false) {
      asking ??= (async () => {
        await look('sites', now).catch(() => undefined)
        await look('addresses', now).catch(() => undefined)
      })().finally(() => {
        asking = null
      })
      return asking
    },
  }
}
