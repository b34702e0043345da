/** What one yes of the person may do, and for how long: no more after a lock, and the truth told of what it did. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, type Document, PASSWORD, restoredWorld, type Ui, type World } from './world'

const [ME, YOU] = ACCOUNTS
const SITE = 'https://app.example'
const PAY = { from: ME, to: YOU, value: '0x1' }

let devnet: Devnet
let world: World
let ui: Ui
let page: Document
let snapshot: `0x${string}`
beforeAll(async () => {
  devnet = await startDevnet()
})
afterAll(() => devnet.stop())
beforeEach(async () => {
  if (snapshot !== undefined) await devnet.revert(snapshot)
  snapshot = await devnet.snapshot()
  world = await restoredWorld(devnet.url)
  ui = world.ui()
  page = world.open(SITE)
  const asked = page.request('eth_requestAccounts')
  await ui.approve('connect')
  await asked
})
afterEach(() => world.worker.kill())

const sent = () => world.requests.filter(({ method }) => method === 'eth_sendRawTransaction').length
const count = () => devnet.client.getTransactionCount({ address: ME })
/** The yes stands in the store: what follows is the signing. */
const isDecided = async () => {
  const { approvals } = await world.session.get(['approvals'])
  return Object.values(Object(approvals)).some((entry) => Object(entry).status === 'approved')
}
/** Holds back what is asked by a method until it is let go, and says when the first came. */
function hold(method: string, counts: () => Promise<boolean> = async () => true) {
  let letGo = () => {}
  let came = () => {}
  const gate = new Promise<void>((done) => {
    letGo = done
  })
  const held = new Promise<void>((done) => {
    came = done
  })
  world.intercept = async (_url, asked) => {
    if (asked.method !== method || !(await counts())) return undefined
    came()
    await gate
    return undefined
  }
  return { held, letGo }
}

describe('a yes while the network is slow', () => {
  const signs = async (between: () => Promise<unknown>, counts = isDecided) => {
    const asked = page.ask('eth_sendTransaction', [PAY])
    await ui.approval('transaction')
    const { held, letGo } = hold('eth_getTransactionCount', counts)
    const approved = ui.approve('transaction').catch((error) => error)
    await held
    await between()
    letGo()
    return { answer: await asked, approved: await approved }
  }

  test('security: a lock in between takes it back, also when the wallet is open again by then', async () => {
    const { answer } = await signs(async () => {
      await ui.call('vault.lock', null)
      await ui.call('vault.unlock', { password: PASSWORD })
    })
    expect(answer).toMatchObject({ ok: false, error: { code: 4100 } })
    expect([sent(), await count()]).toEqual([0, 0])
  })

  test('security: a disconnection in between takes it back', async () => {
    const { answer } = await signs(() => ui.call('sites.disconnect', { origin: SITE }))
    expect(answer).toMatchObject({ ok: false, error: { code: 4100 } })
    expect([sent(), await count()]).toEqual([0, 0])
  })

  test('security: a lock while it is tried once more withdraws the question', async () => {
    const { answer } = await signs(
      () => ui.call('vault.lock', null),
      async () => true,
    )
    expect(answer).toMatchObject({ ok: false, error: { code: 4001 } })
    expect([sent(), await count()]).toEqual([0, 0])
  })

  test('security: the same for the steps of a batch', async () => {
    const calls = [
      { to: devnetAddresses.usdc, data: '0x18160ddd' },
      { to: YOU, value: '0x1' },
    ]
    const params = [{ version: '2.0.0', chainId: '0x1', atomicRequired: false, calls }]
    const asked = page.ask('wallet_sendCalls', params)
    await ui.approval('calls')
    const { held, letGo } = hold('eth_getTransactionCount')
    const approved = ui.approve('calls').catch((error) => error)
    await held
    await ui.call('vault.lock', null)
    await ui.call('vault.unlock', { password: PASSWORD })
    letGo()
    expect(await asked).toMatchObject({ ok: false })
    await approved
    expect([sent(), await count()]).toEqual([0, 0])
  })
})

describe('a worker that stops after it signed', () => {
  const dies = async () => {
    const asked = page.ask('eth_sendTransaction', [PAY])
    await ui.approval('transaction')
    const { held } = hold('eth_sendRawTransaction')
    void ui.approve('transaction').catch(() => undefined)
    await held
    world.worker.kill()
    world.intercept = undefined
    return { asked }
  }

  test('behavior: locked by then, the site still gets the hash of what was signed, not a refusal', async () => {
    const { asked } = await dies()
    world.now += 24 * 60 * 60_000
    world.restart()
    expect(await asked).toMatchObject({ ok: true })
  })

  test('behavior: disconnected by then, the same', async () => {
    const { asked } = await dies()
    // A disconnection that was stored just before the stop.
    await world.local.set({ sites: {} })
    world.restart()
    expect(await asked).toMatchObject({ ok: true })
  })
})

describe('an endpoint that lags', () => {
  test('behavior: what was mined meanwhile is not called dropped, though no receipt is to be had yet', async () => {
    const asked = page.ask('eth_sendTransaction', [PAY])
    await ui.approval('transaction')
    // It arrives, and the worker stops before it hears so.
    let arrived = () => {}
    const there = new Promise<void>((done) => {
      arrived = done
    })
    world.intercept = async (_url, { method, params }) => {
      if (method !== 'eth_sendRawTransaction') return undefined
      const [raw] = params as [`0x${string}`]
      await devnet.client.sendRawTransaction({ serializedTransaction: raw })
      arrived()
      return new Promise(() => undefined)
    }
    void ui.approve('transaction').catch(() => undefined)
    await there
    const receipts = new Set(['eth_getTransactionReceipt', 'eth_getTransactionByHash'])
    world.intercept = (_url, { method }) => {
      if (receipts.has(method)) return { result: null }
      if (method === 'eth_getTransactionCount') return { result: '0x0' }
      if (method === 'eth_sendRawTransaction')
        return { error: { code: -32000, message: 'nonce too low: next nonce 1, tx nonce 0' } }
      return undefined
    }
    world.restart()
    expect(await asked).toMatchObject({ ok: true })
    world.intercept = undefined
    await world.advance(60_000)
    const row = await ui.until((state) => state.activity.find((one) => one.status !== 'pending'))
    expect(row.status).toBe('confirmed')
  })
})

describe('a choice that cannot be paid', () => {
  test('behavior: it is refused, and the question stays for another choice', async () => {
    const asked = page.ask('eth_sendTransaction', [PAY])
    const view = await ui.approval('transaction')
    const { id, digest } = view
    const fees = { type: 'eip1559', maxFeePerGas: `${10n ** 19n}`, maxPriorityFeePerGas: '1' } as const
    await expect(ui.call('approvals.approve', { id, digest, edits: { fees } })).rejects.toThrow()
    await ui.approve('transaction')
    expect(await asked).toMatchObject({ ok: true })
  })
})

test('behavior: an authorization takes no nonce that another transaction of the account has', async () => {
  await ui.call('send.prepare', { chainId: 1, from: ME, token: 'native', to: YOU, amount: { typed: '1' } })
  const { hash } = await ui.approve('transaction', { nonce: 1 })
  await ui.until((state) => state.activity.find((row) => row.hash === hash && row.nonce === 1))
  const calls = [
    { to: devnetAddresses.usdc, data: '0x18160ddd' },
    { to: YOU, value: '0x1' },
  ]
  const params = [{ version: '2.0.0', chainId: '0x1', atomicRequired: true, calls }]
  const asked = page.request('wallet_sendCalls', params)
  expect(await ui.approval('calls')).toMatchObject({ together: true, upgrade: { name: expect.anything() } })
  await ui.approve('calls')
  await asked
  const row = await ui.until((state) => state.activity.find((one) => one.kind === 'batch'))
  expect(row.nonce).toBe(2)
})
