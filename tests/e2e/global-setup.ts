import { buildIfStale } from '../tools/build.mjs'
import { ensure } from '../tools/ensure.mjs'

/** The specs run against `dist` as a person would load it. The test runner has done all of this already. */
export default async function globalSetup(): Promise<void> {
  process.env.CHROMIUM_PATH ??= (await ensure({ modules: false })).chromium
  if (process.env.EXTENSION_DIR === undefined) await buildIfStale()
}
