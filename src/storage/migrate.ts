/**
 * Brings stored state to the newest version: clone -> migrate -> validate -> commit. On failure the old data stays
 * as it was and the person is told; nothing is ever half migrated, because the commit is one write.
 */
import { InternalError } from '../shared/errors.ts'
import type { Storage } from './storage.ts'

export type Migration = {
  /** The version it makes, counting from 1. */
  to: number
  /** Pure. Gets a clone, with its own frozen types of the old shape; returns changed keys, `undefined` removes. */
  migrate(old: Record<string, unknown>): Record<string, unknown>
  /** Throws when the result is not what `to` promises. */
  validate(next: Record<string, unknown>): void
}

export class MigrationError extends InternalError {
  constructor(details: string) {
    super(
      'Your data could not be brought to the new version. Nothing was changed. Update or reinstall.',
      details,
    )
    this.name = 'MigrationError'
  }
}

const VERSION_KEY = 'schemaVersion'

/** @returns the version that storage is at afterwards. */
export async function migrate(storage: Storage, migrations: readonly Migration[]): Promise<number> {
  const latest = migrations.reduce((highest, one) => Math.max(highest, one.to), 0)
  if (latest === 0) return 0
  const { [VERSION_KEY]: stored } = await storage.get([VERSION_KEY])
  if (stored === undefined && (await isEmpty(storage))) {
    await storage.set({ [VERSION_KEY]: latest })
    return latest
  }
  const from = typeof stored === 'number' ? stored : 0
  if (from > latest) throw new MigrationError(`stored version ${from} is newer than ${latest}`)
  if (from === latest) return latest

  const before = await storage.get(null)
  let state = structuredClone(before)
  for (const step of [...migrations].sort((a, b) => a.to - b.to)) {
    if (step.to <= from) continue
    try {
      state = { ...state, ...step.migrate(structuredClone(state)) }
      step.validate(state)
    } catch (error) {
      throw new MigrationError(`to ${step.to}: ${String(error)}`)
    }
  }
  const removed = Object.keys(before).filter((key) => state[key] === undefined)
  await storage.set({ ...defined(state), [VERSION_KEY]: latest })
  if (removed.length > 0) await storage.remove(removed)
  return latest
}

const isEmpty = async (storage: Storage) => Object.keys(await storage.get(null)).length === 0

const defined = (state: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined))
