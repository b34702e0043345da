import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Address } from '../../src/shared/hex'
import { type Devnet, devnetAddresses, etchMulticall3, startDevnet } from '../devnet/devnet'
import { balanceOfMany, etchManyTokens } from '../devnet/many-tokens'
import { restoredWorld, type Ui, type World } from './world'

const TOKENS = 400
let first: Devnet
let second: Devnet
let many: Address[]
let world: World
let ui: Ui

beforeAll(async () => {
  ;[first, second] = await Promise.all([startDevnet(), startDevnet({ chainId: 10 })])
  await etchMulticall3(second)
  many = await etchManyTokens(first, TOKENS)
  await etchManyTokens(second, TOKENS)
}, 60_000)
afterAll(() => Promise.all([first.stop(), second.stop()]))
beforeEach(async () => {
  world = await restoredWorld(first.url)
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
})
afterEach(() => world.worker.kill())

async function holdManyTokens(networks: readonly number[]): Promise<void> {
  const tokens = networks.flatMap((chainId) =>
    many.map((address, i) => ({ chainId, address, symbol: `T${i}`, name: `Token ${i}`, decimals: 18 })),
  )
  await world.local.set({ tokens })
  world.restart()
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
}
const portfolio = () =>
  ui.until(
    (state) =>
      state.portfolio !== null && !state.portfolio.networks.some((one) => one.loading) && state.portfolio,
  )
const balanceReads = () => world.requests.filter((one) => JSON.stringify(one.params).includes('70a08231'))

describe('the portfolio', () => {
  test('behavior: 20 accounts and 400 tokens on two networks are read in at most three requests a network', async () => {
    await ui.until((state) => !state.discovering)
    const keyringId = ui.state?.keyrings[0]?.id ?? ''
    for (let i = ui.state?.accounts.length ?? 0; i < 20; i++) await ui.call('accounts.add', { keyringId })
    await ui.call('networks.setEndpoints', { chainId: 10, endpoints: [second.url] })
    await ui.call('networks.setEnabled', { chainIds: [10], enabled: true })
    await holdManyTokens([1, 10])
    world.requests = []
    await ui.call('assets.refresh', null)
    expect(balanceReads().length).toBeLessThanOrEqual(4)
    // And one for the prices, which the feeds of Ethereum tell.
    expect(world.requests.filter((one) => one.method === 'eth_call').length).toBeLessThanOrEqual(6)
    expect(world.requests.filter((one) => !['eth_call', 'eth_chainId'].includes(one.method))).toEqual([])

    await ui.call('display.set', { scope: 'all', currency: 'USD', hideAmounts: false, hideSmall: false })
    const view = await portfolio()
    expect(view.networks.map(({ chainId, error }) => ({ chainId, error }))).toEqual([
      { chainId: 1, error: null },
      { chainId: 10, error: null },
    ])
    const owners = ui.state?.accounts.map((account) => account.address) ?? []
    expect(owners).toHaveLength(20)
    for (const [i, token] of many.entries())
      for (const chainId of [1, 10]) {
        const held = owners.reduce((sum, owner) => sum + balanceOfMany(owner, i), 0n)
        const row = view.rows.find((one) => one.chainId === chainId && one.token === token)
        expect(row?.balance).toBe(held.toString())
      }
    // Nobody knows what they are worth: that is not zero.
    expect(view).toMatchObject({
      total: null,
      unvalued: view.rows.filter((row) => row.balance !== '0').length,
    })
  }, 60_000)

  test('behavior: an endpoint that takes less gets smaller batches, and is not asked for large ones again', async () => {
    await holdManyTokens([1])
    world.requests = []
    world.intercept = (_url, { method, params }) =>
      method === 'eth_call' && JSON.stringify(params).length > 60_000
        ? { error: { code: -32000, message: 'out of gas: the call needs more than the gas cap' } }
        : undefined
    await ui.call('assets.refresh', null)
    const refused = balanceReads().filter((one) => JSON.stringify(one.params).length > 60_000).length
    expect(refused).toBeGreaterThan(0)
    expect((await portfolio()).networks[0]?.error).toBeNull()
    expect((await portfolio()).rows.filter((row) => row.origin === 'added')).toHaveLength(TOKENS)
    world.requests = []
    await ui.call('assets.refresh', null)
    expect(balanceReads().every((one) => JSON.stringify(one.params).length <= 60_000)).toBe(true)
  })

  test('behavior: what is known is there at once after a restart; what cannot be read keeps its age and says so', async () => {
    await ui.call('assets.refresh', null)
    const before = await portfolio()
    const at = before.networks[0]?.at
    world.now += 60_000
    world.intercept = () => new Error('connection refused')
    world.restart()
    ui = world.ui()
    const stored = await ui.until((state) => state.portfolio?.networks[0]?.at != null && state.portfolio)
    expect(stored.rows).toEqual(before.rows)
    await ui.call('assets.refresh', null)
    const after = await portfolio()
    expect(after.rows).toEqual(before.rows)
    expect(after.networks[0]?.at).toBe(at)
    expect(after.networks[0]?.error).toMatch(/cannot be reached/)
  })

  test('behavior: a network that fails does not hold the others up', async () => {
    await ui.call('networks.setEndpoints', { chainId: 10, endpoints: [second.url] })
    await ui.call('networks.setEnabled', { chainIds: [10], enabled: true })
    world.intercept = (url) => (url === second.url ? { error: { code: -32601, message: 'no' } } : undefined)
    await ui.call('assets.refresh', null)
    const view = await portfolio()
    expect(view.networks.find((one) => one.chainId === 1)?.error).toBeNull()
    expect(view.networks.find((one) => one.chainId === 10)?.error).not.toBeNull()
    await ui.call('networks.setEnabled', { chainIds: [10], enabled: false })
    expect((await portfolio()).networks.map((one) => one.chainId)).toEqual([1])
  })

  test('behavior: pinned stays at zero, hidden leaves the list of the network, and both can be taken back', async () => {
    await ui.call('assets.refresh', null)
    const held = () => ui.state?.balances?.rows.map((row) => row.symbol)
    expect(held()).toContain('USDC')
    const token = devnetAddresses.usdc as Address
    await ui.call('assets.choose', { chainId: 1, token, choice: 'hidden' })
    await ui.until((state) => state.balances?.rows.every((row) => row.symbol !== 'USDC') ?? false)
    expect((await portfolio()).rows.find((row) => row.symbol === 'USDC')?.choice).toBe('hidden')
    await ui.call('assets.choose', { chainId: 1, token, choice: null })
    await ui.until((state) => state.balances?.rows.some((row) => row.symbol === 'USDC') ?? false)
    const link: Address = '0x514910771AF9Ca656af840dff83E8264EcF986CA'
    await ui.call('assets.choose', { chainId: 1, token: link, choice: 'pinned' })
    const pinned = await ui.until((state) => state.portfolio?.rows.find((row) => row.token === link))
    expect(pinned).toMatchObject({ balance: '0', choice: 'pinned' })
  })

  test('security: a token that stops to answer keeps its last balance, and is never shown as gone', async () => {
    await ui.call('assets.refresh', null)
    const usdc = async () => (await portfolio()).rows.find((row) => row.symbol === 'USDC')?.balance
    const before = await usdc()
    const snapshot = await first.snapshot()
    await first.client.setCode({ address: devnetAddresses.usdc as Address, bytecode: '0xfe' })
    await ui.call('assets.refresh', null)
    expect(await usdc()).toBe(before)
    await first.revert(snapshot)
  })
})
