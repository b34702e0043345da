/** What protects: the public lists of sites and addresses that stole, and the person's own. */
import type { Address } from '../shared/hex.ts'

export type GuardListView = {
  /** When the current one was read, in ms; null for the one that came with the wallet. */
  at: number | null
  /** Of when that one is, in words. */
  seed: string
  count: number
  /** Why what came last is not used. */
  problem: string | null
}
export type GuardView = {
  /** Hosts that are right, whatever a list says. */
  allowed: string[]
  /** Addresses that nothing is to go to. */
  addresses: Address[]
  lists: { sites: GuardListView; addresses: GuardListView }
}

export type GuardApi = {
  /** A host, or an address of a page of it. FieldError names `site`. */
  'guard.allowSite': [{ site: string }, null]
  'guard.forbidSite': [{ site: string }, null]
  /** With all that is below it: it sees nothing and can ask nothing. FieldError names `site`. */
  'guard.blockSite': [{ site: string }, null]
  'guard.blockAddress': [{ address: Address }, null]
  'guard.unblockAddress': [{ address: Address }, null]
}
