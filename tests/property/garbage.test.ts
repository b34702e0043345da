/** Every method that may ask the person, and the port itself, fed with garbage. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { POLICY } from '../../src/background/rpc/policy'
import { answerOrQuestion, assert, entries, feed, openSite, paramsOf, setUp } from './feeder'
import { anyJson, nearly } from './garbage'

const METHODS = [...POLICY.keys()]
const ASKING = METHODS.filter((name) => POLICY.get(name)?.approval != null)

setUp()

test.each(ASKING)(
  'security: %s of a connected site, fed with garbage',
  { timeout: 60_000 },
  async (method) => {
    const questions = await feed(method)
    // Garbage that never comes near a right request shows nothing. A connected site is not asked to connect.
    if (method !== 'eth_requestAccounts') expect(questions).toBeGreaterThan(20)
  },
)

test('security: a site that is not connected gets no further with any of it', {
  timeout: 60_000,
}, async () => {
  await openSite(false)
  for (const method of METHODS.filter((name) => POLICY.get(name)?.access === 'connected'))
    await assert(
      fc.asyncProperty(paramsOf(method), async (params) => {
        expect(await answerOrQuestion(method, params)).toMatchObject({ ok: false, error: { code: 4100 } })
      }),
      1000,
    )
})

test('security: names of methods that are garbage do not exist', { timeout: 60_000 }, async () => {
  await openSite()
  const inherited = [Object.prototype, Map.prototype].flatMap(Object.getOwnPropertyNames)
  const nearNames = fc.tuple(fc.constantFrom(...METHODS), fc.constantFrom('', ' ', '\0', '_', 'x', '.', '()'))
  const name = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 70 }),
    nearNames.map(([method, tail]) => method + tail),
    nearNames.map(([method, tail]) => method.toUpperCase() + tail),
    fc.constantFrom(...inherited),
  )
  const unknown = name.filter((one) => !POLICY.has(one))
  await assert(
    fc.asyncProperty(unknown, anyJson, async (method, params) => {
      const answer = await answerOrQuestion(method, params)
      expect(answer).toMatchObject({ ok: false, error: { code: -32601 } })
      expect('error' in answer && answer.error.message).toContain(method.slice(0, 64))
    }),
  )
})

test('security: messages on the port that are garbage hurt nobody', { timeout: 60_000 }, async () => {
  const page = await openSite()
  const near = nearly(
    { id: 'g:1', method: 'eth_chainId', params: [] },
    { ack: 'g:1' },
    { id: 1, call: 'vault.lock', params: null },
    { gesture: true },
  )
  await assert(
    fc.asyncProperty(fc.oneof(anyJson, near), async (message) => {
      page.raw(message)
    }),
  )
  expect(await page.request('eth_accounts')).toHaveLength(1)
  expect(await entries()).toEqual([])
})
