/** Every method that asks nobody, fed with garbage. */
import { expect, test } from 'vitest'
import { POLICY } from '../../src/background/rpc/policy'
import { feed, setUp } from './feeder'

const SILENT = [...POLICY.values()]
  .filter(({ approval }) => approval === null)
  .map(({ method }) => method.name)

setUp()

test.each(SILENT)('security: %s fed with garbage', { timeout: 60_000 }, async (method) => {
  expect(await feed(method)).toBe(0)
})
