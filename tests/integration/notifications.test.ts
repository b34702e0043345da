/** What the browser is asked to show, once for each thing that happened, whatever happens to the worker meanwhile. */
import { parseAbi, parseEther, parseGwei } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { memoryStorage } from '../../src/storage/storage'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, deathsIn, restoredWorld, type Ui, World } from './world'

const [ME, YOU, OTHER] = ACCOUNTS
const USDC = devnetAddresses.usdc as `0x${string}`
const TOKEN = parseAbi([
  'function approve(address,uint256)',
  'function transferFrom(address,address,uint256)',
  'function mint(address,uint256)',
])
const ON = { confirmed: true, failed: true, received: true }

let devnet: Devnet
let world: World
let ui: Ui
let snapshot: `0x${string}`
beforeAll(async () => {
  devnet = await startDevnet()
  for (const address of [ME, OTHER]) await devnet.client.impersonateAccount({ address })
})
afterAll(() => devnet.stop())
beforeEach(async () => {
  if (snapshot !== undefined) await devnet.revert(snapshot)
  snapshot = await devnet.snapshot()
  await devnet.client.setAutomine(true)
  world = await restoredWorld(devnet.url)
  ui = world.ui()
  await ui.call('settings.set', { notify: ON })
})
afterEach(() => world.worker.kill())

const texts = () => world.notified.map(({ title, text }) => `${title}: ${text}`)
const write = (account: `0x${string}`, functionName: 'approve' | 'transferFrom' | 'mint', args: unknown[]) =>
  devnet.client.writeContract({
    account,
    address: USDC,
    abi: TOKEN,
    functionName,
    args: args as never,
    chain: null,
    gas: 200_000n,
    maxFeePerGas: parseGwei('200'),
    maxPriorityFeePerGas: parseGwei('100'),
  })
async function send(amount: string, token: 'native' | `0x${string}` = 'native') {
  await ui.call('send.prepare', { chainId: 1, from: ME, token, to: YOU, amount: { typed: amount } })
  const { hash } = await ui.approve('transaction')
  return ui.until((state) => state.activity.find((row) => row.hash === hash))
}
const ended = (id: string, status: string) =>
  ui.until((state) => state.activity.find((row) => row.id === id && row.status === status))
const toldOf = (count: number) => expect.poll(() => world.notified.length).toBe(count)

test('behavior: confirmed is told with what was sent, and a click opens that row', async () => {
  const { id } = await send('1.5')
  await ended(id, 'confirmed')
  await toldOf(1)
  expect(texts()[0]).toMatch(/^Confirmed: Sen[dt] 1\.5 ETH to .*0x7099…79C8.* on Ethereum\.$/)
  await world.worker.background.notificationClicked(`tx:${id}:confirmed`)
  expect(world.tabs).toEqual([`/activity?id=${id}`])
  expect(world.notifications.size).toBe(0)
})

test('behavior: failed is told with the reason', async () => {
  await write(ME, 'approve', [OTHER, 10n ** 18n])
  await devnet.client.setAutomine(false)
  const { id } = await send('50000', USDC)
  await write(OTHER, 'transferFrom', [ME, OTHER, 1_000_000n])
  await devnet.client.mine({ blocks: 1 })
  const row = await ended(id, 'failed')
  await toldOf(1)
  expect(texts()[0]).toContain('Failed: ')
  expect(texts()[0]).toContain(row.error)
})

test('security: locked or with hidden amounts, neither an amount nor an address is told', async () => {
  const before = ui.state?.portfolio?.display
  if (!before) throw new Error('no display')
  await ui.call('display.set', { ...before, hideAmounts: true })
  const { id } = await send('1')
  await ended(id, 'confirmed')
  await toldOf(1)
  await ui.call('display.set', before)
  await devnet.client.setAutomine(false)
  await send('2')
  await ui.call('vault.lock', null)
  await devnet.client.mine({ blocks: 1 })
  await world.worker.background.alarm('watch')
  await toldOf(2)
  for (const text of texts()) expect(text).toBe('Confirmed: A transaction on Ethereum was confirmed.')
})

test('behavior: a kind that is off, or a browser that does not allow it, tells nothing, now or later', async () => {
  await ui.call('settings.set', { notify: { ...ON, confirmed: false } })
  await ended((await send('1')).id, 'confirmed')
  await ui.call('settings.set', { notify: ON })
  world.mayNotify = false
  await ended((await send('1')).id, 'confirmed')
  world.mayNotify = true
  world.restart()
  await ended((await send('1')).id, 'confirmed')
  await toldOf(1)
})

test('behavior: a block that goes away and comes back tells nothing twice', async () => {
  await devnet.client.setAutomine(false)
  const { id } = await send('1')
  const before = await devnet.snapshot()
  await devnet.client.mine({ blocks: 1 })
  await ended(id, 'confirmed')
  await toldOf(1)
  await devnet.revert(before)
  await world.worker.background.alarm('watch')
  await devnet.client.mine({ blocks: 1 })
  await world.worker.background.alarm('watch')
  await ended(id, 'confirmed')
  expect(world.notified).toHaveLength(1)
})

test('behavior: told exactly once, with the worker killed at each single operation', async () => {
  await devnet.client.setAutomine(false)
  const { id } = await send('1')
  world.worker.kill()
  await devnet.client.mine({ blocks: 1 })
  const local = JSON.stringify(await world.local.get(null))
  const session = JSON.stringify(await world.session.get(null))
  let at = 1
  for (let died = true; died; at++) {
    world = new World({ local: memoryStorage(JSON.parse(local)) })
    world.worker.kill()
    world.session = memoryStorage(JSON.parse(session))
    const worker = world.restart({ at, when: 'after' })
    const stored = async () => (await world.local.get(['notices'])).notices as { waiting: object } | undefined
    const isOver = async () => {
      const notices = await stored()
      return world.notified.length > 0 && notices !== undefined && Object.keys(notices.waiting).length === 0
    }
    for (let turns = 0; turns < 200 && worker.alive && !(await isOver()); turns++)
      await new Promise((done) => setTimeout(done, 5))
    died = !worker.alive
    if (died) world.restart()
    await expect.poll(isOver, { interval: 5 }).toBe(true)
    expect(
      world.notified.map((one) => one.id),
      `after operation ${at}`,
    ).toEqual([`tx:${id}:confirmed`])
    world.worker.kill()
  }
  expect(at).toBeGreaterThan(10)
}, 60_000)

test('behavior: a coin that came is told once; what an own transaction may have moved is not', async () => {
  await ui.call('assets.refresh', null)
  const add = async (ether: string) =>
    devnet.client.setBalance({
      address: ME,
      value: (await devnet.client.getBalance({ address: ME })) + parseEther(ether),
    })
  await add('0.25')
  await ui.call('assets.refresh', null)
  await toldOf(1)
  expect(texts()[0]).toMatch(/^Received: 0\.25 ETH came to .* on Ethereum\.$/)
  world.restart()
  await ui.call('assets.refresh', null)
  const { id } = await send('0.1')
  await ended(id, 'confirmed')
  await toldOf(2)
  await add('7')
  await ui.call('assets.refresh', null)
  expect(texts().filter((text) => text.startsWith('Received'))).toHaveLength(1)
})

test('behavior: tokens that came since the last look are told; old ones, own ones and unlisted ones are not', async () => {
  const first = await write(OTHER, 'mint', [ME, 1_000_000n])
  await devnet.client.waitForTransactionReceipt({ hash: first })
  await ui.call('activity.scan', null)
  expect(world.notified).toEqual([])
  const second = await write(OTHER, 'mint', [ME, 2_500_000n])
  await devnet.client.waitForTransactionReceipt({ hash: second })
  await ui.call('activity.scan', null)
  await toldOf(1)
  expect(texts()[0]).toMatch(/^Received: 2\.5 USDC came to /)
  await ui.call('activity.scan', null)
  for (const amount of [1n, 2n, 3n, 4n]) {
    const hash = await write(OTHER, 'mint', [ME, amount])
    await devnet.client.waitForTransactionReceipt({ hash })
  }
  await ui.call('activity.scan', null)
  await toldOf(2)
  expect(texts()[1]).toContain('4 payments')
})

test('behavior: a token that came is told exactly once, with the worker killed at each operation of the look', async () => {
  const landed = async (amount: bigint) =>
    devnet.client.waitForTransactionReceipt({ hash: await write(OTHER, 'mint', [ME, amount]) })
  await ui.call('activity.scan', null)
  await landed(2_500_000n)
  world.worker.kill()
  const local = JSON.stringify(await world.local.get(null))
  const session = JSON.stringify(await world.session.get(null))
  const looked = async () => {
    const page = world.ui()
    await page.until((state) => state.status === 'unlocked')
    await page.call('activity.scan', null)
  }
  const again = (death?: { at: number; when: 'after' }) => {
    world = new World({ local: memoryStorage(JSON.parse(local)) })
    world.worker.kill()
    world.session = memoryStorage(JSON.parse(session))
    world.redirect = (url) => (url.startsWith('http') ? devnet.url : url)
    return world.restart(death)
  }
  again()
  world.operations.length = 0
  await looked()
  await toldOf(1)
  const operations = [...world.operations]
  expect(operations).toContain('local.set notices')
  world.worker.kill()
  // Every write, and what stands right before the log is kept.
  for (const at of deathsIn(operations)) {
    const worker = again({ at, when: 'after' })
    await Promise.race([
      looked().catch(() => undefined),
      expect.poll(() => worker.alive, { interval: 5 }).toBe(false),
    ])
    world.restart()
    await looked()
    await expect.poll(() => world.notified.length, { message: `after operation ${at}` }).toBeGreaterThan(0)
    expect(new Set(world.notified.map(({ id }) => id)).size, `after ${at}: ${operations[at - 1]}`).toBe(1)
    expect(texts()[0]).toMatch(/^Received: 2\.5 USDC came to /)
    world.worker.kill()
  }
}, 60_000)
