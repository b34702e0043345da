/** Orders of CoW Protocol: signed and handed in once, followed to what the network says of them. */
import { type Address, type Hex, parseAbi, parseUnits } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cowUid } from '../../src/ethereum/swap/cow-order'
import type { SwapAsked, SwapQuotes, SwapView } from '../../src/messaging/protocol'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { COW, etchOutside } from '../devnet/outside'
import { type Reply, respond, type ServicesServer, startServices } from './services-server'
import { ACCOUNTS, deathsIn, PASSWORD, restoredWorld, type Ui, type World } from './world'

const [ME, SECOND] = ACCOUNTS
const ANYBODY: Address = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'
const USDC = devnetAddresses.usdc as Address
const DAI = devnetAddresses.dai as Address
const HOST = 'api.cow.fi'
const AMOUNT = parseUnits('100', 6)
const FEE = parseUnits('1', 6)
const OUT = parseUnits('98', 18)
const MAX = 2n ** 256n - 1n

const erc20 = parseAbi([
  'function balanceOf(address) view returns (uint256)',
  'function approve(address, uint256) returns (bool)',
])
const settlement = parseAbi([
  'struct Order { address sellToken; address buyToken; address receiver; uint256 sellAmount; uint256 buyAmount; uint32 validTo; bytes32 appData; uint256 feeAmount; string kind; bool partiallyFillable; string sellTokenBalance; string buyTokenBalance; }',
  'function settle(Order order, bytes signature, address owner, uint256 sold, uint256 bought)',
  'function filledAmount(bytes) view returns (uint256)',
])

type Posted = {
  sellToken: Address
  buyToken: Address
  receiver: Address
  sellAmount: string
  buyAmount: string
  validTo: number
  appData: string
  appDataHash: Hex
  feeAmount: string
  kind: 'sell' | 'buy'
  partiallyFillable: boolean
  sellTokenBalance: string
  buyTokenBalance: string
  signature: Hex
  from: Address
  quoteId: number
}

let devnet: Devnet
let server: ServicesServer
let world: World
let ui: Ui
/** What the order book holds, by uid, and how often each was handed in. */
let book: Map<string, { order: Posted; times: number; status: string }>
/** What it says beside the truth. */
let quoteLie: Record<string, unknown>
let refuses: Reply | null

beforeAll(async () => {
  ;[devnet, server] = await Promise.all([startDevnet(), startServices()])
  await etchOutside(devnet, DAI, parseUnits('1000', 18), SECOND)
  await devnet.client.impersonateAccount({ address: ME })
  await devnet.client.writeContract({
    account: ME,
    address: USDC,
    abi: erc20,
    functionName: 'approve',
    args: [COW.relayer, MAX],
  })
  await devnet.client.stopImpersonatingAccount({ address: ME })
  world = await restoredWorld(devnet.url)
  world.now = Date.now()
  server.serve(world)
  ui = world.ui()
  await ui.call('vault.unlock', { password: PASSWORD })
  await ui.call('services.allow', { id: 'cow', allowed: true })
}, 60_000)
afterAll(() => {
  world.worker.kill()
  return Promise.all([devnet.stop(), server.close()])
})
beforeEach(() => {
  book = new Map()
  quoteLie = {}
  refuses = null
  server.asked.length = 0
  server.act.set(HOST, bookKeeper)
})

const json = (status: number, body: unknown) => respond(status, JSON.stringify(body))
const bookKeeper: Reply = (asked, response) => {
  const { pathname } = asked.url
  const uid = pathname.split('/').at(-1) ?? ''
  const reply = (): Reply => {
    if (pathname === '/mainnet/api/v1/quote') {
      const body = JSON.parse(asked.body)
      const { sellToken, buyToken, receiver, validTo, kind, partiallyFillable } = body
      const sell = BigInt(body.sellAmountBeforeFee ?? AMOUNT) - FEE
      return json(200, {
        quote: {
          sellToken,
          buyToken,
          receiver,
          sellAmount: sell.toString(),
          buyAmount: body.buyAmountAfterFee ?? OUT.toString(),
          validTo,
          appData: body.appData,
          appDataHash: body.appDataHash,
          feeAmount: FEE.toString(),
          gasAmount: '150000',
          gasPrice: '15000000000',
          sellTokenPrice: '0.0004',
          kind,
          partiallyFillable,
          sellTokenBalance: 'erc20',
          buyTokenBalance: 'erc20',
          signingScheme: 'eip712',
          ...quoteLie,
        },
        from: body.from,
        expiration: '2026-11-28T10:00:00.000Z',
        id: 1234,
        verified: true,
      })
    }
    if (pathname === '/mainnet/api/v1/orders' && refuses !== null) return refuses
    if (pathname === '/mainnet/api/v1/orders') {
      const order: Posted = JSON.parse(asked.body)
      const id = cowUid(1, order, order.from)
      const known = book.get(id)
      book.set(id, { order, times: (known?.times ?? 0) + 1, status: 'open' })
      return known === undefined
        ? json(201, id)
        : json(400, { errorType: 'DuplicatedOrder', description: 'order already exists' })
    }
    if (pathname.includes('/trades')) return json(200, [])
    const found = book.get(uid)
    return found === undefined
      ? json(404, { errorType: 'NotFound' })
      : json(200, { uid, status: found.status })
  }
  reply()(asked, response)
}

const asked = (more: Partial<SwapAsked> = {}): SwapAsked => ({
  chainId: 1,
  buyChainId: 1,
  account: ME,
  sell: USDC,
  buy: DAI,
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
const cowOf = ({ quotes }: SwapQuotes) => quotes.find(({ source }) => source.id === 'cow')
const why = ({ failed }: SwapQuotes) => failed.map(({ why }) => why).join(' ')

/** To the open question of its signature. */
async function start(request = asked()): Promise<string> {
  const found = await quotes(request)
  const quote = cowOf(found)
  if (quote === undefined) throw new Error(why(found))
  const { swapId } = await ui.call('swap.start', { id: found.id, quoteId: quote.id })
  return swapId ?? ''
}
const swap = (id: string, pick: (one: SwapView) => boolean): Promise<SwapView> =>
  ui.until((state) => state.swaps.find((one) => one.id === id && pick(one)))
const only = () => {
  const [[uid, posted] = ['', undefined]] = book
  if (posted === undefined) throw new Error('nothing was handed in')
  return { uid: uid as Hex, ...posted }
}
/** Somebody carries it out. */
async function settle(bought: bigint): Promise<void> {
  const { order } = only()
  await devnet.client.writeContract({
    account: ANYBODY,
    address: COW.settlement,
    abi: settlement,
    functionName: 'settle',
    args: [
      {
        ...order,
        sellAmount: BigInt(order.sellAmount),
        buyAmount: BigInt(order.buyAmount),
        appData: order.appDataHash,
        feeAmount: 0n,
      },
      order.signature,
      ME,
      BigInt(order.sellAmount),
      bought,
    ],
  })
}
/** Time for the next look at the orders. */
const later = async () => {
  world.now += 61_000
  // The first may join a look that is under way.
  await world.worker.background.alarm('watch')
  await world.worker.background.alarm('watch')
}
const balance = (token: Address) =>
  devnet.client.readContract({ address: token, abi: erc20, functionName: 'balanceOf', args: [ME] })

describe('an order', () => {
  test('behavior: signed, handed in once, carried out: what truly arrived, by the network', async () => {
    const id = await start()
    const view = await ui.approval('typed-data')
    expect(view.blocked).toBeNull()
    const before = await balance(DAI)
    await ui.approve('typed-data')
    await swap(id, ({ status }) => status === 'pending')
    const { order, times } = only()
    expect(times).toBe(1)
    expect(order).toMatchObject({
      sellAmount: AMOUNT.toString(),
      buyAmount: ((OUT * 9_950n) / 10_000n).toString(),
      feeAmount: '0',
      receiver: ME,
      from: ME,
      kind: 'sell',
      partiallyFillable: false,
      appData: '{}',
      signingScheme: 'eip712',
    })
    await settle(OUT)
    await later()
    const done = await swap(id, ({ status }) => status === 'confirmed')
    expect(done).toMatchObject({ sold: AMOUNT.toString(), received: OUT.toString(), why: null })
    expect((await balance(DAI)) - before).toBe(OUT)
    // It is over: nobody is asked any more.
    server.asked.length = 0
    await later()
    expect(server.asked).toEqual([])
  })

  test('behavior: an exact amount is bought, for at most what was shown', async () => {
    const want = parseUnits('50', 18)
    await start(asked({ exact: 'out', amount: want.toString() }))
    await ui.approve('typed-data')
    await ui.until(() => book.size === 1)
    expect(only().order).toMatchObject({ kind: 'buy', buyAmount: want.toString() })
    expect(BigInt(only().order.sellAmount)).toBe((AMOUNT * 10_050n) / 10_000n)
  })

  test('security: a word of the order book alone ends nothing', async () => {
    const id = await start()
    await ui.approve('typed-data')
    await swap(id, ({ status }) => status === 'pending')
    for (const status of ['fulfilled', 'expired', 'cancelled']) {
      book.set(only().uid, { ...only(), status })
      await later()
      await swap(id, (one) => one.status === 'pending')
    }
    expect((await swap(id, () => true)).why).toMatch(/says that the order was cancelled/)
  })

  test('behavior: cancelled on the network by its owner, who pays for that', async () => {
    const id = await start()
    await ui.approve('typed-data')
    await swap(id, ({ status }) => status === 'pending')
    await ui.call('swap.cancel', { id })
    await ui.approve('transaction')
    const args = [only().uid] as const
    while (
      (await devnet.client.readContract({
        address: COW.settlement,
        abi: settlement,
        functionName: 'filledAmount',
        args,
      })) !== MAX
    )
      await new Promise((done) => setTimeout(done, 20))
    await later()
    expect((await swap(id, ({ status }) => status === 'cancelled')).why).toMatch(/Nothing was sold/)
    await expect(ui.call('swap.cancel', { id })).rejects.toThrow(/no open order/)
  })

  test('behavior: killed at any operation of handing it in: one order, found again by its uid', async () => {
    /** A person who does not give up, and a browser that starts what has died. */
    async function flow(death?: { at: number; when: 'before' | 'after' }): Promise<string[]> {
      book.clear()
      const id = await start()
      await ui.approval('typed-data')
      const { worker, operations } = world
      const [begun, count] = [operations.length, worker.count]
      if (death !== undefined) worker.death = { ...death, at: count + death.at }
      /** To what is shown by then: a question may have been looked into anew. */
      const yes = () => {
        const view = ui.state?.approvals.find(({ kind }) => kind === 'typed-data')
        if (view === undefined) return
        ui.call('approvals.approve', { id: view.id, digest: view.digest, edits: {} }).catch(() => undefined)
      }
      const again = setInterval(yes, 100)
      const reviver = setInterval(() => world.worker.alive || world.restart(), 5)
      try {
        yes()
        await ui.until(({ swaps, approvals }) => {
          const one = swaps.find((swap) => swap.id === id)
          return approvals.length === 0 && one?.status === 'pending' && book.size > 0
        })
        const done = operations.slice(begun, begun + worker.count - count)
        if (!world.worker.alive) world.restart()
        return done
      } finally {
        // One that did not come does not meet what follows.
        worker.death = undefined
        clearInterval(again)
        clearInterval(reviver)
      }
    }
    const smooth = await flow()
    for (const when of ['before', 'after'] as const)
      for (const at of deathsIn(smooth)) {
        // Around handing it in, each; the rest of an approval is shown in approvals.test.ts.
        if (!process.env.SOAK && !/fetch|set swaps/.test(smooth[at - 1] ?? '')) continue
        await flow({ at, when })
        expect(book.size, `killed ${when} operation ${at}: ${smooth[at - 1]}`).toBe(1)
      }
    await later()
    await ui.until(({ swaps }) => /waits for somebody/.test(swaps[0]?.why ?? ''))
  })

  test('error: refused by the order book: said, and nothing is open', async () => {
    refuses = json(400, { errorType: 'InsufficientBalance', description: '' })
    const id = await start()
    await ui.approve('typed-data').catch(() => undefined)
    expect((await swap(id, ({ status }) => status === 'failed')).why).toMatch(/did not take the order/)
  })

  test('security: refused, but nobody says whether it is there: it is followed, for it may be carried out', async () => {
    refuses = json(400, { errorType: 'DuplicatedOrder', description: '' })
    const id = await start()
    server.act.set(HOST, (request, response) =>
      request.url.pathname.includes('/orders/')
        ? respond(500, '')(request, response)
        : bookKeeper(request, response),
    )
    await ui.approve('typed-data')
    await later()
    await swap(id, ({ status, why }) => status === 'pending' && /does not say/.test(why ?? ''))
  })

  test('behavior: out of time: it holds no more, said by the clock of the network alone', async () => {
    const id = await start(asked({ deadlineMinutes: 5 }))
    await ui.approve('typed-data')
    await swap(id, ({ status }) => status === 'pending')
    server.act.set(HOST, respond(500, ''))
    await later()
    await swap(id, ({ status, why }) => status === 'pending' && /does not say/.test(why ?? ''))
    await devnet.client.setNextBlockTimestamp({ timestamp: BigInt(only().order.validTo) + 1n })
    await devnet.client.mine({ blocks: 1 })
    await later()
    expect((await swap(id, ({ status }) => status === 'failed')).why).toMatch(/Nothing was sold/)
  })
})

describe('quotes', () => {
  test.each([
    ['another token', { buyToken: ANYBODY }, /other tokens/],
    ['another amount', { sellAmount: '1' }, /another amount/],
    ['another side', { kind: 'buy' }, /another amount/],
    ['nothing for it', { buyAmount: '0' }, /gives nothing/],
    ['a negative amount', { buyAmount: '-5' }, /makes no sense/],
    ['an amount beyond 256 bits', { buyAmount: `9${'9'.repeat(77)}` }, /makes no sense/],
  ])('security: %s is refused', async (_what, lie, words) => {
    quoteLie = lie
    const found = await quotes()
    expect(cowOf(found)).toBeUndefined()
    expect(why(found)).toMatch(words)
  })

  test('behavior: coins are not sold by a signature: it is not asked', async () => {
    await quotes(asked({ sell: 'native', amount: '1000000000000000' }))
    expect(server.asked).toEqual([])
  })
})
