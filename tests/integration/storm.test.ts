/**
 * Thirty transactions pending at once on one account, half of them sped up, a quarter cancelled: what is on the chain
 * in the end is exact, also when the worker is killed again and again in between.
 */
import { parseEther } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ActivityCursor, ActivityPage, ActivityRow, ApprovalView } from '../../src/messaging/protocol'
import { type Devnet, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, restoredWorld, Ui, type World } from './world'

const [ME, YOU] = ACCOUNTS
const COUNT = 30
/** Each has an amount of its own, by which it is known again. */
const amount = (i: number) => `1.${String(i + 1).padStart(3, '0')}1`
const wei = (i: number) => parseEther(amount(i))
const isSpedUp = (i: number) => i % 2 === 0
const isCancelled = (i: number) => i % 4 === 1

let devnet: Devnet
let world: World
let ui: Ui
let snapshot: `0x${string}`
beforeAll(async () => {
  devnet = await startDevnet()
})
afterAll(() => devnet.stop())
beforeEach(async () => {
  if (snapshot !== undefined) await devnet.revert(snapshot)
  snapshot = await devnet.snapshot()
  await devnet.client.setAutomine(false)
  world = await restoredWorld(devnet.url)
  ui = new Ui(world)
})
afterEach(() => world.worker.kill())

/** What a person sees, of the worker that lives now. */
async function look<T>(pick: (ui: Ui) => T | undefined | false | null, wait = 400): Promise<T | null> {
  for (const end = Date.now() + wait; Date.now() < end; ) {
    ui.connect()
    const found = ui.state?.status === 'unlocked' ? pick(ui) : undefined
    if (found) return found
    await new Promise((done) => setTimeout(done, 5))
  }
  return null
}
/** The answer, or null when the worker does not live to give it. */
const patient = <T>(work: Promise<T>): Promise<T | null> =>
  Promise.race([work.catch(() => null), new Promise<null>((done) => setTimeout(() => done(null), 1_000))])

const isOf = (i: number) => (row: ActivityRow) =>
  row.title.some((part) => typeof part === 'object' && 'strong' in part && part.strong === `${amount(i)} ETH`)
const rowsOf = (state: Ui['state'], i: number) => state?.activity.filter(isOf(i)) ?? []

/**
 * Clicks until it is done, as somebody does whose wallet goes away under their hands: never without seeing it, and
 * what is clicked is of one and the same picture.
 */
async function until(
  isDone: () => boolean,
  question: () => ApprovalView | undefined,
  ask: () => Promise<unknown>,
): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    if (await look(isDone, 50)) return
    world.now += 100
    if ((await look(() => true)) === null) continue
    if (isDone()) return
    const shown = question()
    if (shown?.preparing === true) continue
    if (shown) await patient(ui.call('approvals.approve', { id: shown.id, digest: shown.digest, edits: {} }))
    else await patient(ask())
  }
  throw new Error('It never came about.')
}

async function storm(): Promise<void> {
  const each = Array.from({ length: COUNT }, (_, i) => i)
  for (const i of each)
    await until(
      () => rowsOf(ui.state, i).length > 0,
      () => ui.state?.approvals.find((one) => one.kind === 'transaction' && BigInt(one.value) === wei(i)),
      () =>
        ui.call('send.prepare', {
          chainId: 1,
          from: ME,
          token: 'native',
          to: YOU,
          amount: { typed: amount(i) },
        }),
    )
  const replace = (i: number, how: 'speed-up' | 'cancel') => {
    const rows = () => rowsOf(ui.state, i)
    return until(
      () => rows().some((row) => row.replaces?.how === how),
      () =>
        ui.state?.approvals.find(
          (one) => one.kind === 'transaction' && one.replaces?.nonce === rows()[0]?.nonce,
        ),
      async () => {
        const [first] = rows()
        if (first !== undefined) await ui.call('transactions.replace', { id: first.id, how })
      },
    )
  }
  for (const i of each.filter(isSpedUp)) await replace(i, 'speed-up')
  for (const i of each.filter(isCancelled)) await replace(i, 'cancel')
}

/** Everything on the chain and in the activity, to the wei. */
async function expectExact(had: bigint, theirs: bigint): Promise<void> {
  const each = Array.from({ length: COUNT }, (_, i) => i)
  await devnet.client.mine({ blocks: 1 })
  expect(await devnet.client.getTransactionCount({ address: ME })).toBe(COUNT)
  const state = await ui.until((now) => now.activity.every((row) => row.status !== 'pending') && now)
  const sent = each.filter((i) => !isCancelled(i)).reduce((sum, i) => sum + wei(i), 0n)
  expect(await devnet.client.getBalance({ address: YOU })).toBe(theirs + sent)
  expect(state.activity.length).toBeGreaterThan(0)
  const all = { text: '', chainId: null, group: null, since: null, until: null, spam: false }
  const rows: ActivityRow[] = []
  let cursor: ActivityCursor | null = null
  do {
    const page: ActivityPage = await ui.call('activity.list', {
      query: { ...all, account: ME },
      cursor,
      limit: 50,
    })
    rows.push(...page.rows)
    cursor = page.cursor
  } while (cursor !== null)
  const confirmed = rows.filter((row) => row.status === 'confirmed')
  const fees = confirmed.reduce((sum, row) => sum + BigInt(row.fee ?? 0), 0n)
  expect(await devnet.client.getBalance({ address: ME })).toBe(had - sent - fees)
  expect(confirmed.map((row) => row.nonce).toSorted((a, b) => a - b)).toEqual(each)
  const replaced = rows.filter((row) => row.status === 'replaced')
  expect(replaced.length).toBe(each.filter(isSpedUp).length + each.filter(isCancelled).length)
  expect(rows.length).toBe(confirmed.length + replaced.length)
  for (const i of each) {
    const winner = rows.filter(isOf(i)).filter((row) => row.status === 'confirmed')
    expect(winner.map(({ kind, replaces }) => [kind, replaces?.how ?? null])).toEqual([
      isCancelled(i) ? ['cancel', 'cancel'] : ['send', isSpedUp(i) ? 'speed-up' : null],
    ])
  }
}

test('behavior: 30 pending at once, 15 sped up, 8 cancelled: balances and nonces are exact', async () => {
  const [had, theirs] = [
    await devnet.client.getBalance({ address: ME }),
    await devnet.client.getBalance({ address: YOU }),
  ]
  await storm()
  expect(await devnet.client.getTransactionCount({ address: ME })).toBe(0)
  await expectExact(had, theirs)
}, 120_000)

test('behavior: the same with the worker killed 50 times in between', async () => {
  const [had, theirs] = [
    await devnet.client.getBalance({ address: ME }),
    await devnet.client.getBalance({ address: YOU }),
  ]
  const KILLS = 50
  let kills = 0
  // At a fixed, uneven spread of its operations: before one has an effect, or right after.
  let seed = 7
  const next = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return { at: 3 + (seed % 60), when: seed % 2 === 0 ? ('before' as const) : ('after' as const) }
  }
  const start = () => {
    ui.state = undefined
    world.restart(kills < KILLS ? next() : undefined)
  }
  start()
  const reviver = setInterval(() => {
    if (world.worker.alive) return
    kills += 1
    start()
  }, 5)
  try {
    await storm()
    expect(kills).toBe(KILLS)
    await expectExact(had, theirs)
  } finally {
    clearInterval(reviver)
  }
}, 240_000)
