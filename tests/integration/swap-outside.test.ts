/** Outside services of swaps: asked only with consent, and believed in nothing. */
import { type Address, parseAbi, parseUnits } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SwapAsked, SwapQuote, SwapQuotes, TokenId } from '../../src/messaging/protocol'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { etchOutside, setOutside } from '../devnet/outside'
import { answer, COIN, EXACT, HOSTS, honest, type Id, type Told } from './outside-answers'
import { type Reply, respond, type ServicesServer, startServices } from './services-server'
import { ACCOUNTS, PASSWORD, restoredWorld, type Ui, type World } from './world'

const [ME, SECOND] = ACCOUNTS
const THIEF: Address = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'
const USDC = devnetAddresses.usdc as Address
const DAI = devnetAddresses.dai as Address
const AMOUNT = parseUnits('1000', 6)
const OUT = parseUnits('400', 18)
const IDS: Id[] = ['kyberswap', 'velora', 'lifi', 'zerox', 'oneinch']
const KEYED: Id[] = ['zerox', 'oneinch']
const abi = parseAbi(['function balanceOf(address) view returns (uint256)'])

let devnet: Devnet
let server: ServicesServer
let world: World
let ui: Ui
beforeAll(async () => {
  ;[devnet, server] = await Promise.all([startDevnet(), startServices()])
  await etchOutside(devnet, DAI, parseUnits('1200', 18), SECOND)
  await setOutside(devnet, 'zeroxRegistry', 0n)
  world = await restoredWorld(devnet.url)
  // As the chain, whose deadlines are held.
  world.now = Date.now()
  server.serve(world)
  ui = world.ui()
  await ui.call('vault.unlock', { password: PASSWORD })
}, 60_000)
afterAll(() => {
  world.worker.kill()
  return Promise.all([devnet.stop(), server.close()])
})
/** Nobody is allowed, and there are no keys. */
beforeEach(async () => {
  server.act.clear()
  server.asked.length = 0
  for (const { id, allowed, keys } of await ui.until((state) => state.services)) {
    for (const key of keys) await ui.call('services.removeKey', { id, keyId: key.id })
    if (allowed) await ui.call('services.allow', { id, allowed: false })
  }
})

const allow = async (...ids: Id[]) => {
  for (const id of ids) {
    await ui.call('services.allow', { id, allowed: true })
    if (KEYED.includes(id)) await ui.call('services.addKey', { id, key: 'goodkey-1', label: '' })
  }
}
const asked = (sell: TokenId, buy: TokenId, amount: bigint, more: Partial<SwapAsked> = {}): SwapAsked => ({
  chainId: 1,
  buyChainId: 1,
  account: ME,
  sell,
  buy,
  exact: 'in',
  amount: amount.toString(),
  slippageBps: 50,
  deadlineMinutes: 20,
  ...more,
})
async function quotes(request = asked(USDC, DAI, AMOUNT)): Promise<SwapQuotes & { id: string }> {
  const { id } = await ui.call('swap.ask', request)
  for (let seen = 0; ; ) {
    const found = await ui.call('swap.quotes', { id, seen })
    if (found.done) return { ...found, id }
    seen = found.revision
  }
}
const from = (found: SwapQuotes, id: Id): SwapQuote | undefined =>
  found.quotes.find(({ source }) => source.id === id)
const why = ({ failed }: SwapQuotes) => failed.map(({ why }) => why).join(' ')
const tells = (id: Id, told: Partial<Told> = {}, sell: Address = USDC, amount = AMOUNT) =>
  server.act.set(HOSTS[id], (one, response) =>
    respond(200, answer(id, { ...honest(id, ME, sell, DAI, amount, OUT), ...told }, one.url.pathname))(
      one,
      response,
    ),
  )
const dai = () => devnet.client.readContract({ address: DAI, abi, functionName: 'balanceOf', args: [ME] })

async function carryOut(found: { id: string }, quote: SwapQuote): Promise<void> {
  await ui.call('swap.start', { id: found.id, quoteId: quote.id })
  const view = await ui.approval()
  expect(view.blocked).toBeNull()
  const steps = view.kind === 'calls' && !view.together ? view.calls.length : 1
  const end = (await devnet.client.getTransactionCount({ address: ME })) + steps
  await ui.approve(view.kind)
  while ((await devnet.client.getTransactionCount({ address: ME })) < end)
    await new Promise((done) => setTimeout(done, 20))
  await ui.until(({ activity }) => activity.every((row) => row.status !== 'pending'))
}

describe('asking', () => {
  test('security: nobody is asked before the person has said yes, nor after a no', async () => {
    for (const id of IDS) tells(id)
    await quotes()
    expect(server.asked).toEqual([])
    await allow('velora')
    await quotes()
    await ui.call('services.allow', { id: 'velora', allowed: false })
    await quotes()
    expect(server.asked.map(({ host }) => host)).toEqual([HOSTS.velora])
  })

  test('security: no fee, no referrer and no partner is asked for; keys stand in headers', async () => {
    for (const id of IDS) tells(id)
    await allow(...IDS)
    const found = await quotes()
    expect(found.failed).toEqual([])
    for (const { url, body } of server.asked) {
      expect(`${url} ${body}`).not.toMatch(
        /referrer|integrator|partner|swapFee|feeRecipient|feeReceiver|[?&]fee=/i,
      )
      expect(`${url}`).not.toContain('goodkey')
    }
  })

  test('behavior: what a service said goes back to it to the last digit', async () => {
    tells('kyberswap')
    await allow('kyberswap')
    expect(from(await quotes(), 'kyberswap')).toBeDefined()
    const { body } = server.asked.at(-1) ?? { body: '' }
    expect(body).toContain(`"priceLimit":${EXACT}`)
    expect(JSON.parse(body)).toMatchObject({ sender: ME, recipient: ME, slippageTolerance: 50 })
  })

  test('behavior: a key that is refused makes way for the next one', async () => {
    server.act.set(HOSTS.oneinch, (one, response) =>
      (one.headers.authorization === 'Bearer goodkey-2'
        ? respond(200, answer('oneinch', honest('oneinch', ME, USDC, DAI, AMOUNT, OUT), ''))
        : respond(401, '{}'))(one, response),
    )
    await allow('oneinch')
    await ui.call('services.addKey', { id: 'oneinch', key: 'goodkey-2', label: '' })
    expect(from(await quotes(), 'oneinch')).toMatchObject({ buyAmount: OUT.toString() })
  })
})

describe('carried out', () => {
  test.each(IDS)(
    'behavior: %s: what is offered arrives, for just the amount that was allowed',
    async (id) => {
      tells(id)
      await setOutside(devnet, id === 'zerox' ? 'zeroxSettler' : id, OUT)
      await allow(id)
      const found = await quotes()
      const quote = from(found, id)
      if (quote === undefined) throw new Error(why(found))
      expect(quote).toMatchObject({
        sellAmount: AMOUNT.toString(),
        buyAmount: OUT.toString(),
        // Velora's router keeps a unit of it.
        minReceived: ((OUT * 9_950n) / 10_000n - (id === 'velora' ? 1n : 0n)).toString(),
        allowance: { via: 'approve', amount: AMOUNT.toString() },
      })
      const before = await dai()
      await carryOut(found, quote)
      expect((await dai()) - before).toBe(OUT)
    },
  )

  test('behavior: coins are sold by their value', async () => {
    tells('kyberswap', {}, COIN, 10n ** 17n)
    await setOutside(devnet, 'kyberswap', OUT)
    await allow('kyberswap')
    const found = await quotes(asked('native', DAI, 10n ** 17n))
    const quote = from(found, 'kyberswap')
    if (quote === undefined) throw new Error(why(found))
    const before = await dai()
    await carryOut(found, quote)
    expect((await dai()) - before).toBe(OUT)
  })

  test.each(['half', 'thief'] as const)(
    'security: a known router that does not hold to its calldata (%s) is never signed for',
    async (lie) => {
      tells('kyberswap')
      await setOutside(devnet, 'kyberswap', OUT, lie)
      await allow('kyberswap')
      const found = await quotes()
      const quote = from(found, 'kyberswap')
      await ui.call('swap.start', { id: found.id, quoteId: quote?.id ?? '' })
      const view = await ui.approval()
      expect(view.blocked).toMatch(/less than the minimum/)
      await expect(ui.approve(view.kind)).rejects.toThrow()
      await ui.reject(view.kind)
    },
  )
})

const LIES: readonly [string, Partial<Told>, RegExp][] = [
  ['another recipient', { recipient: THIEF }, /pays somebody else/],
  ['an inflated minimum', { least: (OUT * 9_900n) / 10_000n }, /promises more/],
  ['no minimum at all', { least: 0n }, /promises more/],
  ['another router', { to: THIEF, spender: THIEF }, /not known as its router/],
  ['another token bought', { buy: THIEF }, /buys another token/],
  ['another token sold', { sell: THIEF }, /sells another token/],
  ['more taken than sold', { takes: AMOUNT + 1n }, /takes more|cannot read/],
  ['coins taken beside the token', { value: 1n }, /takes coins/],
]

describe('lies', () => {
  for (const id of IDS)
    test.each(LIES)(`security: ${id}: %s is refused`, async (_what, lie, words) => {
      tells(id, lie)
      await allow(id)
      const found = await quotes()
      expect(from(found, id)).toBeUndefined()
      expect(why(found)).toMatch(words)
    })

  test.each(['velora', 'lifi', 'zerox'] as const)(
    'security: %s: an allowance to a strange spender is refused',
    async (id) => {
      tells(id, { spender: THIEF })
      await allow(id)
      const found = await quotes()
      expect(from(found, id)).toBeUndefined()
      expect(why(found)).toMatch(/tokens allowed to an address that is not known/)
    },
  )

  test.each(['velora', 'lifi'] as const)(
    'security: %s: an offer for another network is refused',
    async (id) => {
      tells(id, { chain: '137' })
      await allow(id)
      expect(why(await quotes())).toMatch(/another network/)
    },
  )

  test('security: an offer for another amount, and coins above the amount, are refused', async () => {
    tells('velora', { amount: AMOUNT * 2n })
    await allow('velora')
    expect(why(await quotes())).toMatch(/another amount/)
    tells('velora', { value: 2n * 10n ** 17n }, COIN, 10n ** 17n)
    expect(why(await quotes(asked('native', DAI, 10n ** 17n)))).toMatch(/takes more than you sell/)
  })

  test('security: 0x: a contract that its registry does not name is refused', async () => {
    tells('zerox', { settler: THIEF })
    await allow('zerox')
    expect(why(await quotes())).toMatch(/runs a contract that is not its own/)
  })
})

describe('answers that are none', () => {
  test('behavior: a slow one delays nobody: the others are there while it is waited for', async () => {
    server.act.set(HOSTS.lifi, () => undefined)
    tells('velora')
    await allow('velora', 'lifi')
    const { id } = await ui.call('swap.ask', asked(USDC, DAI, AMOUNT))
    for (let seen = 0; ; ) {
      const found = await ui.call('swap.quotes', { id, seen })
      seen = found.revision
      if (from(found, 'velora') === undefined) continue
      expect(found.waiting).toContain('LI.FI')
      break
    }
    await ui.call('swap.stop', { id })
  })

  const BAD: readonly [string, Reply, RegExp][] = [
    ['HTML', respond(200, '<html>blocked</html>', { 'content-type': 'text/html' }), /makes no sense/],
    ['a truncated body', respond(200, '{"priceRoute":{"network":1,'), /makes no sense/],
    ['another shape', respond(200, '{"dstAmount":-1,"tx":[]}'), /makes no sense/],
    ['a huge body', respond(200, JSON.stringify({ filler: 'x'.repeat(700_000) })), /makes no sense/],
    ['500', respond(500, 'oops'), /did not answer/],
    ['400', respond(400, '{"error":"No routes found"}'), /no offer/],
    ['nothing for long', () => undefined, /did not answer/],
    // The last: they are left alone for a while then.
    ['429', respond(429, '{}'), /asked too often/],
  ]
  test.each(BAD.slice(0, -1))(
    'error: velora, 0x: %s: every other source stands',
    async (_what, bad, words) => {
      world.patience = 2_000
      for (const id of IDS) server.act.set(HOSTS[id], bad)
      tells('kyberswap')
      await allow('kyberswap', 'velora', 'zerox')
      const found = await quotes()
      expect(found.quotes.map(({ source }) => source.id)).toEqual(
        expect.arrayContaining(['kyberswap', 'chain']),
      )
      expect(found.failed.map(({ label }) => label).sort()).toEqual(['0x', 'Velora'])
      for (const { why } of found.failed) expect(why).toMatch(words)
    },
  )

  test.each(BAD)('error: %s: every other source stands', async (_what, bad, words) => {
    world.patience = 2_000
    for (const id of IDS) server.act.set(HOSTS[id], bad)
    tells('velora')
    await allow('kyberswap', 'velora', 'lifi', 'oneinch')
    const found = await quotes()
    expect(found.quotes.map(({ source }) => source.id)).toEqual(expect.arrayContaining(['velora', 'chain']))
    expect(found.failed.map(({ label }) => label).sort()).toEqual(['1inch', 'KyberSwap', 'LI.FI'])
    expect(why(found)).toMatch(words)
  })
})
