/** What is stored of the lists that protect: the person's own, and when the public ones were read last. */
import * as v from 'valibot'
import type { Address } from '../../shared/hex.ts'
import type { Storage } from '../../storage/storage.ts'
import { createField } from '../state/field.ts'
import { parser } from '../state/parser.ts'
import { address } from '../state/schema.ts'

const ownLists = v.object({
  /** Hosts that are right, whatever a list or a likeness says; with all that is below them. */
  allowed: v.array(v.string()),
  /** Addresses that nothing is to go to. */
  addresses: v.array(address),
})
export type OwnLists = { allowed: string[]; addresses: Address[] }

const read = v.object({
  /** When what is stored was read, in ms; null for what came with the wallet. */
  at: v.nullable(v.number()),
  count: v.number(),
  /** When it was asked for last, and what came of it where that was of no use. */
  tried: v.number(),
  problem: v.nullable(v.string()),
})
export type ReadList = v.InferOutput<typeof read>
const readLists = v.object({ sites: read, addresses: read })
export type ReadLists = v.InferOutput<typeof readLists>

const NEVER: ReadList = { at: null, count: 0, tried: 0, problem: null }

export const guardFields = (local: Storage) => ({
  guard: createField<OwnLists>({
    key: 'guard',
    storage: local,
    initial: { allowed: [], addresses: [] },
    parse: parser(ownLists),
  }),
  guardLists: createField<ReadLists>({
    key: 'guard-lists',
    storage: local,
    initial: { sites: NEVER, addresses: NEVER },
    parse: parser(readLists),
  }),
})
