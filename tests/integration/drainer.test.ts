/** Tricks of pages that steal, each of them met by a danger before anyone signs; and what people do every day, by none. */
import type { Address } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApprovalView } from '../../src/messaging/protocol'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import {
  type Case,
  call,
  DISGUISES,
  kindOf,
  ME,
  ORDINARY,
  REFUSED,
  requestOf,
  THIEF,
  TRICKS,
} from '../drainer/requests'
import { makeReady } from '../drainer/stage'
import { type Document, restoredWorld, type Ui, type World } from './world'

let devnet: Devnet
let world: World
let ui: Ui
let sites = 0
beforeAll(async () => {
  devnet = await startDevnet()
  await makeReady(devnet)
  world = await restoredWorld(devnet.url)
  ui = world.ui()
})
afterAll(async () => {
  world.worker.kill()
  await devnet.stop()
})

async function connected(origin: string): Promise<Document> {
  const document = world.open(origin)
  const asked = document.request('eth_requestAccounts')
  await ui.approve('connect')
  await asked
  return document
}

/** What a person would be told; the request is refused after. */
async function told(ask: Case[1]): Promise<ApprovalView> {
  // Another site each time: one that was refused has to wait.
  const origin = `https://app${++sites}.example`
  const page = await connected(origin)
  const asked = ask({ origin, now: Math.floor(world.now / 1000) })
  const { method, params } = requestOf(asked)
  void page.ask(method, params)
  const view = await ui.approval(kindOf(asked))
  await ui.call('approvals.reject', { id: view.id })
  return view
}
const dangers = (view: ApprovalView) =>
  view.warnings.flatMap(({ rule, severity }) => (severity === 'danger' ? [rule] : []))

test.each([...TRICKS, ...DISGUISES])('security: %s is met by a danger', async (_, ask) => {
  const view = await told(ask)
  expect(dangers(view)).not.toEqual([])
  // That it would fail is no warning of a theft.
  expect(dangers(view)).not.toEqual(['will-fail'])
})

test.each(REFUSED)(
  'security: %s is refused, without a question that could be answered by a yes',
  async (_, asked) => {
    const page = await connected(`https://app${++sites}.example`)
    const answer = page.ask(asked.method, asked.params)
    const first = await Promise.race([answer, ui.approval('sign-in')])
    if (!('kind' in first)) return expect(first).toHaveProperty('error.code')
    expect(first.blocked).not.toBeNull()
    await ui.call('approvals.reject', { id: first.id })
  },
)

test('security: a site that looks like another is told before it is connected', async () => {
  const twin = world.open('https://app.unlswap.org')
  void twin.ask('eth_requestAccounts')
  const view = await ui.approval('connect')
  expect(dangers(view)).toContain('phishing-lookalike')
  await ui.call('approvals.reject', { id: view.id })
})

test('security: a site that asks for all of a token, sent to a stranger, is met by a danger', async () => {
  const { usdc } = devnetAddresses
  const { data } = await devnet.client.call({
    to: usdc as Address,
    data: `0x70a08231${ME.slice(2).toLowerCase().padStart(64, '0')}`,
  })
  const all = BigInt(data ?? 0)
  expect(dangers(await told(() => ({ to: usdc, data: call('transfer', THIEF, all / 2n) })))).toEqual([])
  expect(dangers(await told(() => ({ to: usdc, data: call('transfer', THIEF, all) })))).toEqual(['takes-all'])
})

test('behavior: at least forty ordinary actions, and twenty tricks', () => {
  expect(ORDINARY.length).toBeGreaterThanOrEqual(40)
  expect(TRICKS.length).toBeGreaterThanOrEqual(20)
})

test.each(ORDINARY)('behavior: no danger in %s', async (_, ask) => {
  const view = await told(ask)
  expect(dangers(view)).toEqual([])
  expect(view.blocked).toBeNull()
})
