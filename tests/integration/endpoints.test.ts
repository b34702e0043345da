import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Devnet, startDevnet } from '../devnet/devnet'
import { PASSWORD, restoredWorld, type Ui, type World } from './world'

let devnet: Devnet
let world: World
let ui: Ui
let server: Server
let url = ''
/** How the endpoint behaves now; null passes the request on to the chain. */
let act: ((request: { method: string; id: number }, response: ServerResponse) => void) | null = null
let asked = 0

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) text += part
  return text
}

beforeAll(async () => {
  devnet = await startDevnet()
  server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    asked += 1
    if (act !== null) return act(JSON.parse(body), response)
    const answer = await fetch(devnet.url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    response.end(await answer.text())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
  await devnet.stop()
})
beforeEach(async () => {
  act = null
  world = await restoredWorld(devnet.url)
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked' && !state.discovering)
  await ui.call('networks.setEndpoints', { chainId: 1, endpoints: [url] })
  await ui.call('assets.refresh', null)
  await ui.until((state) => state.balances?.at === world.now)
})
afterEach(() => world.worker.kill())

const json = (value: unknown) => (_: unknown, response: ServerResponse) => response.end(JSON.stringify(value))
const text = (status: number, body: string) => (_: unknown, response: ServerResponse) => {
  response.statusCode = status
  response.end(body)
}

describe('an endpoint', () => {
  test.each<[string, NonNullable<typeof act>, RegExp]>([
    ['answers with HTML', text(200, '<html><body>Welcome</body></html>'), /no JSON/],
    ['answers with an error page', text(502, '<html>Bad gateway</html>'), /HTTP 502/],
    ['is asked too often', text(429, 'slow down'), /too often/],
    ['cuts its answer off', text(200, '{"jsonrpc":"2.0","id":1,"result":"0x0000'), /no JSON/],
    [
      'answers another request',
      json({ jsonrpc: '2.0', id: 'other', result: `0x${'00'.repeat(64)}` }),
      /another request/,
    ],
    ['answers with nothing at all', json({}), /cannot be reached|HTTP/],
    ['answers with a list', json([]), /not a JSON-RPC answer|HTTP/],
    ['hangs up', (_, response) => response.destroy(), /cannot be reached/],
    [
      'says no in JSON-RPC',
      ({ id }, response) =>
        response.end(JSON.stringify({ id, error: { code: -32005, message: 'daily limit reached' } })),
      /daily limit/,
    ],
    [
      'answers with a number in place of data',
      ({ id }, response) => response.end(JSON.stringify({ id, result: 7 })),
      /not data/,
    ],
    [
      'answers with data that is none of what was asked',
      ({ id }, response) => response.end(JSON.stringify({ id, result: `0x${'ff'.repeat(320)}` })),
      /did not tell/,
    ],
  ])('error: that %s is told, and the last balances keep their age', async (_name, behave, words) => {
    const before = ui.state?.balances
    world.now += 60_000
    act = behave
    await ui.call('assets.refresh', null)
    const after = await ui.until((state) => (state.balances?.error ?? null) !== null && state.balances)
    expect(after.error).toMatch(words)
    expect(after.rows).toEqual(before?.rows)
    expect(after.at).toBe(before?.at)
    // And the wallet goes on: the next good answer is taken.
    act = null
    world.now += 10 * 60_000
    await ui.call('assets.refresh', null)
    const good = await ui.until((state) => state.balances?.error === null && state.balances)
    expect(good.at).toBe(world.now)
  })

  test.each([
    ['that it is busy', -32005],
    ['no', -32000],
  ])(
    'security: what one says with %s hides nothing on our screens, and does not go on for ever',
    async (_, code) => {
      const message = `\u202Eoops\u200B${'A\u0301\u0301\u0301\u0301\u0301\u0301'.repeat(60)}${'\n'.repeat(99)}<b>pay 0x1</b>`
      act = ({ id }, response) => response.end(JSON.stringify({ id, error: { code, message } }))
      const isFolded = (said: string) => {
        expect(said).toContain('⟨U+202E⟩oops⟨U+200B⟩')
        expect(said).not.toMatch(/[\u202E\u200B\n]|\u0301{5}/)
        expect(Array.from(said).length).toBeLessThan(400)
      }
      await ui.call('assets.refresh', null)
      isFolded(await ui.until((state) => state.balances?.error ?? false))
      const [health] = await ui.call('networks.check', { chainId: 1 })
      isFolded(health?.problem ?? '')
      const refused = ui.call('networks.setEndpoints', { chainId: 1, endpoints: [`${url}/other`] })
      isFolded(await refused.then(String, (error) => error.message))
      const to = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
      const from = ui.state?.selected.address ?? to
      const max = ui.call('send.max', { chainId: 1, from, token: 'native', to })
      isFolded(await max.then(String, (error) => error.message))
    },
  )

  test('error: one that turned to another chain is not used, and said so', async () => {
    world.restart()
    ui = world.ui()
    await world.session.set({ verified: {} })
    world.restart()
    ui = world.ui()
    await ui.until((state) => state.status === 'unlocked')
    act = ({ id, method }, response) =>
      response.end(JSON.stringify({ id, result: method === 'eth_chainId' ? '0x5' : '0x' }))
    await ui.call('assets.refresh', null)
    const error = await ui.until((state) => state.balances?.error)
    expect(error).toMatch(/answers for chain 5/)
  })

  test('behavior: one that is slow does not hold up the wallet: what is known stays, and the next endpoint is used', async () => {
    await ui.call('networks.setEndpoints', { chainId: 1, endpoints: [url, devnet.url] })
    act = () => undefined
    const refreshing = ui.call('assets.refresh', null)
    expect(await ui.until((state) => state.balances?.loading && state.balances)).toMatchObject({
      error: null,
    })
    expect(ui.state?.balances?.rows.length).toBeGreaterThan(1)
    // The first never answers: after its time is up the second one is asked.
    server.closeAllConnections()
    await refreshing
    expect((await ui.until((state) => state.balances?.loading === false && state.balances)).error).toBeNull()
  })

  test('behavior: one that says when to come back is left alone until then', async () => {
    await ui.call('networks.setEndpoints', { chainId: 1, endpoints: [url, devnet.url] })
    act = (_, response) => {
      response.statusCode = 429
      response.setHeader('retry-after', '120')
      response.end('{}')
    }
    await ui.call('assets.refresh', null)
    asked = 0
    world.now += 100_000
    await ui.call('assets.refresh', null)
    expect(asked).toBe(0)
    act = null
    world.now += 30_000
    await ui.call('assets.refresh', null)
    expect(asked).toBeGreaterThan(0)
  })

  test('behavior: how each does is told when a person asks', async () => {
    await ui.call('networks.setEndpoints', { chainId: 1, endpoints: [url, devnet.url] })
    const well = await ui.call('networks.check', { chainId: 1 })
    expect(well.map(({ problem }) => problem)).toEqual([null, null])
    expect(well[0]?.height).toBe(well[1]?.height)
    // One that lags behind the other is told by its newest block.
    act = ({ id, method }, response) =>
      response.end(JSON.stringify({ jsonrpc: '2.0', id, result: method === 'eth_chainId' ? '0x1' : '0x3' }))
    const behind = await ui.call('networks.check', { chainId: 1 })
    expect(behind.map(({ problem, height }) => [problem, height])).toEqual([
      [null, 3],
      [null, well[1]?.height],
    ])
    act = text(503, 'down')
    const sick = await ui.call('networks.check', { chainId: 1 })
    expect(sick.map(({ problem }) => problem)).toEqual([expect.stringMatching(/503/), null])
    act = ({ id }, response) => response.end(JSON.stringify({ id, result: '0x5' }))
    expect((await ui.call('networks.check', { chainId: 1 }))[0]?.problem).toMatch(/serves chain 5/)
  })
})

test('security: a state of long ago is shown with its age, and is never fresh', async () => {
  // A chain on this computer may stand still; another one may not.
  await ui.call('networks.setEndpoints', { chainId: 1, endpoints: [url] })
  const stored: Record<string, unknown> = await world.local.get(['networks'])
  const networks = stored.networks as { endpoints: Record<string, string[]> }
  const far = 'https://rpc.example'
  await world.local.set({ networks: { ...networks, endpoints: { ...networks.endpoints, 1: [far] } } })
  await world.session.set({ verified: { [far]: 1 } })
  world.redirect = (asked) => (asked === far ? devnet.url : asked)
  world.restart()
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
  const { timestamp } = await devnet.client.getBlock()
  world.now = Number(timestamp) * 1000 + 4 * 60_000
  await ui.call('vault.lock', null)
  await ui.call('vault.unlock', { password: PASSWORD })
  await ui.call('assets.refresh', null)
  expect(await ui.until((state) => state.portfolio?.networks[0])).toMatchObject({ error: null })
  world.now = Number(timestamp) * 1000 + 12 * 60_000
  await ui.call('assets.refresh', null)
  const late = await ui.until((state) => state.portfolio?.networks.find((one) => one.error !== null))
  expect(late.error).toMatch(/shows a state of 12 minutes ago/)
  expect(late.at).toBe(Number(timestamp) * 1000)
})

test('behavior: with nothing open and nothing pending, ten minutes pass without a request', async () => {
  world.worker.kill()
  world.restart()
  await new Promise((done) => setTimeout(done, 200))
  world.requests.length = 0
  for (let minute = 0; minute < 10; minute++) {
    await world.advance(60_000)
    await new Promise((done) => setTimeout(done, 20))
  }
  expect(world.requests).toEqual([])
  expect([...world.alarms.keys()].filter((name) => name !== 'lock')).toEqual([])
})

test('behavior: a chain on this computer is found, when a person looks and not before', async () => {
  const local = await startDevnet({ chainId: 31_337, port: 8545 }).catch(() => null)
  if (local === null) throw new Error('port 8545 is taken')
  try {
    expect(world.requests.some((one) => one.url.includes(':8545'))).toBe(false)
    expect(await ui.call('networks.findLocal', null)).toEqual([
      { endpoint: 'http://127.0.0.1:8545', chainId: 31_337 },
    ])
    await ui.call('networks.add', {
      name: 'Local',
      symbol: 'ETH',
      endpoint: 'http://127.0.0.1:8545',
      explorer: null,
      testnet: true,
    })
    expect(await ui.call('networks.findLocal', null)).toEqual([])
    const edited = { chainId: 31_337, name: 'My chain', symbol: 'TEST', explorer: null, color: '#7A3FE0' }
    await ui.call('networks.edit', edited)
    expect(await ui.until((state) => state.networks.find((one) => one.name === 'My chain'))).toMatchObject({
      symbol: 'TEST',
      testnet: true,
      color: '#7A3FE0',
    })
    await expect(ui.call('networks.edit', { ...edited, chainId: 1 })).rejects.toThrow(/preset/)
  } finally {
    await local.stop()
  }
})
