/** Swaps to another network: this side held to, the other side followed to what its own network shows. */
import { type Address, encodeFunctionData, type Hex, parseAbi, parseEther, parseUnits } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SwapAsked, SwapQuotes, SwapView } from '../../src/messaging/protocol'
import code from '../devnet/artifacts/code.json' with { type: 'json' }
import { type Devnet, devnetAddresses, etchMulticall3, startDevnet } from '../devnet/devnet'
import { etchOutside } from '../devnet/outside'
import {
  BASE_USDC,
  BRIDGE_LEAST,
  BRIDGE_OUT,
  type BridgeLie,
  bridgeDone,
  bridgeQuote,
} from './bridge-answers'
import { respond, type ServicesServer, startServices } from './services-server'
import { ACCOUNTS, PASSWORD, restoredWorld, type Ui, type World } from './world'

const [ME, SECOND] = ACCOUNTS
const THIEF: Address = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'
const USDC = devnetAddresses.usdc as Address
const AMOUNT = parseUnits('100', 6)
const mint = parseAbi(['function mint(address to, uint256 value)'])
let devnet: Devnet
let base: Devnet
let server: ServicesServer
let world: World
let ui: Ui
let lie: BridgeLie
let status: object | null

beforeAll(async () => {
  ;[devnet, base, server] = await Promise.all([
    startDevnet(),
    startDevnet({ chainId: 8453 }),
    startServices(),
  ])
  await etchOutside(devnet, devnetAddresses.dai as Address, parseEther('1'), SECOND)
  await etchMulticall3(base)
  await base.client.setCode({ address: BASE_USDC, bytecode: code.broken.old as Hex })
  world = await restoredWorld(devnet.url)
  world.now = Date.now()
  server.serve(world)
  ui = world.ui()
  await ui.call('vault.unlock', { password: PASSWORD })
  await ui.call('networks.setEndpoints', { chainId: 8453, endpoints: [base.url] })
  await ui.call('services.allow', { id: 'lifi', allowed: true })
}, 60_000)
afterAll(() => {
  world.worker.kill()
  return Promise.all([devnet.stop(), base.stop(), server.close()])
})
beforeEach(() => {
  lie = {}
  status = null
  server.asked.length = 0
  server.act.set('li.quest', (one, response) =>
    (one.url.pathname === '/v1/status'
      ? status === null
        ? respond(404, '{"message":"not found","code":1011}')
        : respond(200, JSON.stringify(status))
      : respond(200, bridgeQuote(one.url.searchParams, lie)))(one, response),
  )
})

const asked = (more: Partial<SwapAsked> = {}): SwapAsked => ({
  chainId: 1,
  buyChainId: 8453,
  account: ME,
  sell: USDC,
  buy: BASE_USDC,
  exact: 'in',
  amount: AMOUNT.toString(),
  slippageBps: 50,
  deadlineMinutes: 30,
  ...more,
})
async function quotes(request = asked()): Promise<SwapQuotes & { id: string }> {
  const { id } = await ui.call('swap.ask', request)
  for (let seen = 0; ; ) {
    const found = await ui.call('swap.quotes', { id, seen })
    if (found.done) return { ...found, id }
    seen = found.revision
  }
}
const why = ({ failed }: SwapQuotes) => failed.map(({ why }) => why).join(' ')
const swap = (id: string, pick: (one: SwapView) => boolean): Promise<SwapView> =>
  ui.until((state) => state.swaps.find((one) => one.id === id && pick(one)))
const later = async () => {
  world.now += 20_000
  await world.worker.background.alarm('watch')
  await world.worker.background.alarm('watch')
}
/** Until its transaction on this side is confirmed. */
async function send(request = asked()): Promise<string> {
  const found = await quotes(request)
  const [quote] = found.quotes
  if (quote === undefined) throw new Error(why(found))
  const { swapId } = await ui.call('swap.start', { id: found.id, quoteId: quote.id })
  const view = await ui.approval()
  expect(view.blocked).toBeNull()
  await ui.approve(view.kind)
  await ui.until(
    ({ activity, swaps }) =>
      swaps.find(({ id }) => id === swapId)?.status === 'pending' &&
      activity.every((row) => row.status !== 'pending'),
  )
  return swapId ?? ''
}
/** On the other network, whose clock goes as the person's. */
async function there(sent: { to: Address; data?: Hex; value?: bigint }): Promise<Hex> {
  const { timestamp } = await base.client.getBlock()
  const now = BigInt(Math.floor(world.now / 1000))
  await base.client.setNextBlockTimestamp({ timestamp: now > timestamp ? now : timestamp + 1n })
  const hash = await base.client.sendTransaction({ account: THIEF, ...sent })
  await base.client.waitForTransactionReceipt({ hash })
  return hash
}
const arrive = (value = BRIDGE_OUT): Promise<Hex> =>
  there({ to: BASE_USDC, data: encodeFunctionData({ abi: mint, args: [ME, value] }) })
describe('to another network', () => {
  test('behavior: both legs: sent here, arrived there by the log of that network', async () => {
    const found = await quotes()
    const [quote] = found.quotes
    expect(quote).toMatchObject({
      kind: 'bridge',
      buyAmount: BRIDGE_OUT.toString(),
      minReceived: BRIDGE_LEAST.toString(),
      seconds: 5,
      source: { label: 'LI.FI', service: 'lifi' },
    })
    expect(quote?.warnings.map(({ rule, text }) => `${rule}: ${text}`).join()).toMatch(
      /bridge-trust: What arrives on Base is promised by LI.FI and the bridge across/,
    )
    const id = await send()
    status = { status: 'PENDING', substatus: 'WAIT_DESTINATION_TRANSACTION' }
    await later()
    expect((await swap(id, ({ why }) => why !== null)).why).toBe('On its way to Base.')
    // A new worker knows where it was, and tells the end with no page of the wallet open.
    await ui.call('settings.set', { notify: { confirmed: true, failed: true, received: false } })
    world.notified.length = 0
    world.restart()
    status = bridgeDone(await arrive())
    await later()
    await expect
      .poll(() => world.notified)
      .toEqual([{ id: `swap:${id}`, title: 'Arrived', text: '99 USDC for 100 USDC on Base.' }])
    expect(await swap(id, (one) => one.status === 'confirmed')).toMatchObject({
      received: BRIDGE_OUT.toString(),
      why: null,
    })
    server.asked.length = 0
    await later()
    expect(server.asked).toEqual([])
  })

  test('security: the word of LI.FI alone is told as that, and ends nothing', async () => {
    const old = await arrive()
    world.now += 200_000
    const id = await send()
    // Nothing there; a transaction that is none of it.
    status = bridgeDone(`0x${'77'.repeat(32)}`)
    await later()
    expect((await swap(id, ({ why }) => why !== null)).why).toMatch(/says that it arrived.*does not show/)
    status = bridgeDone(await there({ to: SECOND, value: 1n }))
    await later()
    expect((await swap(id, () => true)).status).toBe('pending')
    // One from before it was sent.
    status = bridgeDone(old)
    await later()
    expect((await swap(id, () => true)).status).toBe('pending')
    status = bridgeDone(await arrive(BRIDGE_OUT / 2n))
    await later()
    expect(await swap(id, (one) => one.status === 'confirmed')).toMatchObject({
      received: (BRIDGE_OUT / 2n).toString(),
      why: expect.stringMatching(/Less arrived/),
    })
  })

  test('error: failed and sent back, as LI.FI says it', async () => {
    for (const [told, words] of [
      [{ status: 'FAILED', substatus: 'UNKNOWN_FAILED_ERROR' }, /says that the bridge failed/],
      [{ status: 'DONE', substatus: 'REFUNDED' }, /sent it back/],
    ] as const) {
      const id = await send()
      status = told
      await later()
      expect((await swap(id, (one) => one.status === 'failed')).why).toMatch(words)
      await expect.poll(() => world.notified.find((one) => one.id === `swap:${id}`)?.text).toMatch(words)
    }
  })

  test('behavior: coins for coins: what arrived is the difference of two balances', async () => {
    const amount = parseEther('0.01')
    const id = await send(asked({ sell: 'native', buy: 'native', amount: amount.toString() }))
    status = bridgeDone(await there({ to: ME, value: amount }))
    await later()
    expect(await swap(id, (one) => one.status === 'confirmed')).toMatchObject({ received: amount.toString() })
  })
})

describe('lies', () => {
  test.each([
    ['HTML', respond(200, '<html>blocked</html>', { 'content-type': 'text/html' }), /makes no sense/],
    ['a truncated body', respond(200, '{"tool":"across","action":{'), /makes no sense/],
    ['another shape', respond(200, '{"tool":5,"estimate":[]}'), /makes no sense/],
    ['500', respond(500, 'oops'), /did not answer/],
    ['404', respond(404, '{"message":"No available quotes"}'), /no offer/],
  ])('error: %s: nothing is offered, and it is said why', async (_what, bad, words) => {
    server.act.set('li.quest', bad)
    const found = await quotes()
    expect(found.quotes).toEqual([])
    expect(why(found)).toMatch(words)
  })

  test.each<[string, BridgeLie, RegExp]>([
    ['another recipient', { receiver: THIEF }, /pays somebody else/],
    ['another network', { toChain: 137n }, /another network/],
    ['another contract', { to: THIEF }, /not known as its router/],
    ['a strange spender', { spender: THIEF }, /tokens allowed/],
    ['more than is sold', { takes: AMOUNT + 1n }, /takes more/],
    ['another token', { token: THIEF }, /sells another token/],
    ['another amount', { fromAmount: 5n }, /another amount/],
    ['coins beside it', { value: 1n }, /takes coins/],
    ['a minimum far below', { least: BRIDGE_OUT / 2n }, /may lose more/],
    // The same arguments would be read as others by a function that pays whom its fourth word names.
    ['another function', { selector: '0x4666fc80' }, /cannot read/],
    ['a call on the other side', { calls: true }, /cannot read/],
    ['a minimum above what is offered', { least: BRIDGE_OUT + 1n }, /makes no sense/],
  ])('security: %s is refused', async (_what, told, words) => {
    lie = told
    const found = await quotes()
    expect(found.quotes).toEqual([])
    expect(why(found)).toMatch(words)
  })
})
