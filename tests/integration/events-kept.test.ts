/** What a page has to hear reaches it, wherever the worker is stopped on the way. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Devnet, startDevnet } from '../devnet/devnet'
import { restoredWorld } from './world'

let devnet: Devnet
beforeAll(async () => {
  devnet = await startDevnet()
})
afterAll(() => devnet.stop())

const SITE = 'https://app.example'

/** A connected site whose connection ends in the wallet, with a worker that is stopped at its n-th step of that. */
async function endedAt(at: number, when: 'before' | 'after') {
  const world = await restoredWorld(devnet.url)
  const ui = world.ui()
  const page = world.open(SITE)
  await page.request('candor_state')
  const connected = page.request('eth_requestAccounts')
  await ui.approve('connect')
  await connected
  page.events.length = 0
  const worker = world.restart()
  await worker.background.ready
  const again = world.ui()
  await again.until((state) => state.sites.length === 1)
  const start = worker.count
  worker.death = { at: start + at, when }
  void again.call('sites.disconnect', { origin: SITE })
  await new Promise((done) => setTimeout(done, 20))
  const died = !worker.alive
  worker.death = undefined
  if (died) await world.restart().background.ready
  await world.ui().until((state) => Object.keys(state).length > 0)
  await new Promise((done) => setTimeout(done, 20))
  return { died, page, connected: (await page.request('eth_accounts')) as string[] }
}

test('security: a page hears that its connection ended, wherever the worker is stopped', async () => {
  let deaths = 0
  for (let at = 1; at <= 12; at++)
    for (const when of ['before', 'after'] as const) {
      const { died, page, connected } = await endedAt(at, when)
      if (died) deaths += 1
      const told = page.events.filter(({ event }) => event === 'accountsChanged').at(-1)
      expect(told?.data ?? 'nothing', `stopped ${when} step ${at}`).toEqual(
        connected.length > 0 ? 'nothing' : [],
      )
    }
  expect(deaths).toBeGreaterThan(4)
})
