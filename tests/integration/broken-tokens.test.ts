/** Tokens in any state of repair: added, shown, sent, or refused with the reason. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Address } from '../../src/shared/hex'
import { type BrokenToken, type Devnet, etchBrokenTokens, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, restoredWorld, type Ui, type World } from './world'

const [ME, YOU] = ACCOUNTS
const ONE = 10n ** 18n

let devnet: Devnet
let at: Record<BrokenToken, Address>
let world: World
let ui: Ui
beforeAll(async () => {
  devnet = await startDevnet()
  at = await etchBrokenTokens(devnet, ME)
})
afterAll(() => devnet.stop())
beforeEach(async () => {
  world = await restoredWorld(devnet.url)
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
})
afterEach(() => world.worker.kill())

const add = (name: BrokenToken) => ui.call('assets.addToken', { chainId: 1, address: at[name] })
const rowOf = async (name: BrokenToken) => {
  await ui.call('assets.refresh', null)
  return ui.until((state) => state.portfolio?.rows.find((row) => row.token === at[name]))
}
const balanceReads = () => world.requests.filter((one) => JSON.stringify(one.params).includes('70a08231'))
const prepare = (name: BrokenToken, typed = '100') =>
  ui.call('send.prepare', { chainId: 1, from: ME, token: at[name], to: YOU, amount: { typed } })
const send = async (name: BrokenToken) => {
  await prepare(name)
  const view = await ui.approval('transaction')
  const { hash } = await ui.approve('transaction')
  const done = await ui.until((state) =>
    state.activity.find((one) => one.hash === hash && one.status !== 'pending'),
  )
  return { view, done }
}

describe('a token', () => {
  test('behavior: whose name and symbol are bytes32, and whose transfers answer nothing, is added, shown and sent', async () => {
    expect(await add('old')).toEqual({ symbol: 'OLD' })
    const row = await rowOf('old')
    expect(row).toMatchObject({ name: 'Old Maker', symbol: 'OLD', balance: String(1000n * ONE), value: null })
    const { view, done } = await send('old')
    expect(view.warnings.map(({ rule }) => rule)).not.toContain('transfer-fee')
    expect(done.status).toBe('confirmed')
    expect((await rowOf('old')).balance).toBe(String(900n * ONE))
  })

  test('security: that keeps a part of each transfer says before signing what arrives', async () => {
    await add('fee')
    const { view, done } = await send('fee')
    expect(view.warnings).toContainEqual(
      expect.objectContaining({
        rule: 'transfer-fee',
        text: expect.stringMatching(/Of 100 TAX, 97 TAX would arrive; 3 TAX would not/),
      }),
    )
    expect(done.status).toBe('confirmed')
    expect((await rowOf('fee')).balance).toBe(String(900n * ONE))
  })

  test('security: that answers no without failing is told as one where nothing would arrive', async () => {
    await add('refusing')
    await prepare('refusing')
    const view = await ui.approval('transaction')
    expect(view.warnings[0]).toMatchObject({ rule: 'transfer-refused', severity: 'danger' })
    await ui.reject('transaction')
    // The same from an endpoint that cannot simulate.
    world.intercept = (_url, { method }) =>
      method === 'eth_simulateV1'
        ? { error: { code: -32601, message: 'the method eth_simulateV1 does not exist' } }
        : undefined
    await prepare('refusing')
    expect((await ui.approval('transaction')).warnings[0]).toMatchObject({ rule: 'transfer-refused' })
    await ui.reject('transaction')
    // What cannot be found out is not said: not that nothing is lost, and not that something is.
    await add('fee')
    await prepare('fee')
    const { warnings } = await ui.approval('transaction')
    expect(warnings.filter(({ severity }) => severity !== 'info')).toEqual([])
  })

  test('error: that refuses to tell its balance, or burns all gas over it, harms none of the others', async () => {
    expect(await add('mute')).toEqual({ symbol: 'MUTE' })
    expect(await add('greedy')).toEqual({ symbol: 'GRD' })
    await add('old')
    expect((await rowOf('old')).balance).not.toBe('0')
    const { networks, rows } = await ui.until((state) => state.portfolio)
    expect(networks[0]?.error).toBeNull()
    expect(rows.find(({ symbol }) => symbol === 'USDC')?.balance).not.toBe('0')
    // What they hold is not known, which is not zero.
    for (const symbol of ['MUTE', 'GRD'])
      expect(rows.find((row) => row.symbol === symbol)).toMatchObject({ balance: '0', unread: true })
    expect(rows.find((row) => row.symbol === 'OLD')).not.toHaveProperty('unread')
    // They are left out for a while: the next refresh is as small as any.
    world.requests = []
    await ui.call('assets.refresh', null)
    expect(balanceReads()).toHaveLength(1)
    world.now += 11 * 60_000
    world.requests = []
    await ui.call('assets.refresh', null)
    expect(balanceReads().length).toBeGreaterThan(1)
    await expect(prepare('mute')).rejects.toThrow(/does not tell its balance|not today/)
  })

  test('error: with more decimals than any amount could be written with is refused, with the reason', async () => {
    await expect(add('huge')).rejects.toMatchObject({
      name: 'FieldError',
      message: expect.stringContaining('255 decimals'),
    })
    expect((await ui.until((state) => state.portfolio)).rows.some(({ token }) => token === at.huge)).toBe(
      false,
    )
  })

  test('security: that arrived unasked under a known name is no USDC: folded, unvalued, in no sum', async () => {
    await ui.call('assets.refresh', null)
    const before = await ui.until((state) => state.portfolio?.total != null && state.portfolio)
    await world.local.set({
      found: [
        { chainId: 1, address: at.spam, symbol: 'USDC', name: 'Visit claim-usdc.example', decimals: 6 },
      ],
    })
    world.restart()
    ui = world.ui()
    await ui.until((state) => state.status === 'unlocked')
    const spam = await rowOf('spam')
    const real = ui.state?.portfolio?.rows.find((row) => row.symbol === 'USDC' && row.token !== at.spam)
    expect(spam).toMatchObject({ origin: 'found', balance: '5000000000', value: null, price: null })
    expect(spam.group).not.toBe(real?.group)
    expect(ui.state?.portfolio?.total).toBe(before.total)
    expect(ui.state?.portfolio?.unvalued).toBe(before.unvalued)
    await expect(prepare('spam', '1')).rejects.toThrow(/claim first/)
  })
})
