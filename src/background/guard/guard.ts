/**
 * What lists say of the sites and addresses of a request: the person's own, and the public ones. It is looked up
 * before a question is put and before its answer is carried out; what could not be read says nothing.
 */

import { endingsOf } from '../../ethereum/phishing/match.ts'
import { SEEDS } from '../../ethereum/phishing/seeds.ts'
import { hostToMatch } from '../../ethereum/phishing/site-list.ts'
import type { Listed } from '../../ethereum/rules/facts.ts'
import type { GuardView } from '../../messaging/guard-api.ts'
import { FieldError } from '../../shared/errors.ts'
import { type Address, sameAddress } from '../../shared/hex.ts'
import type { Services } from '../services.ts'
import { createPublicLists } from './public-lists.ts'

export type Guard = {
  /** So that `site` knows. Never rejects. */
  lookAtSite(origin: string): Promise<void>
  /** So that `address` knows. Never rejects. */
  lookAtAddresses(of: readonly Address[]): Promise<void>
  site(origin: string): { listed: Listed | null; allowed: boolean }
  address(address: Address): Listed | null
  /** Reads the current lists, where the person lets them be asked and they are a day old. Never rejects. */
  refresh(now?: boolean): Promise<void>
  view(): GuardView
  /** @throws FieldError `site` */
  allow(site: string): Promise<string>
  forbid(host: string): Promise<void>
  blockAddress(address: Address): Promise<void>
  unblockAddress(address: Address): Promise<void>
}

const MOST_KEPT = 500
const MOST_OWN = 500

/** A host as a person types or pastes it. @throws FieldError */
export function hostTyped(text: string): string {
  const typed = text.trim()
  const host = hostToMatch(typed.includes('://') ? typed : `https://${typed}`)
  if (host === null || endingsOf(host).length === 0)
    throw new FieldError('site', 'This is no address of a site. Write it like app.example.org.')
  return host
}

export function createGuard(services: () => Services): Guard {
  const sites = new Map<string, Listed | null>()
  const addresses = new Map<string, Listed | null>()
  /** By host: however much a site asks at once, it is looked up once. */
  const looking = new Map<string, Promise<void>>()
  const own = () => services().state.guard
  const lists = createPublicLists(services, () => {
    sites.clear()
    addresses.clear()
  })
  const keep = <T>(map: Map<string, T>, key: string, value: T) => {
    if (map.size >= MOST_KEPT) map.clear()
    map.set(key, value)
  }
  async function look(host: string): Promise<void> {
    try {
      keep(sites, host, await lists.site(host))
    } catch {
      // Storage that cannot be read says nothing; the next question looks again.
    } finally {
      looking.delete(host)
    }
  }
  const isAllowed = (host: string) => endingsOf(host).some((one) => own().get().allowed.includes(one))

  return {
    async lookAtSite(origin) {
      const host = hostToMatch(origin)
      if (host === null) return
      void lists.refresh()
      if (sites.has(host)) return
      const found = looking.get(host) ?? look(host)
      looking.set(host, found)
      await found
    },
    async lookAtAddresses(of) {
      const unseen = [...new Set(of.map((one): Address => `0x${one.slice(2).toLowerCase()}`))].filter(
        (one) => !addresses.has(one),
      )
      if (unseen.length === 0) return
      try {
        const found = await lists.addresses(unseen)
        for (const one of unseen) keep(addresses, one, found.get(one) ?? null)
      } catch {
        // As with sites.
      }
    },
    site(origin) {
      const host = hostToMatch(origin)
      if (host === null) return { listed: null, allowed: false }
      return { listed: sites.get(host) ?? null, allowed: isAllowed(host) }
    },
    address(address) {
      const match = address.toLowerCase()
      if (
        own()
          .get()
          .addresses.some((one) => sameAddress(one, address))
      )
        return { match, near: false, list: 'your own list of blocked addresses', date: null }
      return addresses.get(match) ?? null
    },
    refresh: (now) => lists.refresh(now),
    view() {
      const { allowed, addresses: blocked } = own().get()
      const { sites: read, addresses: readAddresses } = services().state.guardLists.get()
      const shown = ({ at, count, problem }: typeof read, seed: { date: string; count: number }) =>
        at === null
          ? { at, seed: seed.date, count: seed.count, problem }
          : { at, seed: seed.date, count, problem }
      return {
        allowed,
        addresses: blocked,
        lists: { sites: shown(read, SEEDS.sites), addresses: shown(readAddresses, SEEDS.addresses) },
      }
    },
    async allow(site) {
      const host = hostTyped(site)
      await own().update((now) => ({
        ...now,
        allowed: [...now.allowed.filter((one) => one !== host), host].slice(-MOST_OWN),
      }))
      return host
    },
    async forbid(host) {
      await own().update((now) => ({ ...now, allowed: now.allowed.filter((one) => one !== host) }))
    },
    async blockAddress(address) {
      await own().update((now) => ({
        ...now,
        addresses: [...now.addresses.filter((one) => !sameAddress(one, address)), address].slice(-MOST_OWN),
      }))
    },
    async unblockAddress(address) {
      await own().update((now) => ({
        ...now,
        addresses: now.addresses.filter((one) => !sameAddress(one, address)),
      }))
    },
  }
}
