/** Orders of CoW Protocol: signed and handed in once, followed to what the network says of them. */
import { type Address, parseAbi, parseUnits } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Part, SwapAsked, SwapQuotes, SwapView } from '../../src/messaging/protocol'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { COW, etchOutside } from '../devnet/outside'
import { COW_HOST, CowBook, settlement } from './cow-book'
import { respond, type ServicesServer, startServices } from './services-server'
import { ACCOUNTS, deathsIn, PASSWORD, restoredWorld, type Ui, type World } from './world'

const [ME, SECOND] = ACCOUNTS
const ANYBODY: Address = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'
const USDC = devnetAddresses.usdc as Address
const DAI = devnetAddresses.dai as Address
const AMOUNT = parseUnits('100', 6)
const { OUT } = CowBook
const MAX = 2n ** 256n - 1n

const erc20 = parseAbi([
  'function balanceOf(address) view returns (uint256)',
  'function approve(address, uint256) returns (bool)',
])
let devnet: Devnet
let server: ServicesServer
let world: World
let ui: Ui
let book: CowBook

/** What the network lets the relayer take of it. */
async function allow(amount: bigint): Promise<void> {
  await devnet.client.impersonateAccount({ address: ME })
  await devnet.client.writeContract({
    account: ME,
    address: USDC,
    abi: erc20,
    functionName: 'approve',
    args: [COW.relayer, amount],
  })
  await devnet.client.stopImpersonatingAccount({ address: ME })
}

beforeAll(async () => {
  ;[devnet, server] = await Promise.all([startDevnet(), startServices()])
  await etchOutside(devnet, DAI, parseUnits('1000', 18), SECOND)
  await allow(MAX)
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
  book = new CowBook()
  server.asked.length = 0
  server.act.set(COW_HOST, book.reply)
})

const json = (status: number, body: unknown) => respond(status, JSON.stringify(body))
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
/** Time for the next look at the orders. */
const later = async () => {
  world.now += 61_000
  // The first may join a look that is under way.
  await world.worker.background.alarm('watch')
  await world.worker.background.alarm('watch')
}
const balance = (token: Address) =>
  devnet.client.readContract({ address: token, abi: erc20, functionName: 'balanceOf', args: [ME] })

const textOfParts = (parts: readonly Part[]) =>
  parts
    .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address))
    .join('')
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 5))
}

describe('an order', () => {
  test('behavior: signed, handed in once, carried out: what truly arrived, by the network', async () => {
    const id = await start()
    const view = await ui.approval('typed-data')
    expect(view.blocked).toBeNull()
    const before = await balance(DAI)
    await ui.approve('typed-data')
    await swap(id, ({ status }) => status === 'pending')
    const { order, times } = book.only()
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
    await book.settle(devnet, OUT)
    await later()
    const done = await swap(id, ({ status }) => status === 'confirmed')
    expect(done).toMatchObject({ sold: AMOUNT.toString(), received: OUT.toString(), why: null })
    expect((await balance(DAI)) - before).toBe(OUT)
    // It is over: nobody is asked any more, and nothing wakes the worker for it.
    server.asked.length = 0
    world.requests.length = 0
    await later()
    expect([server.asked, world.requests, world.alarms.has('watch')]).toEqual([[], [], false])
  })

  test('behavior: an exact amount is bought, for at most what was shown', async () => {
    const want = parseUnits('50', 18)
    await start(asked({ exact: 'out', amount: want.toString() }))
    await ui.approve('typed-data')
    await ui.until(() => book.orders.size === 1)
    expect(book.only().order).toMatchObject({ kind: 'buy', buyAmount: want.toString() })
    expect(BigInt(book.only().order.sellAmount)).toBe((AMOUNT * 10_050n) / 10_000n)
  })

  test('security: a word of the order book alone ends nothing', async () => {
    const id = await start()
    await ui.approve('typed-data')
    await swap(id, ({ status }) => status === 'pending')
    for (const status of ['fulfilled', 'expired', 'cancelled']) {
      book.orders.set(book.only().uid, { ...book.only(), status })
      await later()
      await swap(id, (one) => one.status === 'pending')
    }
    expect((await swap(id, () => true)).why).toMatch(/says that the order was cancelled/)
  })

  test('behavior: cancelled on the network by its owner, who pays for that', async () => {
    const id = await start()
    await ui.approve('typed-data')
    await swap(id, ({ status }) => status === 'pending')
    await ui.call('swap.cancel', { id, how: 'transaction' })
    await ui.approve('transaction')
    const args = [book.only().uid] as const
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
    await expect(ui.call('swap.cancel', { id, how: 'transaction' })).rejects.toThrow(/no open order/)
  })

  test('behavior: taken back by a signature, for no fee; until its time is over the network may still decide', async () => {
    const id = await start(asked({ deadlineMinutes: 5 }))
    await ui.approve('typed-data')
    await swap(id, ({ status }) => status === 'pending')
    await ui.call('swap.cancel', { id, how: 'signature' })
    const view = await ui.approval('typed-data')
    expect(view.summary.map(textOfParts).join('\n')).toMatch(
      /^Cancel your order at CoW Protocol: 100 USDC for at least 97\.51 DAI\n/,
    )
    expect(view.warnings.filter(({ severity }) => severity !== 'info')).toEqual([])
    await ui.approve('typed-data')
    await swap(id, (one) => one.takenBack && one.status === 'pending')
    expect(book.only().status).toBe('cancelled')
    await later()
    expect((await swap(id, ({ why }) => why !== null)).why).toMatch(/You cancelled it at CoW Protocol/)
    await devnet.client.setNextBlockTimestamp({ timestamp: BigInt(book.only().order.validTo) + 1n })
    await devnet.client.mine({ blocks: 1 })
    await later()
    expect((await swap(id, ({ status }) => status === 'cancelled')).why).toMatch(/Nothing was sold/)
  })

  test('security: taken back at the order book and carried out all the same: what the network says stands', async () => {
    const id = await start()
    await ui.approve('typed-data')
    await swap(id, ({ status }) => status === 'pending')
    await ui.call('swap.cancel', { id, how: 'signature' })
    await ui.approve('typed-data')
    await swap(id, ({ takenBack }) => takenBack)
    await book.settle(devnet, OUT)
    await later()
    await swap(id, ({ status }) => status === 'confirmed')
  })

  test('error: the order book takes it not back: said, and it counts as open', async () => {
    const id = await start()
    await ui.approve('typed-data')
    await swap(id, ({ status }) => status === 'pending')
    await ui.call('swap.cancel', { id, how: 'signature' })
    await ui.approval('typed-data')
    book.keeps = json(500, {})
    await expect(ui.approve('typed-data')).rejects.toThrow(/did not cancel the order/)
    expect(await swap(id, () => true)).toMatchObject({ status: 'pending', takenBack: false })
    // One that is cancelled there already is.
    book.orders.set(book.only().uid, { ...book.only(), status: 'cancelled' })
    book.keeps = json(400, { errorType: 'AlreadyCancelled', description: '' })
    await ui.call('swap.cancel', { id, how: 'signature' })
    await ui.approve('typed-data')
    await swap(id, ({ takenBack }) => takenBack)
  })

  test('behavior: told once and kept in the activity, with the worker killed at each operation of its end', async () => {
    await ui.call('settings.set', { notify: { confirmed: true, failed: true, received: false } })
    const id = await start()
    await ui.approve('typed-data')
    await swap(id, ({ status }) => status === 'pending')
    const row = (status: string) =>
      ui.until(({ activity }) => activity.find(({ order }) => order?.swap === id && order.status === status))
    expect(await row('open')).toMatchObject({ kind: 'swap', status: 'pending', source: 'signature' })
    await book.settle(devnet, OUT)
    world.worker.kill()
    // From here on no page of the wallet is open.
    world.now += 61_000
    const [local, session] = await Promise.all([world.local.get(null), world.session.get(null)])
    const again = async () => {
      for (const [storage, items] of [
        [world.local, local],
        [world.session, session],
      ] as const) {
        await storage.clear()
        await storage.set(structuredClone(items))
      }
      world.notified.length = 0
      world.notifications.clear()
    }
    await again()
    world.operations.length = 0
    world.restart()
    await world.worker.background.alarm('watch')
    const told = () => world.notified.filter((one) => one.id === `swap:${id}`).map(({ title }) => title)
    await expect.poll(told).toEqual(['Order carried out'])
    const operations = [...world.operations]
    const ofEnd = /notices|notify|set signed|set swaps/
    expect(operations.filter((name) => ofEnd.test(name)).length).toBeGreaterThan(3)
    for (const when of ['before', 'after'] as const)
      for (const at of deathsIn(operations)) {
        const name = operations[at - 1] ?? ''
        if (!process.env.SOAK && !ofEnd.test(name)) continue
        await again()
        const dead = world.restart({ at, when })
        await Promise.race([
          dead.background.alarm('watch').then(() => new Promise((done) => setTimeout(done, 50))),
          until(() => !dead.alive),
        ])
        world.restart()
        await world.worker.background.alarm('watch')
        await expect.poll(told, { message: `killed ${when} ${name}` }).toEqual(['Order carried out'])
      }
    expect(textOfParts((await row('confirmed')).title)).toBe('Swapped 100 USDC for 98 DAI by order')
    await world.worker.background.notificationClicked(`swap:${id}`)
    expect(world.tabs).toEqual([`/swap-status?id=${id}`])
    await ui.call('settings.set', { notify: { confirmed: false, failed: false, received: false } })
  })

  test('behavior: carried out, and its log is not there yet: it is waited for while the order lasts', async () => {
    const id = await start(asked({ deadlineMinutes: 5 }))
    await ui.approve('typed-data')
    await swap(id, ({ status }) => status === 'pending')
    await book.settle(devnet, OUT)
    world.intercept = (_, { method }) => (method === 'eth_getLogs' ? { result: [] } : undefined)
    await later()
    await swap(id, ({ status, why }) => status === 'pending' && /is looked up/.test(why ?? ''))
    world.intercept = undefined
    await later()
    const done = await swap(id, ({ status }) => status === 'confirmed')
    expect(done).toMatchObject({ received: OUT.toString(), why: null })
  })

  test('security: carried out first, and cancelled then: what was sold is told, not that nothing was', async () => {
    const id = await start()
    await ui.approve('typed-data')
    await swap(id, ({ status }) => status === 'pending')
    await book.settle(devnet, OUT)
    await devnet.client.impersonateAccount({ address: ME })
    await devnet.client.writeContract({
      account: ME,
      address: COW.settlement,
      abi: settlement,
      functionName: 'invalidateOrder',
      args: [book.only().uid],
    })
    await devnet.client.stopImpersonatingAccount({ address: ME })
    await later()
    const done = await swap(id, ({ status }) => status === 'confirmed')
    expect(done).toMatchObject({ sold: AMOUNT.toString(), received: OUT.toString() })
  })

  test('behavior: killed at any operation of handing it in: one order, found again by its uid', async () => {
    /** A person who does not give up, and a browser that starts what has died. */
    async function flow(death?: { at: number; when: 'before' | 'after' }): Promise<string[]> {
      book.orders.clear()
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
          return approvals.length === 0 && one?.status === 'pending' && book.orders.size > 0
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
        expect(book.orders.size, `killed ${when} operation ${at}: ${smooth[at - 1]}`).toBe(1)
      }
    await later()
    await ui.until(({ swaps }) => /waits for somebody/.test(swaps[0]?.why ?? ''))
  })

  test('error: refused by the order book: said, and nothing is open', async () => {
    book.refuses = json(400, { errorType: 'InsufficientBalance', description: '' })
    const id = await start()
    await ui.approve('typed-data').catch(() => undefined)
    expect((await swap(id, ({ status }) => status === 'failed')).why).toMatch(/did not take the order/)
  })

  test('security: refused, but nobody says whether it is there: it is followed, for it may be carried out', async () => {
    book.refuses = json(400, { errorType: 'DuplicatedOrder', description: '' })
    const id = await start()
    server.act.set(COW_HOST, (request, response) =>
      request.url.pathname.includes('/orders/')
        ? respond(500, '')(request, response)
        : book.reply(request, response),
    )
    await ui.approve('typed-data')
    await later()
    await swap(id, ({ status, why }) => status === 'pending' && /does not say/.test(why ?? ''))
  })

  test('security: switched off while it is handed in: it is followed, for it is there', async () => {
    const id = await start()
    await ui.approval('typed-data')
    server.act.set(COW_HOST, async (request, response) => {
      if (request.url.pathname.endsWith('/orders'))
        await ui.call('services.allow', { id: 'cow', allowed: false })
      book.reply(request, response)
    })
    await ui.approve('typed-data')
    expect(book.orders.size).toBe(1)
    await swap(id, ({ status }) => status === 'pending')
    await book.settle(devnet, OUT)
    await later()
    expect(await swap(id, ({ status }) => status === 'confirmed')).toMatchObject({ received: OUT.toString() })
    await ui.call('services.allow', { id: 'cow', allowed: true })
  })

  test('error: switched off before: nothing leaves, and nothing is open', async () => {
    const id = await start()
    await ui.approval('typed-data')
    await ui.call('services.allow', { id: 'cow', allowed: false })
    await expect(ui.approve('typed-data')).rejects.toThrow(/did not take the order/)
    expect(book.orders.size).toBe(0)
    await swap(id, ({ status }) => status === 'failed')
    await ui.call('services.allow', { id: 'cow', allowed: true })
  })

  test('behavior: the time of the offer passed before the yes: it is not signed, and nothing is handed in', async () => {
    const id = await start(asked({ deadlineMinutes: 5 }))
    const view = await ui.until(({ approvals }) => approvals.find((one) => !one.preparing))
    world.now += 301_000
    await expect(
      ui.call('approvals.approve', { id: view.id, digest: view.digest, edits: {} }),
    ).rejects.toThrow('The time of this offer is over.')
    await ui.call('approvals.reject', { id: view.id })
    await swap(id, ({ status }) => status === 'cancelled')
    expect(book.orders.size).toBe(0)
  })

  test('behavior: out of time: it holds no more, said by the clock of the network alone', async () => {
    const id = await start(asked({ deadlineMinutes: 5 }))
    await ui.approve('typed-data')
    await swap(id, ({ status }) => status === 'pending')
    server.act.set(COW_HOST, respond(500, ''))
    await later()
    await swap(id, ({ status, why }) => status === 'pending' && /does not say/.test(why ?? ''))
    await devnet.client.setNextBlockTimestamp({ timestamp: BigInt(book.only().order.validTo) + 1n })
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
    book.lie = lie
    const found = await quotes()
    expect(cowOf(found)).toBeUndefined()
    expect(why(found)).toMatch(words)
  })

  test('behavior: coins are not sold by a signature: it is not asked', async () => {
    await quotes(asked({ sell: 'native', amount: '1000000000000000' }))
    expect(server.asked).toEqual([])
  })

  test('behavior: one more leaves those that are open what they need', async () => {
    const allowance = async () => {
      const found = cowOf(await quotes(asked({ amount: '1000000' })))?.allowance
      if (found === undefined || found.via === 'none') return null
      return { amount: BigInt(found.amount), forOpen: BigInt(found.forOpen ?? 0) }
    }
    await allow(0n)
    const before = (await allowance())?.forOpen ?? 0n
    await allow(MAX)
    const id = await start()
    await ui.approve('typed-data')
    await swap(id, ({ status }) => status === 'pending')
    const enough = before + AMOUNT + 1_000_000n
    await allow(enough)
    expect(await allowance()).toBeNull()
    await allow(enough - 1n)
    expect(await allowance()).toEqual({ amount: enough, forOpen: before + AMOUNT })
    await book.settle(devnet, OUT)
    await later()
    await swap(id, ({ status }) => status === 'confirmed')
    await allow(0n)
    expect((await allowance())?.forOpen).toBe(before)
    await allow(MAX)
  })
})
