/** Transactions that go to a protected endpoint and not to the public one: said before, never public by themselves. */
import { type Hex, keccak256 } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ActivityRow } from '../../src/messaging/protocol'
import { type Devnet, startDevnet } from '../devnet/devnet'
import { respond, type ServicesServer, startServices } from './services-server'
import { ACCOUNTS, PASSWORD, restoredWorld, type Ui, type World } from './world'

const [ME, YOU] = ACCOUNTS
const FLASHBOTS = 'rpc.flashbots.net'
const BLOCKER = 'rpc.mevblocker.io'

let devnet: Devnet
let server: ServicesServer
let world: World
let ui: Ui
/** What the protected endpoint was given. */
let held: Hex[]

beforeAll(async () => {
  ;[devnet, server] = await Promise.all([startDevnet(), startServices()])
  world = await restoredWorld(devnet.url)
  world.now = Date.now()
  server.serve(world)
  ui = world.ui()
  await ui.call('vault.unlock', { password: PASSWORD })
}, 60_000)
afterAll(() => {
  world.worker.kill()
  return Promise.all([devnet.stop(), server.close()])
})
beforeEach(async () => {
  held = []
  world.requests.length = 0
  server.asked.length = 0
  server.act.clear()
  server.act.set(FLASHBOTS, takes)
  for (const id of ['flashbots', 'mevblocker']) await ui.call('services.allow', { id, allowed: false })
})

/** It takes a transaction and tells its hash; when it gets into a block is another matter. */
const takes: Parameters<ServicesServer['act']['set']>[1] = (asked, response) => {
  const { id, method, params } = JSON.parse(asked.body)
  expect(method).toBe('eth_sendRawTransaction')
  held.push(params[0])
  respond(200, JSON.stringify({ jsonrpc: '2.0', id, result: keccak256(params[0]) }))(asked, response)
}
const include = async (raw: Hex | undefined) => {
  if (raw === undefined) throw new Error('it was given nothing')
  await devnet.client.sendRawTransaction({ serializedTransaction: raw })
}
const publicly = () => world.requests.filter(({ method }) => method === 'eth_sendRawTransaction').length
const on = (id: string) => ui.call('services.allow', { id, allowed: true })
const look = async () => {
  await world.worker.background.alarm('watch')
  await world.worker.background.alarm('watch')
}

async function review() {
  const amount = { typed: '0.001' }
  await ui.call('send.prepare', { from: ME, chainId: 1, token: 'native', to: YOU, amount })
  return ui.approval('transaction')
}
const newest = (pick: (row: ActivityRow) => boolean): Promise<ActivityRow> =>
  ui.until(({ activity }) => (activity[0] !== undefined && pick(activity[0]) ? activity[0] : null))
const rules = (view: { warnings: { rule: string }[] }) => view.warnings.map(({ rule }) => rule)

/** Sent, and taken by the protected endpoint alone. */
async function sendPrivately(): Promise<ActivityRow> {
  const before = held.length
  await review()
  await ui.approve('transaction')
  await ui.until(() => held.length > before)
  return newest(({ status }) => status === 'pending')
}
const isOver = (id: string, status: ActivityRow['status']) =>
  ui.until(({ activity }) => activity.find((row) => row.id === id && row.status === status))

describe('private sending', () => {
  test('security: off at first: transactions go to the person’s endpoint, and nobody else is asked', async () => {
    expect(rules(await review())).not.toContain('private-sending')
    await ui.approve('transaction')
    await newest(({ status }) => status === 'confirmed')
    expect(publicly()).toBe(1)
    expect(server.asked).toEqual([])
  })

  test('behavior: on: said in the review, sent there alone, followed to its block', async () => {
    await on('flashbots')
    const view = await review()
    expect(view.warnings.find(({ rule }) => rule === 'private-sending')?.title).toMatch(/Flashbots Protect/)
    await ui.approve('transaction')
    await ui.until(() => held.length === 1)
    await look()
    const row = await newest(({ status }) => status === 'pending')
    expect(row.stuck).toBeNull()
    expect(publicly()).toBe(0)
    // It is not handed in again and again.
    expect(held.length).toBe(1)
    await include(held[0])
    await look()
    await isOver(row.id, 'confirmed')
  })

  test('behavior: not in a block for long: said, and sent publicly when the person says so', async () => {
    await on('flashbots')
    const { id } = await sendPrivately()
    await look()
    await devnet.client.mine({ blocks: 24 })
    await look()
    expect((await newest(() => true)).stuck).toBeNull()
    await devnet.client.mine({ blocks: 1 })
    await look()
    await newest(({ stuck }) => stuck?.why === 'relay' && stuck.name === 'Flashbots Protect')
    expect(publicly()).toBe(0)
    await ui.call('transactions.publish', { id })
    expect(publicly()).toBe(1)
    await look()
    await isOver(id, 'confirmed')
    await expect(ui.call('transactions.publish', { id })).rejects.toThrow(/Too late/)
  })

  test('behavior: the next one has the next nonce, sped up it goes the same way, cancelled it goes public', async () => {
    await on('flashbots')
    const first = await sendPrivately()
    const second = await sendPrivately()
    expect(second.nonce).toBe(first.nonce + 1)
    await ui.call('transactions.replace', { id: second.id, how: 'speed-up' })
    expect(rules(await ui.approval('transaction'))).toContain('private-sending')
    await ui.approve('transaction')
    await ui.until(() => held.length === 3)
    expect(publicly()).toBe(0)
    await ui.call('transactions.replace', { id: first.id, how: 'cancel' })
    expect(rules(await ui.approval('transaction'))).not.toContain('private-sending')
    await ui.approve('transaction')
    await look()
    await isOver(first.id, 'replaced')
    expect(publicly()).toBe(1)
    await include(held[2])
    await look()
    await isOver(second.id, 'replaced')
    await newest(({ status, nonce }) => status === 'confirmed' && nonce === second.nonce)
  })

  test('error: refused there: said, nothing is pending, and its nonce is free again', async () => {
    await on('flashbots')
    server.act.set(
      FLASHBOTS,
      respond(200, '{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"simulation reverted"}}'),
    )
    const nonce = await devnet.client.getTransactionCount({ address: ME })
    await review()
    await expect(ui.approve('transaction')).rejects.toThrow(/simulation reverted/)
    expect(publicly()).toBe(0)
    server.act.set(FLASHBOTS, takes)
    const row = await sendPrivately()
    expect(row.nonce).toBe(nonce)
    await include(held[0])
    await look()
    await isOver(row.id, 'confirmed')
  })

  test.each([
    ['silent', respond(500, 'oops')],
    ['one that speaks of another transaction', respond(200, `{"result":"0x${'11'.repeat(32)}"}`)],
  ])('security: a %s endpoint sends nothing public; switched off, there is a way out', async (_what, bad) => {
    await on('flashbots')
    server.act.set(FLASHBOTS, bad)
    await review()
    await ui.approve('transaction')
    const { id } = await newest(({ status }) => status === 'pending')
    await look()
    expect(publicly()).toBe(0)
    await ui.call('services.allow', { id: 'flashbots', allowed: false })
    await look()
    await newest(({ stuck }) => stuck?.why === 'relay')
    expect(publicly()).toBe(0)
    await ui.call('transactions.publish', { id })
    await look()
    await isOver(id, 'confirmed')
  })

  test('behavior: a new worker goes on as the one before', async () => {
    await on('flashbots')
    const { id } = await sendPrivately()
    world.restart()
    await look()
    expect(publicly()).toBe(0)
    await include(held[0])
    await look()
    await isOver(id, 'confirmed')
  })

  test('behavior: one of them at a time', async () => {
    await on('flashbots')
    await on('mevblocker')
    const allowed = await ui.until(({ services }) =>
      services.filter(({ kind, allowed }) => kind === 'relay' && allowed),
    )
    expect(allowed.map(({ id }) => id)).toEqual(['mevblocker'])
    server.act.set(BLOCKER, takes)
    const { id } = await sendPrivately()
    expect(server.asked.map(({ url }) => `${url}`)).toEqual(['https://rpc.mevblocker.io/noreverts'])
    await include(held[0])
    await look()
    await isOver(id, 'confirmed')
  })
})
