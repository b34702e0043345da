import type { ServerResponse } from 'node:http'
import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createKeeper } from '../../src/background/keeper'
import { createProviders, type Providers } from '../../src/background/providers/providers'
import { openState } from '../../src/background/state/state'
import { loadVault } from '../../src/vault/index'
import { type Devnet, startDevnet } from '../devnet/devnet'
import { type Asked, type Reply, respond, type ServicesServer, startServices } from './services-server'
import { PASSWORD, restoredWorld, type Ui, World } from './world'

const GECKO = 'api.coingecko.com'
const METRICS = 'api.tokenmetrics.com'

let devnet: Devnet
let server: ServicesServer
let world: World
let ui: Ui
beforeAll(async () => {
  ;[devnet, server] = await Promise.all([startDevnet(), startServices()])
})
afterAll(() => Promise.all([devnet.stop(), server.close()]))
beforeEach(async () => {
  server.asked.length = 0
  server.act.clear()
  world = await restoredWorld(devnet.url)
  server.serve(world)
  ui = world.ui()
  await ui.until((state) => state.status === 'unlocked')
})
afterEach(() => world.worker.kill())

/** What this test asks, as against the wallet, which looks for prices once it may. */
const PATHS = ['/ping', '/v2/test']
const asked = () => server.asked.filter(({ url }) => PATHS.includes(url.pathname))
const fetched = () => world.fetched.filter(({ url }) => PATHS.some((path) => url.endsWith(path)))
const act = (host: string, reply: Reply) =>
  server.act.set(host, (one, response) =>
    (PATHS.includes(one.url.pathname) ? reply : respond(404, '{}'))(one, response),
  )

/** The part that asks, over what the world has stored: what other capabilities use. */
async function part(): Promise<Providers> {
  const { ports } = world.worker
  const state = await openState(ports.local, ports.session)
  const keeper = createKeeper({ ...ports, state })
  await keeper.open(await loadVault(ports.local))
  return createProviders(
    () => ({ state, keeper, ports }),
    () => undefined,
  )
}

const service = (id: string) => ui.state?.services.find((one) => one.id === id)
const schema = v.object({ ok: v.literal(true) })
const ok = respond(200, '{"ok":true}')
const metrics = (providers: Providers) =>
  providers.ask.json('token-metrics', schema, (key) => ({
    url: `https://${METRICS}/v2/test`,
    headers: key === null ? {} : { 'x-api-key': key },
  }))
const gecko = (providers: Providers, options = {}) =>
  providers.ask.json('coingecko', schema, () => ({ url: `https://${GECKO}/ping` }), options)
const usedKeys = () => asked().map(({ headers }) => headers['x-api-key'] ?? null)
/** Answers by the key that was used. */
const byKey =
  (replies: Record<string, ReturnType<typeof respond>>) => (asked: Asked, response: ServerResponse) =>
    (replies[String(asked.headers['x-api-key'])] ?? respond(401, '{}'))(asked, response)

async function withKeys(...keys: string[]): Promise<Providers> {
  await ui.call('services.allow', { id: 'token-metrics', allowed: true })
  for (const key of keys) await ui.call('services.addKey', { id: 'token-metrics', key, label: '' })
  return part()
}

describe('consent', () => {
  test('security: nobody is asked before the person has said yes, nor after they said no', async () => {
    const providers = await part()
    await expect(gecko(providers)).rejects.toMatchObject({ problem: 'not-allowed' })
    expect(ui.state?.services.every(({ allowed, learns }) => allowed === null && learns.length > 0)).toBe(
      true,
    )
    await ui.call('services.allow', { id: 'coingecko', allowed: true })
    await ui.call('services.allow', { id: 'coingecko', allowed: false })
    await expect(gecko(await part())).rejects.toMatchObject({ problem: 'not-allowed' })
    expect(fetched()).toEqual([])
  })

  test('security: only at its own hosts, encrypted, whatever the address says', async () => {
    await ui.call('services.allow', { id: 'coingecko', allowed: true })
    const providers = await part()
    for (const url of [
      `http://${GECKO}/ping`,
      `https://${GECKO}.example.org/ping`,
      `https://${GECKO}:8443/ping`,
      'https://example.org/',
      'nonsense',
    ])
      await expect(providers.ask.raw('coingecko', () => ({ url }))).rejects.toThrow('did not answer')
    expect(world.fetched.every(({ url }) => url.startsWith(`https://${GECKO}/api/`))).toBe(true)
  })

  test('security: a yes that is taken back while a request runs leaves its answer unread', async () => {
    await ui.call('services.allow', { id: 'coingecko', allowed: true })
    const providers = await part()
    act(GECKO, (asked, response) => {
      void providers.allow('coingecko', false).then(() => ok(asked, response))
    })
    await expect(gecko(providers)).rejects.toMatchObject({ problem: 'not-allowed' })
    expect(asked()).toHaveLength(1)
  })
})

describe('answers', () => {
  beforeEach(() => ui.call('services.allow', { id: 'coingecko', allowed: true }))

  test.each([
    ['an error', respond(500, '{}'), 'unreachable'],
    [
      'a page',
      respond(200, '<!doctype html><title>Sorry</title>', { 'content-type': 'text/html' }),
      'unreadable',
    ],
    ['half an answer', respond(200, '{"ok":tr'), 'unreadable'],
    ['another shape', respond(200, '{"ok":"yes"}'), 'unreadable'],
    ['nothing', respond(200, 'null'), 'unreadable'],
    ['too much', respond(200, `{"ok":true,"x":"${'x'.repeat(2_000_100)}"}`), 'unreadable'],
    ['another place', respond(302, '', { location: 'https://example.org/' }), 'unreachable'],
  ])('error: %s is told as what it is', async (_, reply, problem) => {
    act(GECKO, reply)
    await expect(gecko(await part())).rejects.toMatchObject({ name: 'ServiceError', problem })
    expect(asked().every(({ host }) => host === GECKO)).toBe(true)
  })

  test('error: a broken connection, and one that never answers', async () => {
    act(GECKO, (_, response) => response.destroy())
    await expect(gecko(await part())).rejects.toMatchObject({ problem: 'unreachable' })
    world.patience = 50
    act(GECKO, () => undefined)
    await expect(gecko(await part())).rejects.toMatchObject({ problem: 'unreachable' })
  })

  test('behavior: every digit of a number arrives', async () => {
    act(GECKO, respond(200, String.raw`{"a":1.23456789012345678901e-7,"b":["1e5 \" 2"],"c":-10}`))
    const shape = v.object({ a: v.string(), b: v.array(v.string()), c: v.string() })
    const providers = await part()
    expect(
      await providers.ask.json('coingecko', shape, () => ({ url: `https://${GECKO}/ping` }), { exact: true }),
    ).toEqual({ a: '1.23456789012345678901e-7', b: ['1e5 " 2'], c: '-10' })
  })

  test('security: redirects are followed where it is asked for only, and never to a private address', async () => {
    const providers = await part()
    act(GECKO, respond(302, '', { location: 'https://pictures.example/ping' }))
    act('pictures.example', respond(200, 'picture', { 'content-type': 'image/png' }))
    const picture = () =>
      providers.ask.raw('coingecko', () => ({ url: `https://${GECKO}/ping` }), { redirect: 'follow' })
    expect(await picture()).toMatchObject({ type: 'image/png', url: 'https://pictures.example/ping' })
    for (const location of [
      'https://192.168.1.1/ping',
      'http://pictures.example/ping',
      'https://router.local/',
    ]) {
      act(GECKO, respond(302, '', { location }))
      await expect(picture()).rejects.toMatchObject({ problem: 'unreachable' })
    }
  })

  test('behavior: without a key too a service that is asked too often is left alone for as long as it says', async () => {
    act(GECKO, respond(429, '', { 'retry-after': '120' }))
    const providers = await part()
    await expect(gecko(providers)).rejects.toMatchObject({ problem: 'limit' })
    act(GECKO, ok)
    world.now += 60_000
    await expect(gecko(providers)).rejects.toMatchObject({ problem: 'limit' })
    expect(asked()).toHaveLength(1)
    world.now += 61_000
    expect(await gecko(providers)).toEqual({ ok: true })
  })

  test('behavior: one that does not say for how long is left alone longer each time', async () => {
    act(GECKO, respond(429, ''))
    const providers = await part()
    for (const wait of [30_000, 60_000, 120_000]) {
      const before = asked().length
      await expect(gecko(providers)).rejects.toMatchObject({ problem: 'limit' })
      expect(asked().length).toBe(before + 1)
      world.now += wait - 1
      await expect(gecko(providers)).rejects.toMatchObject({ problem: 'limit' })
      expect(asked().length).toBe(before + 1)
      world.now += 2
    }
  })
})

describe('keys', () => {
  test('behavior: a refused key and one that is used up are set aside, and the next is used in the same question', async () => {
    act(METRICS, byKey({ 'good-key': ok, 'tired-key': respond(429, '', { 'retry-after': '60' }) }))
    const providers = await withKeys('wrong-key', 'tired-key', 'good-key')
    expect(await metrics(providers)).toEqual({ ok: true })
    expect(usedKeys()).toEqual(['wrong-key', 'tired-key', 'good-key'])
    expect(await metrics(providers)).toEqual({ ok: true })
    expect(usedKeys().slice(3)).toEqual(['good-key'])
    // A worker that starts anew knows it still.
    world.restart()
    expect(await metrics(await part())).toEqual({ ok: true })
    expect(usedKeys().slice(4)).toEqual(['good-key'])
    ui = world.ui()
    await ui.until((state) => state.services.length > 0)
    expect(service('token-metrics')?.keys.map(({ state }) => state)).toEqual([
      'rejected',
      { limitedUntil: world.now + 60_000 },
      'ok',
    ])
    world.now += 61_000
    await metrics(await part())
    expect(usedKeys().slice(5)).toEqual(['tired-key', 'good-key'])
  })

  test('error: without a good key left it says why', async () => {
    await expect(metrics(await withKeys())).rejects.toMatchObject({ problem: 'no-key' })
    expect(fetched()).toEqual([])
    act(METRICS, byKey({}))
    const providers = await withKeys('wrong-key')
    await expect(metrics(providers)).rejects.toMatchObject({ problem: 'rejected' })
    await expect(metrics(providers)).rejects.toMatchObject({ problem: 'rejected' })
    expect(usedKeys()).toEqual(['wrong-key'])
  })

  test('behavior: a key that was refused is used again when the person says so', async () => {
    await metrics(await withKeys('wrong-key')).catch(() => undefined)
    world.restart()
    ui = world.ui()
    await ui.until((state) => state.services.length > 0)
    const keyId = service('token-metrics')?.keys[0]?.id ?? ''
    await ui.call('services.retryKey', { id: 'token-metrics', keyId })
    act(METRICS, byKey({ 'wrong-key': ok }))
    expect(await metrics(await part())).toEqual({ ok: true })
  })

  test('behavior: while requests run, the old key is retired and a new one takes its place; none fails', async () => {
    const providers = await withKeys('old-key-1')
    const [old] = providers.keys.stateOf('token-metrics').keys
    const waiting: (() => void)[] = []
    let retired = false
    act(METRICS, (asked, response) => {
      const reply = () => byKey({ 'new-key-1': ok, ...(retired ? {} : { 'old-key-1': ok }) })(asked, response)
      if (asked.headers['x-api-key'] === 'old-key-1') waiting.push(reply)
      else reply()
    })
    const running = [metrics(providers), metrics(providers), metrics(providers)]
    await expect.poll(() => waiting.length).toBe(3)
    // One more is answered before the service itself retires the old key.
    waiting.shift()?.()
    const provider = providers.need('token-metrics')
    await providers.keys.add(provider, 'new-key-1', 'New')
    await providers.keys.remove('token-metrics', old?.id ?? '')
    retired = true
    for (const answer of waiting.splice(0)) answer()
    expect(await Promise.all([...running, metrics(providers)])).toEqual(Array(4).fill({ ok: true }))
    expect(providers.keys.stateOf('token-metrics').keys.map(({ label }) => label)).toEqual(['New'])
  })

  test('security: a key is stored sealed, shown by its end, and cannot be read while locked', async () => {
    await withKeys('a-key-of-mine-12345')
    expect(JSON.stringify(await world.local.get(null))).not.toContain('a-key-of-mine')
    expect(JSON.stringify(ui.state)).not.toContain('a-key-of-mine')
    expect(JSON.stringify(await world.session.get(null))).not.toContain('a-key-of-mine')
    expect(service('token-metrics')?.keys).toMatchObject([{ label: 'Key 1', ending: '2345', state: 'ok' }])
    await ui.call('vault.lock', null)
    await ui.until((state) => state.status === 'locked')
    expect(ui.state?.services).toEqual([])
    await expect(metrics(await part())).rejects.toMatchObject({ problem: 'locked' })
    await expect(
      ui.call('services.addKey', { id: 'token-metrics', key: 'another-key', label: '' }),
    ).rejects.toThrow('locked')
    expect(fetched()).toEqual([])
  })

  test('error: what is no key, or is there already, is not taken', async () => {
    await withKeys('good-key')
    const add = (id: string, key: string) => ui.call('services.addKey', { id, key, label: '' })
    await expect(add('token-metrics', ' good-key ')).rejects.toMatchObject({ data: { field: 'key' } })
    await expect(add('token-metrics', 'two\nlines-key')).rejects.toMatchObject({ data: { field: 'key' } })
    await expect(add('token-metrics', 'short')).rejects.toMatchObject({ data: { field: 'key' } })
    await expect(add('defillama', 'good-key')).rejects.toThrow('takes no key')
    await expect(add('nobody', 'good-key')).rejects.toThrow('no such service')
    expect(service('token-metrics')?.keys).toHaveLength(1)
  })

  test('behavior: a label can be changed, and a key removed', async () => {
    await withKeys('good-key')
    const keyId = service('token-metrics')?.keys[0]?.id ?? ''
    await ui.call('services.renameKey', { id: 'token-metrics', keyId, label: 'Mine\u202e' })
    expect(service('token-metrics')?.keys[0]?.label).toBe('Mine')
    await ui.call('services.removeKey', { id: 'token-metrics', keyId })
    await ui.until((state) => state.services.every(({ keys }) => keys.length === 0))
    expect(JSON.stringify(await world.local.get(['services']))).not.toContain('"ct"')
  })
})

test('behavior: a backup file carries what was decided, and the keys; what was decided here stays', async () => {
  await withKeys('good-key')
  await ui.call('services.allow', { id: 'coingecko', allowed: true })
  const { text } = await ui.call('backup.make', { password: PASSWORD, filePassword: null })
  expect(text).not.toContain('good-key')
  world.worker.kill()

  world = new World()
  ui = world.ui()
  await ui.call('backup.restore', { file: text, password: PASSWORD, walletPassword: null })
  await ui.until((state) => state.status === 'unlocked' && state.services.length > 0)
  expect(service('coingecko')).toMatchObject({ allowed: true })
  expect(service('defillama')).toMatchObject({ allowed: null })
  expect(service('token-metrics')).toMatchObject({ allowed: true, keys: [{ ending: '-key', state: 'ok' }] })
  server.serve(world)
  act(METRICS, byKey({ 'good-key': ok }))
  expect(await metrics(await part())).toEqual({ ok: true })

  await ui.call('services.allow', { id: 'coingecko', allowed: false })
  await ui.call('backup.restore', { file: text, password: PASSWORD, walletPassword: PASSWORD })
  expect(service('coingecko')).toMatchObject({ allowed: false })
  expect(service('token-metrics')?.keys).toHaveLength(1)
})
