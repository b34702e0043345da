/** Between the page and its provider: what a page replaces, pollutes, forges or listens to changes and shows nothing. */
import type { Page } from '@playwright/test'
import { ask, codeOf, expect, frameOf, mine, type Served, setStage, test } from './stage'

const stage = setStage()

/** Replaces before the provider is used; then asks, and says in the title what came and who was called. */
const replaced = (code: string): Served => ({
  html: `<script>{
    const { apply, defineProperty } = Reflect, { then } = Promise.prototype, { ethereum } = window
    const { isArray } = Array
    let spied = ''
    const spy = (object, key, act) => defineProperty(object, key, { __proto__: null, configurable: true, writable: true,
      value: function () { spied += String(key) + ' '; return act && apply(act, this, arguments) } })
    const told = { __proto__: null, a: 0, b: 0, c: 0 }
    let left = 3
    const tell = (name, args) => apply(then, ethereum.request(args), [(x) => done(name, x), (e) => done(name, e.code)])
    const done = (name, value) => {
      told[name] = value
      if (--left === 0) document.title = told.a + '|' + told.b + '|' + isArray(told.c) + '|' + spied
    }
    ${code}
    tell('a', { __proto__: null, method: 'eth_chainId', params: undefined })
    tell('b', { __proto__: null, method: 'personal_sign', params: undefined })
    tell('c', { __proto__: null, method: 'wallet_getPermissions', params: undefined })
  }</script>`,
})

const methods = (object: string, keys: string) =>
  keys
    .split(' ')
    .map((key) => `spy(${object}, ${key.startsWith('Symbol') ? key : `'${key}'`})`)
    .join(';')

const REPLACED: Record<string, string> = {
  'Promise and its methods': `${methods('Promise.prototype', 'then catch finally')}; ${methods('Promise', 'resolve reject all race')}; window.Promise = undefined`,
  JSON: `${methods('JSON', 'parse stringify')}; window.JSON = undefined`,
  'Map and its methods': `${methods('Map.prototype', 'get set has delete forEach')}; window.Map = undefined`,
  'the methods of arrays': methods(
    'Array.prototype',
    'push pop map forEach slice splice concat join indexOf includes Symbol.iterator',
  ),
  'Array.isArray': `${methods('Array', 'isArray from of')}`,
  'call, apply and bind': methods('Function.prototype', 'call apply bind'),
  Reflect: `${methods('Reflect', 'apply get set ownKeys construct getPrototypeOf')}; window.Reflect = undefined`,
  'the functions of Object': methods(
    'Object',
    'create defineProperty freeze keys entries assign getOwnPropertyDescriptor setPrototypeOf',
  ),
  'structuredClone and timers': `${methods('window', 'structuredClone setTimeout clearTimeout queueMicrotask requestAnimationFrame')}`,
  postMessage: `${methods('MessagePort.prototype', 'postMessage start close')}; ${methods('window', 'postMessage')}`,
  'events and their listeners': methods(
    'EventTarget.prototype',
    'addEventListener removeEventListener dispatchEvent',
  ),
  'the data of messages': `defineProperty(MessageEvent.prototype, 'data', { __proto__: null, configurable: true, get() { spied += 'data '; return [1, true, 'mine'] } })`,
  'the handler of ports': `defineProperty(MessagePort.prototype, 'onmessage', { __proto__: null, configurable: true, set() { spied += 'onmessage ' } })`,
  'Error and Proxy': 'window.Error = window.TypeError = window.Proxy = window.CustomEvent = undefined',
  iterators: `${methods('Object.getPrototypeOf([][Symbol.iterator]())', 'next')}; ${methods('Object.getPrototypeOf(new Map().entries())', 'next')}`,
  'the species of arrays': `defineProperty(Array, Symbol.species, { __proto__: null, configurable: true, get() { spied += 'species '; return undefined } })`,
  'text and numbers': `${methods('String.prototype', 'slice split replace toString charCodeAt')}; ${methods('Number.prototype', 'toString valueOf')}`,
  randomness: `${methods('Crypto.prototype', 'getRandomValues randomUUID')}; ${methods('Math', 'random')}`,
}
for (const [name, code] of Object.entries(REPLACED))
  test(`security: a page that replaced ${name} neither breaks nor observes the provider`, async () => {
    const site = await stage.open(replaced(code))
    await expect(site).toHaveTitle('0x1|4100|true|')
  })

const POLLUTED =
  'get set value writable enumerable configurable toJSON then code message data event id method params result error origin framed stored accounts chainId isUnlocked length 0 constructor'
for (const key of POLLUTED.split(' '))
  test(`security: Object.prototype.${key} changes no answer`, async () => {
    // An accessor: what assigns to it is seen, what reads it gets something else.
    const accessor = `{ __proto__: null, configurable: true, get() { return (['get', 'set', 'then', 'toJSON'].includes('${key}') ? undefined : 4001) }, set() { spied += 'set ' } }`
    const site = await stage.open(replaced(`defineProperty(Object.prototype, '${key}', ${accessor})`))
    await expect(site).toHaveTitle('0x1|4100|true|')
  })

test('security: a toJSON on Object.prototype does not turn a question into another', async () => {
  const site = await stage.open()
  await site.evaluate(`Object.prototype.toJSON = () => ['eth_requestAccounts']; 0`)
  const answer = await site.evaluate(`ask('eth_chainId', []).then(({ result }) => result)`)
  expect(answer).toBe('0x1')
  expect(await stage.questions()).toEqual([])
})

/** Calls `personal_sign` with parameters that are written in the page. */
const sign = (site: Page, params: string): Promise<{ error?: { code: number } }> =>
  site.evaluate(`ask('personal_sign', ${params})`)

const UNREADABLE: Record<string, string> = {
  'a function': '[() => 1]',
  'a bigint': '[1n]',
  'a symbol': '[Symbol()]',
  'an element': '[document.body]',
  'the window': '[window]',
  'a promise': '[Promise.resolve(1)]',
  'a thenable': '[{ then(done) { done("0x00") } }]',
  'a getter that throws': '[{ get x() { throw 1 } }]',
  'a proxy that throws': '[new Proxy({}, { ownKeys() { throw 1 } })]',
  'a revoked proxy':
    '(() => { const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return proxy })()',
  'a circle': '(() => { const a = []; a[0] = a; return a })()',
  'a hundred thousand levels': '(() => { let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a })()',
  'ten thousand levels': '(() => { let a = []; for (let i = 0; i < 1e4; i++) a = [a]; return a })()',
  'a generator': '[(function* () {})()]',
  'an async iterator': '[{ async *[Symbol.asyncIterator]() { yield 1 } }.method, (async function* () {})()]',
  'shared memory': '[new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true })]',
  '50 MB of text': '["x".repeat(50_000_000)]',
  'a million items': '[Array.from({ length: 1_000_000 }, () => 0)]',
}
for (const [name, params] of Object.entries(UNREADABLE))
  test(`security: ${name} as a parameter is refused, and the channel lives`, async () => {
    const site = await stage.open()
    await stage.connect(site)
    expect((await sign(site, params)).error?.code).toBe(-32602)
    expect(await ask(site, 'eth_accounts')).toEqual({ result: mine })
    expect(stage.windows()).toEqual([])
  })

test('security: a getter among the parameters that asks by itself mixes no answers up', async () => {
  const site = await stage.open()
  const answers = await site.evaluate(`(async () => {
    let inner
    const outer = ask('eth_chainId', [{ get x() { inner = ask('eth_accounts', []); return 1 } }])
    return [await outer, await inner]
  })()`)
  expect(answers).toEqual([{ result: '0x1' }, { result: [] }])
})

test('security: the members of the argument are read once', async () => {
  const site = await stage.open()
  const seen = await site.evaluate(`(async () => {
    const reads = { method: 0, params: 0 }
    const args = {
      get method() { return ['eth_chainId', 'eth_requestAccounts'][reads.method++] },
      get params() { reads.params++; return [] },
    }
    return [await ethereum.request(args), reads]
  })()`)
  expect(seen).toEqual(['0x1', { method: 1, params: 1 }])
})

const ARGUMENTS = [
  'undefined',
  'null',
  '1',
  '"eth_chainId"',
  '[]',
  '{}',
  '{ method: 1 }',
  '{ method: "" }',
  '{ method: ["eth_chainId"] }',
  '{ method: { toString: () => "eth_chainId" } }',
  '{ method: "eth_chainId", params: 1 }',
  '{ method: "eth_chainId", params: "x" }',
  'new Proxy({}, { get() { throw 1 } })',
  '() => 1',
]
test('error: what is no request is -32600', async () => {
  const site = await stage.open()
  for (const args of ARGUMENTS)
    await test.step(args, async () => {
      expect(await site.evaluate(`ethereum.request(${args}).catch(({ code }) => code)`)).toBe(-32600)
    })
})

test('security: the page hears nothing of the handover, however it listens', async () => {
  const site = await stage.open({
    script: `
      window.heard = []
      for (const target of [window, document, document.documentElement])
        for (const capture of [true, false]) target.addEventListener('message', (e) => heard.push(e.data), capture)
      window.onmessage = (e) => heard.push(e.data)
      window.onmessageerror = (e) => heard.push('error')`,
  })
  expect(await ask(site, 'eth_chainId')).toEqual({ result: '0x1' })
  expect(await site.evaluate('heard')).toEqual([])
})

test('security: forged handovers are not taken', async () => {
  const site = await stage.open({
    script: `
      window.stolen = []
      const forge = (send) => { const c = new MessageChannel(); c.port1.onmessage = (e) => stolen.push(e.data); send(c.port2) }
      forge((port) => dispatchEvent(new MessageEvent('message', { data: 'candor:port', source: window, ports: [port], origin: location.origin })))
      forge((port) => postMessage('candor:port', '*', [port]))
      forge((port) => postMessage('candor:port', '/', [port]))
      for (let i = 0; i < 100; i++) postMessage({ event: 'accountsChanged', data: ['0xdead'] }, '*')
      for (let i = 0; i < 100; i++) postMessage([i, true, ['0xdead']], '*')`,
  })
  expect(await ask(site, 'eth_accounts')).toEqual({ result: [] })
  expect(await site.evaluate('stolen')).toEqual([])
  expect(await site.evaluate('events.filter(([name]) => name === "accountsChanged")')).toEqual([])
})

test('security: the page around a frame cannot hand it a port of its own', async () => {
  const site = await stage.open()
  const src = stage.serve(new URL(site.url()).origin)
  await site.evaluate(`{
    window.stolen = []
    const frame = document.createElement('iframe')
    frame.name = 'inner'
    frame.src = ${JSON.stringify(src)}
    document.body.append(frame)
    const timer = setInterval(() => {
      const c = new MessageChannel()
      c.port1.onmessage = (e) => stolen.push(e.data)
      frame.contentWindow.postMessage('candor:port', '*', [c.port2])
    }, 0)
    setTimeout(() => clearInterval(timer), 500)
  }`)
  expect(await ask(await frameOf(site, 'inner'), 'eth_chainId')).toEqual({ result: '0x1' })
  expect(await site.evaluate('stolen')).toEqual([])
})

test('security: a port cannot be caught by what the page put into its prototypes', async () => {
  const site = await stage.open({
    script: `
      window.caught = 0
      for (const [prototype, keys] of [[MessagePort.prototype, ['postMessage', 'start', 'close']], [EventTarget.prototype, ['addEventListener', 'dispatchEvent']]])
        for (const key of keys) {
          const native = prototype[key]
          prototype[key] = function (...args) { if (this instanceof MessagePort) caught++; return native.apply(this, args) }
        }`,
  })
  expect(await ask(site, 'eth_chainId')).toEqual({ result: '0x1' })
  expect(await site.evaluate('caught')).toBe(0)
})

test('security: the provider is frozen, without a prototype, and no assignment changes a member of it', async () => {
  const site = await stage.open()
  expect(
    await site.evaluate(`(() => {
      const { request } = ethereum
      const tries = [
        () => { ethereum.request = () => 'mine' },
        () => { delete ethereum.request },
        () => { Object.defineProperty(ethereum, 'request', { value: 1 }) },
        () => { Object.setPrototypeOf(ethereum, { evil: 1 }) },
        () => { ethereum.selectedAddress = '0xdead' },
        () => { ethereum.extra = 1 },
      ]
      for (const one of tries) try { one() } catch {}
      return [Object.isFrozen(ethereum), Object.getPrototypeOf(ethereum), ethereum.request === request, ethereum.selectedAddress, 'evil' in ethereum]
    })()`),
  ).toEqual([true, null, true, null, false])
})

test('security: what is announced is frozen, and its uuid is of this document alone', async () => {
  const origin = 'https://announced.example'
  const script = `
    window.details = []
    addEventListener('eip6963:announceProvider', (e) => details.push(e.detail))
    dispatchEvent(new Event('eip6963:requestProvider'))
    dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: { info: { uuid: 'x', name: 'Candor', rdns: 'io.candor.wallet' }, provider: {} } }))
    dispatchEvent(new Event('eip6963:requestProvider'))`
  const uuids: unknown[] = []
  for (let i = 0; i < 3; i++) {
    const site = await stage.open({ script }, origin)
    const [uuid, ...rest] = (await site.evaluate(`(() => {
      const ours = details.filter(({ provider }) => provider === ethereum)
      return [ours[0].info.uuid, ours.length, ours.every((one) => one === ours[0] && Object.isFrozen(one) && Object.isFrozen(one.info))]
    })()`)) as unknown[]
    expect(rest).toEqual([2, true])
    uuids.push(uuid)
  }
  expect(new Set(uuids).size).toBe(3)
})

test('security: before it is used the provider leaves no trace but itself', async () => {
  const site = await stage.open({
    body: `<!doctype html><title>quiet</title><script>
      window.seen = {
        marks: performance.getEntries().filter(({ name }) => /extension|candor/i.test(name)).length,
        attributes: document.documentElement.attributes.length,
        scripts: document.scripts.length,
        globals: Object.getOwnPropertyNames(window).filter((name) => /candor|wallet|inpage/i.test(name)),
      }
    </script>`,
  })
  expect(await site.evaluate('seen')).toEqual({ marks: 0, attributes: 0, scripts: 1, globals: [] })
})

test('security: no error tells where the wallet lives or how it is made', async () => {
  const site = await stage.open()
  const tries: [string, unknown][] = [
    ['nope', []],
    ['personal_sign', ['0x00', mine[0]]],
    ['eth_sendTransaction', [{}]],
    ['wallet_switchEthereumChain', [{ chainId: '0x7777' }]],
    ['wallet_addEthereumChain', [{}]],
    ['eth_call', [{ to: 'x' }]],
    ['eth_signTypedData_v4', ['x', '{']],
  ]
  for (const [method, params] of tries)
    await test.step(method, async () => {
      const text = await site.evaluate(
        `ethereum.request(${JSON.stringify({ method, params })}).then(() => '', (e) => [e.message, e.stack, JSON.stringify(e.data) ?? ''].join(' '))`,
      )
      expect(text).not.toBe('')
      expect(text).not.toMatch(/chrome-extension|background\.js|127\.0\.0\.1|valibot|viem/)
    })
})

test('security: a function of the page that the provider calls sees no address of the wallet', async () => {
  const site = await stage.open()
  const stacks = await site.evaluate(`(async () => {
    const stacks = []
    const note = () => stacks.push(new Error('x').stack)
    ethereum.on('probe', note)
    ethereum.emit('probe')
    await ethereum.request({ get method() { note(); return 'eth_chainId' }, params: [{ get x() { note(); return 1 } }] })
    return stacks
  })()`)
  expect(stacks).toHaveLength(3)
  expect(String(stacks)).not.toMatch(/extension:/)
})

test('security: a document that is written anew still has its answers, and no second provider', async () => {
  const site = await stage.open()
  const answer = await site.evaluate(`(async () => {
    const { ethereum } = window
    const asked = ethereum.request({ method: 'eth_chainId' })
    document.open(); document.write('<p>new'); document.close()
    return [await asked, await ethereum.request({ method: 'eth_chainId' }), window.ethereum === ethereum]
  })()`)
  expect(answer).toEqual(['0x1', '0x1', true])
})

test('security: a service worker of the page sees nothing of the wallet', async () => {
  const origin = 'https://worker.example'
  const worker = stage.serve(origin, {
    contentType: 'text/javascript',
    body: `onmessage = (e) => e.source.postMessage([typeof self.ethereum, typeof chrome])`,
  })
  const site = await stage.open({}, origin)
  const seen = await site.evaluate(`(async () => {
    try {
      const { active, installing, waiting } = await navigator.serviceWorker.register(${JSON.stringify(worker)})
      const worker = active ?? waiting ?? installing
      return await new Promise((done) => {
        navigator.serviceWorker.onmessage = (e) => done(e.data)
        navigator.serviceWorker.startMessages()
        worker.postMessage('')
        setTimeout(() => done('silent'), 2000)
      })
    } catch { return 'refused' }
  })()`)
  expect([['undefined', 'undefined'], 'refused']).toContainEqual(seen)
  expect(await codeOf(site, 'personal_sign', ['0x00', mine[0]])).toBe(4100)
})
