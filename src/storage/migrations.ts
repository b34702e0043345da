/** All migrations, in order. A new one goes into `migrations/<number>-<what>.ts` with its own frozen types. */
import type { Migration } from './migrate.ts'

export const MIGRATIONS: readonly Migration[] = []
