/** What an outside service is, as data; and what is stored of it. */
import * as v from 'valibot'
import type { ServiceKind } from '../../messaging/services-api.ts'
import type { Services } from '../services.ts'

/** What asking them needs of the rest. */
export type Needs = Pick<Services, 'state' | 'ports' | 'keeper'>

export type Provider = {
  id: string
  name: string
  kind: ServiceKind
  /** Exact, or `*.example.org` for what is below it, or `*` for servers that others name (a token's, a name's). */
  hosts: readonly string[]
  purpose: string
  learns: readonly string[]
  needsKey: 'no' | 'optional' | 'required'
  keysAt: string | null
  /** It sends no CORS headers: the browser must be asked for access to its hosts. */
  needsAccess: boolean
}

/** Until when, in ms; null until the person acts. `times` in a row, for the back-off. */
const aside = v.object({
  why: v.picklist(['rejected', 'limit', 'unreadable']),
  until: v.nullable(v.number()),
  times: v.number(),
})
export type Aside = v.InferOutput<typeof aside>

export const serviceKey = v.object({
  id: v.string(),
  label: v.string(),
  ending: v.string(),
  addedAt: v.number(),
  /** Sealed under the vault's key. */
  note: v.object({ iv: v.string(), ct: v.string() }),
  aside: v.nullable(aside),
})
export type ServiceKey = v.InferOutput<typeof serviceKey>

const serviceState = v.object({
  allowed: v.nullable(v.boolean()),
  keys: v.array(serviceKey),
  /** Of asking without a key. */
  aside: v.nullable(aside),
})
export type ServiceState = v.InferOutput<typeof serviceState>

/** By the service's id. */
export const storedServices = v.record(v.string(), serviceState)
export type StoredServices = v.InferOutput<typeof storedServices>

export const UNDECIDED: ServiceState = { allowed: null, keys: [], aside: null }

/** Whether a service may be asked at this address: https, at one of its hosts. */
export function isOf({ hosts }: Provider, address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url?.protocol !== 'https:' || url.port !== '') return false
  return hosts.some(
    (host) =>
      host === '*' ||
      host === url.hostname ||
      (host.startsWith('*.') && url.hostname.endsWith(host.slice(1))),
  )
}
