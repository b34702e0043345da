/** Stored fields about people: contacts, names, recipients. */
import * as v from 'valibot'
import type { ContactView } from '../../messaging/protocol.ts'
import type { Address } from '../../shared/hex.ts'
import type { Storage } from '../../storage/storage.ts'
import { createField } from './field.ts'
import { parser } from './parser.ts'
import { address } from './schema.ts'

/** A name of the person's own for another's address. */
export const contact = v.object({
  address,
  name: v.string(),
  exchange: v.optional(v.boolean(), false),
})

/** A primary ENS name, and when it was last seen to lead back to its address. */
export const ensName = v.object({ name: v.string(), at: v.number() })

export const peopleFields = (local: Storage, session: Storage) => ({
  contacts: createField<ContactView[]>({
    key: 'contacts',
    storage: local,
    initial: [],
    parse: parser(v.array(contact)),
  }),
  /** Whom a person sent to last, the latest first. */
  recent: createField<Address[]>({
    key: 'recent',
    storage: local,
    initial: [],
    parse: parser(v.array(address)),
  }),
  /** Accounts that were removed, until everything that is kept of them is. */
  leaving: createField<Address[]>({
    key: 'leaving',
    storage: local,
    initial: [],
    parse: parser(v.array(address)),
  }),
  /** By address in lower case. */
  ensNames: createField<Record<string, { name: string; at: number }>>({
    key: 'ensNames',
    storage: local,
    initial: {},
    parse: parser(v.record(v.string(), ensName)),
  }),
  /** Addresses without a primary name, and when that was seen. */
  nameless: createField<Record<string, number>>({
    key: 'nameless',
    storage: session,
    initial: {},
    parse: parser(v.record(v.string(), v.number())),
  }),
  /** Hosts that the person lets names be read from. */
  gateways: createField<string[]>({
    key: 'gateways',
    storage: local,
    initial: [],
    parse: parser(v.array(v.string())),
  }),
})
