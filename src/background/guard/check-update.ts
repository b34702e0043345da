/**
 * Whether what a service calls its list may take the place of the one before. A list that is empty, far larger than
 * any, shrunk to a fraction, or that would block what everybody uses, is a mistake or an attack: the old one stays.
 */
import { WELL_KNOWN } from '../../ethereum/phishing/hosts.ts'
import { SHARED_ENDINGS } from '../../ethereum/phishing/seeds.ts'
import { type Address, isAddressLike } from '../../shared/hex.ts'

export class ListRefusedError extends Error {
  constructor(why: string) {
    super(`What came is not used, since ${why}. The list of before stays.`)
    this.name = 'ListRefusedError'
  }
}

const MOST = 400_000
/** Sites in the list as it was published with the package; addresses, as the service has told for years. */
const LEAST = { sites: 5_000, addresses: 500 }
/** Parts of the list before. */
const SHRUNK = 2
/** Well-known sites are taken over now and then, one by one. */
const MOST_KNOWN = 3
const MOST_ALLOWED = 20_000
const MOST_FUZZY = 100
const MOST_TOLERANCE = 3
const HOST = /^[a-z\d_-]+(?:\.[a-z\d_-]+)+$/

function requireSize(count: number, least: number, before: number): void {
  if (count < least) throw new ListRefusedError('it is next to empty')
  if (count > MOST) throw new ListRefusedError('it is larger than such lists are')
  if (count * SHRUNK < before) throw new ListRefusedError(`most of the ${before} entries are missing`)
}

export type SiteUpdate = { block: string[]; allow: string[]; fuzzy: string[]; tolerance: number }

/** What is below a path of a shared host is left out: a wallet knows no paths. @throws ListRefusedError */
export function checkedSites(update: SiteUpdate, before: number): SiteUpdate {
  const block = hostsOf(update.block)
  const allow = hostsOf(update.allow)
  requireSize(block.length, LEAST.sites, before)
  const blocked = new Set(block)
  if (SHARED_ENDINGS.some((one) => blocked.has(one)))
    throw new ListRefusedError('it would block whole hosts of pages')
  if (WELL_KNOWN.filter((one) => blocked.has(one)).length > MOST_KNOWN)
    throw new ListRefusedError('it would block sites that everybody uses')
  if (allow.length > MOST_ALLOWED || SHARED_ENDINGS.some((one) => allow.includes(one)))
    throw new ListRefusedError('it would let everything through')
  const { tolerance } = update
  const fits = Number.isInteger(tolerance) && tolerance >= 0 && tolerance <= MOST_TOLERANCE
  if (!fits || update.fuzzy.length > MOST_FUZZY) throw new ListRefusedError('it takes too much for alike')
  return { block, allow, fuzzy: hostsOf(update.fuzzy), tolerance }
}

/** @throws ListRefusedError */
export function checkedAddresses(update: readonly string[], before: number): Address[] {
  const all = [...new Set(update.map((one) => one.toLowerCase()))].filter((one) => isAddressLike(one))
  if (all.length * SHRUNK < update.length) throw new ListRefusedError('most of it are no addresses')
  requireSize(all.length, LEAST.addresses, before)
  return all
}

function hostsOf(names: readonly string[]): string[] {
  const found = new Set<string>()
  for (const name of names) {
    const lower = name.toLowerCase().replace(/\.$/, '')
    const plain = /^[\x21-\x7e]+$/.test(lower) ? lower : asciiOf(lower)
    if (plain.length <= 253 && HOST.test(plain)) found.add(plain)
  }
  return [...found]
}

const asciiOf = (name: string): string =>
  URL.canParse(`https://${name}`) ? new URL(`https://${name}`).hostname : ''
