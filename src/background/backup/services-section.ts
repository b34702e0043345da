/** What the person decided about outside services, and their keys: the file is encrypted, and a key signs nothing. */
import * as v from 'valibot'
import { findProvider } from '../providers/registry.ts'
import type { Services } from '../services.ts'

const MANY = 200
const text = v.pipe(v.string(), v.maxLength(300))

export const backedServices = v.pipe(
  v.array(
    v.object({
      id: text,
      allowed: v.nullable(v.boolean()),
      keys: v.pipe(v.array(v.object({ label: text, key: text })), v.maxLength(MANY)),
    }),
  ),
  v.maxLength(MANY),
)
export type BackedServices = v.InferOutput<typeof backedServices>

export async function readServices({ state, providers }: Services): Promise<BackedServices> {
  const read: BackedServices = []
  for (const [id, { allowed, keys }] of Object.entries(state.services.get())) {
    const opened = []
    for (const { id: keyId, label } of keys) {
      const key = await providers.keys.open(id, keyId)
      if (key !== null) opened.push({ label, key })
    }
    read.push({ id, allowed, keys: opened })
  }
  return read
}

/** What was decided here stays; keys are added to those that are here. */
export async function mergeServices(given: BackedServices, { state, providers }: Services): Promise<number> {
  const before = keysIn(state.services.get())
  for (const { id, allowed, keys } of given) {
    const provider = findProvider(id)
    if (provider === undefined) continue
    if (allowed !== null && providers.keys.stateOf(id).allowed === null) await providers.allow(id, allowed)
    // One that is there already, or is no key any more, adds nothing.
    for (const { key, label } of keys) await providers.keys.add(provider, key, label).catch(() => undefined)
  }
  return keysIn(state.services.get()) - before
}

const keysIn = (all: Readonly<Record<string, { keys: readonly unknown[] }>>): number =>
  Object.values(all).reduce((sum, { keys }) => sum + keys.length, 0)
