/** What is stored of descriptors that did not come with the wallet; their texts stand under keys of their own. */
import * as v from 'valibot'
import type { Storage } from '../../storage/storage.ts'
import { createField } from '../state/field.ts'
import { parser } from '../state/parser.ts'

const file = v.object({
  id: v.string(),
  name: v.string(),
  owner: v.nullable(v.string()),
  contracts: v.number(),
  formats: v.number(),
  addedAt: v.number(),
})
export type StoredFile = v.InferOutput<typeof file>

const registry = v.object({
  at: v.nullable(v.number()),
  count: v.number(),
  /** How many keys hold its files. */
  parts: v.number(),
  /** When it was asked for last, in ms. */
  tried: v.number(),
  problem: v.nullable(v.string()),
})
export type StoredRegistry = v.InferOutput<typeof registry>

const NEVER: StoredRegistry = { at: null, count: 0, parts: 0, tried: 0, problem: null }

export const descriptorFields = (local: Storage) => ({
  descriptorFiles: createField<StoredFile[]>({
    key: 'descriptor-files',
    storage: local,
    initial: [],
    parse: parser(v.array(file)),
  }),
  descriptorRegistry: createField<StoredRegistry>({
    key: 'descriptor-registry',
    storage: local,
    initial: NEVER,
    parse: parser(registry),
  }),
})
