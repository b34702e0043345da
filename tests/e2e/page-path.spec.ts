/**
 * The page path alone, in a real Chromium: our two scripts in an extension whose background is a stub, so that every
 * behaviour of the boundary shows without the wallet behind it.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type BrowserContext, chromium, expect, type Page, test, type Worker } from '@playwright/test'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '../..')
const dir = mkdtempSync(join(tmpdir(), 'candor-page-path-'))
const extension = join(dir, 'extension')
let context: BrowserContext
let server: Server
let site: string
let other: string
const reports: string[] = []
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** Runs in the worker. Counts what it sees in storage.session, so that its own death forgets nothing. */
function stub() {
  const seen: { ports: number; open: number; log: string[]; acks: string[] } = {
    ports: 0,
    open: 0,
    log: [],
    acks: [],
  }
  Object.assign(globalThis, { seen })
  chrome.runtime.onConnect.addListener((port) => {
    seen.ports += 1
    seen.open += 1
    port.onDisconnect.addListener(() => {
      seen.open -= 1
    })
    port.onMessage.addListener(async ({ ack, id, method, params }) => {
      if (ack) return void seen.acks.push(ack)
      seen.log.push(method)
      const times = (await chrome.storage.session.get(id))[id] ?? 0
      const count = typeof times === 'number' ? times + 1 : 1
      if (method === 'test_slow') await chrome.storage.session.set({ [id]: count })
      if (method === 'test_never' || (method === 'test_slow' && count === 1)) return
      const { origin, frameId, documentLifecycle } = port.sender ?? {}
      const results: Record<string, unknown> = {
        candor_state: { chainId: '0x1', accounts: [], isUnlocked: true },
        eth_chainId: '0x1',
        eth_accounts: [],
        test_echo: params,
        test_slow: count,
        test_stored: 'kept',
        test_sender: { origin, frameId, documentLifecycle },
      }
      if (method === 'test_stored') port.postMessage({ id, result: 'kept', stored: true })
      else if (Object.hasOwn(results, method)) port.postMessage({ id, result: results[method] })
      else port.postMessage({ id, error: { code: -32601, message: 'no such method', data: { method } } })
    })
  })
}

const manifest = {
  manifest_version: 3,
  name: 'Page path',
  version: '0.0.1',
  permissions: ['storage'],
  background: { service_worker: 'background.js' },
  content_scripts: [
    { js: ['content.js'], matches: ['http://*/*'], run_at: 'document_start', all_frames: true },
    { js: ['inpage.js'], matches: ['http://*/*'], run_at: 'document_start', all_frames: true, world: 'MAIN' },
  ],
}

/** Pages by path; each script runs before anything else of the page. */
const pages: Record<string, string> = {
  '/': `<script>
    window.early = typeof ethereum?.request
    window.heard = []; window.announced = []
    addEventListener('message', (e) => heard.push(e.data), true); window.onmessage = (e) => heard.push(e.data)
    addEventListener('eip6963:announceProvider', (e) => announced.push(e.detail))
    dispatchEvent(new Event('eip6963:requestProvider'))
  </script>`,
  '/prerender': `<script type="speculationrules">{ "prerender": [{ "urls": ["/shown"], "eagerness": "immediate" }] }</script>
  <script>setTimeout(() => { location.href = '/shown' }, 2000)</script>`,
  '/shown': `<script>
    fetch('/report?asked ' + document.prerendering)
    ethereum.request({ method: 'test_sender' }).then((sender) => fetch('/report?answered ' + sender.documentLifecycle))
  </script>`,
  '/silent': '<p>Uses no provider',
  '/forger': `<script>
    window.stolen = []
    const forge = (target) => { const c = new MessageChannel(); c.port1.onmessage = (e) => stolen.push(e.data); target(c.port2) }
    forge((port) => dispatchEvent(new MessageEvent('message', { data: 'candor:port', source: window, ports: [port] })))
    forge((port) => postMessage('candor:port', '*', [port]))
  </script>`,
  '/hostile': `<script>
    const { then } = Promise.prototype, { apply, defineProperty } = Reflect
    let spied = ''
    const spy = (object, key) => { object[key] = () => { spied += String(key) + ' ' } }
    const property = (object, key, descriptor) => defineProperty(object, key, { __proto__: null, configurable: true, ...descriptor })
    const getter = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data').get
    property(MessageEvent.prototype, 'data', { get() { spied += 'data '; return apply(getter, this, []) } })
    property(Object.prototype, 'code', { set() { spied += 'code ' }, get() {} })
    property(Array.prototype, 0, { set() { spied += 'index ' } })
    spy(window, 'structuredClone'); spy(window, 'setTimeout'); spy(window, 'queueMicrotask')
    spy(Reflect, 'apply'); spy(Reflect, 'ownKeys'); spy(Object, 'freeze'); spy(Object, 'defineProperty'); spy(Array, 'isArray')
    spy(Promise.prototype, 'then'); spy(MessagePort.prototype, 'postMessage'); spy(EventTarget.prototype, 'dispatchEvent')
    spy(EventTarget.prototype, 'addEventListener'); spy(EventTarget.prototype, 'removeEventListener'); spy(MessagePort.prototype, 'start')
    spy(JSON, 'stringify'); spy(JSON, 'parse'); spy(window, 'postMessage'); spy(Reflect, 'defineProperty'); spy(Reflect, 'get')
    spy(Object, 'getOwnPropertyDescriptor'); spy(Object, 'getOwnPropertyDescriptors'); spy(Object, 'create'); spy(Object, 'keys')
    for (const key of ['get', 'set', 'delete', 'has', 'forEach']) spy(Map.prototype, key)
    for (const key of ['push', 'map', 'forEach', 'slice', 'concat', 'indexOf', Symbol.iterator]) spy(Array.prototype, key)
    spy(Function.prototype, 'call'); spy(Function.prototype, 'apply'); spy(Function.prototype, 'bind')
    Object.prototype.toJSON = () => 'hijacked'
    Object.prototype.event = 'hijacked'
    Object.prototype.get = Object.prototype.set = () => { spied += 'descriptor ' }
    window.Promise = window.Map = window.Error = window.CustomEvent = window.Proxy = window.MessageChannel = undefined
    let told = ''
    ethereum.on('connect', ({ chainId }) => { told += 'connect=' + chainId + ' ' })
    const tell = (args, pick) => apply(then, ethereum.request(args), [(x) => { told += pick(x) + ' ' }, (e) => { told += e.code + ' ' }])
    tell({ method: 'test_echo', params: [{ a: 1 }] }, (x) => x[0].a)
    tell({ method: 'eth_chainId' }, (x) => x)
    tell({ method: 'test_echo', params: [1n] }, (x) => x)
    tell({ method: 'nope' }, (x) => x)
    tell({ method: 'test_echo', params: ['end'] }, (x) => { document.title = told + x[0] + ' | ' + spied })
  </script>`,
}

test.beforeAll(async () => {
  mkdirSync(extension, { recursive: true })
  for (const name of ['inpage', 'content']) {
    await build({
      configFile: false,
      root,
      publicDir: false,
      logLevel: 'warn',
      build: {
        outDir: extension,
        emptyOutDir: false,
        target: ['chrome120', 'firefox128'],
        modulePreload: false,
        rolldownOptions: {
          input: { [name]: join(root, 'src', name, 'index.ts') },
          output: { format: 'iife', entryFileNames: '[name].js', codeSplitting: false },
        },
      },
    })
  }
  writeFileSync(join(extension, 'manifest.json'), JSON.stringify(manifest))
  writeFileSync(join(extension, 'background.js'), `(${stub})()`)

  server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/report') reports.push(decodeURIComponent(search.slice(1)))
    response.setHeader('content-type', 'text/html')
    if (pathname === '/opaque') response.setHeader('content-security-policy', 'sandbox allow-scripts')
    response.end(`<!doctype html><title>site</title>${pages[pathname] ?? ''}`)
  })
  await new Promise<void>((done) => server.listen(0, done))
  const { port } = server.address() as AddressInfo
  site = `http://localhost:${port}`
  other = `http://127.0.0.1:${port}`
  context = await chromium.launchPersistentContext(join(dir, 'profile'), {
    executablePath,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    args: ['--no-sandbox', `--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
  })
})

test.afterAll(async () => {
  await context.close()
  server.close()
  rmSync(dir, { recursive: true, force: true })
})

const worker = async (): Promise<Worker> =>
  context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
const seen = async () =>
  (await worker()).evaluate(
    () => Reflect.get(globalThis, 'seen') as { ports: number; open: number; log: string[]; acks: string[] },
  )

async function open(path: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(site + path)
  return page
}

/** In the page: the result, or the error's code. Text, because a page's functions are typed as what is evaluated. */
const ask = (page: Pick<Page, 'evaluate'>, method: string, params?: unknown): Promise<unknown> =>
  page.evaluate(`ethereum.request(${JSON.stringify({ method, params })}).catch((e) => e.code)`)

/** Stops the worker as the browser does when it is idle. */
async function killWorker(): Promise<void> {
  const browser = context.browser()
  if (!browser) throw new Error('no browser')
  const cdp = await browser.newBrowserCDPSession()
  const { targetInfos } = await cdp.send('Target.getTargets')
  for (const { type, targetId } of targetInfos)
    if (type === 'service_worker') await cdp.send('Target.closeTarget', { targetId })
  await cdp.detach()
}

test('behavior: the provider stands before the first script of the page, and is announced', async () => {
  const page = await open('/')
  expect(await page.evaluate('early')).toBe('function')
  const announced = await page.evaluate(
    'announced.map(({ info, provider }) => ({ ...info, same: provider === ethereum, frozen: Object.isFrozen(provider) }))',
  )
  expect(announced).toEqual([
    expect.objectContaining({ name: 'Candor', rdns: 'io.candor.wallet', same: true, frozen: true }),
  ])
  expect(await ask(page, 'eth_chainId')).toBe('0x1')
  expect(await page.evaluate('ethereum.chainId')).toBe('0x1')
  await page.close()
})

test('security: the page hears nothing of the handover', async () => {
  const page = await open('/')
  expect(await ask(page, 'eth_chainId')).toBe('0x1')
  expect(await page.evaluate('heard')).toEqual([])
  await page.close()
})

test('security: a forged handover is not taken', async () => {
  const page = await open('/forger')
  expect(await ask(page, 'test_echo', ['mine'])).toEqual(['mine'])
  expect(await page.evaluate('stolen')).toEqual([])
  await page.close()
})

test('behavior: a page that does not use the provider opens no port', async () => {
  const before = (await seen()).ports
  const page = await open('/silent')
  await page.waitForTimeout(300)
  expect((await seen()).ports).toBe(before)
  await page.close()
})

test('behavior: the port closes a second after the last answer, and is shared by what comes before', async () => {
  const before = (await seen()).ports
  const page = await open('/silent')
  for (let i = 0; i < 5; i++) await ask(page, 'eth_chainId')
  expect(await seen()).toMatchObject({ ports: before + 1 })
  await expect.poll(async () => (await seen()).open, { timeout: 4000 }).toBe(0)
  expect(await ask(page, 'eth_chainId')).toBe('0x1')
  expect((await seen()).ports).toBe(before + 2)
  await page.close()
})

test('security: a page that replaced the built-ins neither breaks nor observes the provider', async () => {
  const page = await open('/hostile')
  await expect(page).toHaveTitle('-32602 connect=0x1 1 0x1 -32601 end |')
  await page.close()
})

test('param: what no message can carry gives -32602, and the channel lives', async () => {
  const page = await open('/')
  const odd = [
    '[() => 1]',
    '[1n]',
    '[Symbol()]',
    '(() => { const a = []; a[0] = a; return a })()',
    '[{ get x() { throw 1 } }]',
    '[document.body]',
    '["x".repeat(1_000_001)]',
    '(() => { let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a })()',
  ]
  for (const params of odd)
    expect(
      await page.evaluate(
        `ethereum.request({ method: 'test_echo', params: ${params} }).catch((e) => e.code)`,
      ),
    ).toBe(-32602)
  expect(await ask(page, 'test_echo', { a: [1] })).toEqual({ a: [1] })
  expect(
    await page.evaluate(
      `ethereum.request({ method: 'nope' }).catch((e) => [e instanceof Error, e.code, e.data])`,
    ),
  ).toEqual([true, -32601, { method: 'nope' }])
  await page.close()
})

/** Each is an argument of request(), in the page; with it, the code that it is refused with, or what it echoes. */
const oddArguments: [string, unknown][] = [
  ['null', -32600],
  ['[]', -32600],
  ['"eth_chainId"', -32600],
  ['new String("eth_chainId")', -32600],
  ['() => 1', -32600],
  ['{ method: Symbol("a") }', -32600],
  ['{ method: new String("eth_chainId") }', -32600],
  ['{ method: ["eth_chainId"] }', -32600],
  ['{ method: { toString: () => "eth_chainId" } }', -32600],
  ['{ method: "test_echo", params: 1n }', -32600],
  ['{ method: "test_echo", params: "text" }', -32600],
  ['{ method: "test_echo", params: () => 1 }', -32600],
  ['{ get method() { throw 1 } }', -32600],
  ['new Proxy({}, { get() { throw 1 } })', -32600],
  ['(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()', -32600],
  ['(() => { const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return proxy })()', -32600],
  ['{ method: "test_echo", params: Proxy.revocable([], {}).proxy }', -32602],
  ['{ method: "test_echo", params: new Proxy([], { get() { throw 1 } }) }', -32602],
  ['{ method: "test_echo", params: [window] }', -32602],
  ['{ method: "test_echo", params: [new WeakRef({})] }', -32602],
  ['{ method: "test_echo", params: [new MessageChannel().port1] }', -32602],
  ['{ method: "test_echo", params: [new ReadableStream()] }', -32602],
  ['{ method: "test_echo", params: [Promise.resolve(1)] }', -32602],
  ['{ method: "test_echo", params: [new BigInt64Array(1)] }', -32602],
  ['{ method: "x".repeat(1_000_001) }', -32602],
  ['{ method: "__proto__" }', -32601],
  ['{ method: "constructor" }', -32601],
  ['{ method: "test_echo", params: [new Date(0)] }', ['1970-01-01T00:00:00.000Z']],
  ['{ method: "test_echo", params: [new Map([[1, 2]]), new Set([1]), /a/] }', [{}, {}, {}]],
  ['{ method: "test_echo", params: [new Uint8Array([7])] }', [{ 0: 7 }]],
  ['{ method: "test_echo", params: [undefined, NaN, -0] }', [null, null, 0]],
  ['{ method: "test_echo", params: [, 1] }', [null, 1]],
  ['{ method: "test_echo", params: { __proto__: null, toJSON: 1 } }', { toJSON: 1 }],
  ['{ method: "test_echo", params: JSON.parse(\'[{"__proto__":{"a":1}}]\') }', [{}]],
  ['{ method: "test_echo", params: Object.assign([1], { extra: 2 }) }', [1]],
  ['{ method: "test_echo", params: ["\\ud800"] }', ['\ud800']],
  ['new (class { method = "test_echo"; params = [1] })()', [1]],
  ['Object.create({ method: "test_echo", params: [1] })', [1]],
]

test('param: whatever request() is given, it settles, with an integer code where it is refused', async () => {
  const page = await open('/')
  const results =
    await page.evaluate(`Promise.all([${oddArguments.map(([args]) => `() => (${args})`)}].map((args) =>
    Promise.race([
      ethereum.request(args()).catch((e) => (e instanceof Error && Number.isInteger(e.code) ? e.code : 'no code')),
      new Promise((done) => setTimeout(done, 5000, 'never settled')),
    ])))`)
  expect(results).toEqual(oddArguments.map(([, expected]) => expected))
  await page.close()
})

test('param: 50 MB are refused wherever they stand, and the channel lives', async () => {
  const page = await open('/')
  for (const params of ['[big]', '[{ data: big }]', '{ data: big }', '[big, big]']) {
    const result = await page.evaluate(
      `(() => { const big = 'a'.repeat(5e7); return ethereum.request({ method: 'test_echo', params: ${params} }).catch((e) => e.code) })()`,
    )
    expect(result).toBe(-32602)
  }
  expect(await ask(page, 'test_echo', ['alive'])).toEqual(['alive'])
  await page.close()
})

test('behavior: 10 000 requests at once are each answered with their own answer', async () => {
  const page = await open('/')
  const wrong = await page.evaluate(`Promise.all(Array.from({ length: 10_000 }, (_, i) =>
    ethereum.request({ method: 'test_echo', params: [i] }).then(([x]) => x === i))).then((all) => all.filter((ok) => !ok).length)`)
  expect(wrong).toBe(0)
  await page.close()
})

test('behavior: a request outlives the worker, and is answered once', async () => {
  const page = await open('/')
  await page.evaluate(`
    window.answers = []
    ethereum.request({ method: 'test_slow' }).then((x) => answers.push(x)); 0`)
  await expect.poll(async () => (await seen()).log).toContain('test_slow')
  await killWorker()
  await expect.poll(() => page.evaluate('answers'), { timeout: 10_000 }).toEqual([2])
  await page.waitForTimeout(300)
  expect(await page.evaluate('answers')).toEqual([2])
  await page.close()
})

test('behavior: a stored answer is acknowledged', async () => {
  const page = await open('/')
  const before = (await seen()).acks.length
  expect(await ask(page, 'test_stored')).toBe('kept')
  await expect.poll(async () => (await seen()).acks.length).toBe(before + 1)
  await page.close()
})

test('behavior: events of the background reach the pages that use the provider', async () => {
  const page = await open('/')
  await page.evaluate(`
    window.events = []
    ethereum.on('accountsChanged', (x) => events.push(x)); ethereum.on('chainChanged', (x) => events.push(x))
    ethereum.on('connect', (x) => events.push(x))`)
  await expect.poll(() => page.evaluate('events')).toEqual([{ chainId: '0x1' }])
  await (await worker()).evaluate(async () => {
    for (const tab of await chrome.tabs.query({})) {
      const tell = (event: string, data: unknown) =>
        tab.id === undefined
          ? undefined
          : chrome.tabs.sendMessage(tab.id, { event, data }).catch(() => undefined)
      await tell('accountsChanged', ['0xaa'])
      await tell('accountsChanged', ['0xaa'])
      await tell('chainChanged', '0xa')
    }
  })
  await expect.poll(() => page.evaluate('events')).toEqual([{ chainId: '0x1' }, ['0xaa'], '0xa'])
  expect(await page.evaluate('[ethereum.selectedAddress, ethereum.networkVersion]')).toEqual(['0xaa', '10'])
  await page.close()
})

test('security: each frame is its own document, and an opaque one says so', async () => {
  const page = await open('/silent')
  await page.setContent(`<iframe name="same" src="${site}/"></iframe><iframe name="cross" src="${other}/"></iframe>
    <iframe name="box" sandbox="allow-scripts" src="${site}/"></iframe><iframe name="blank"></iframe>`)
  const sender = async (name: string): Promise<unknown> => {
    const frame = page.frame(name)
    await frame?.waitForLoadState()
    return frame ? ask(frame, 'test_sender') : undefined
  }
  expect(await sender('same')).toMatchObject({ origin: site })
  expect(await sender('cross')).toMatchObject({ origin: other })
  expect(await sender('box')).toMatchObject({ origin: 'null' })
  expect(await page.frame('blank')?.evaluate('typeof ethereum')).toBe('undefined')
  for (const name of ['same', 'cross', 'box'])
    await page.evaluate(
      `(() => { const c = new MessageChannel(); window.frames[${JSON.stringify(name)}].postMessage('candor:port', '*', [c.port2]) })()`,
    )
  expect(await sender('cross')).toMatchObject({ origin: other })
  await page.goto(`${site}/opaque`)
  expect(await ask(page, 'test_sender')).toMatchObject({ origin: 'null' })
  await page.close()
})

test('behavior: back from the back-forward cache, old requests are refused and new ones served', async () => {
  const page = await open('/')
  await page.evaluate(`
    window.answers = []
    addEventListener('pageshow', (e) => { window.restored = e.persisted })
    ethereum.request({ method: 'test_never' }).catch((e) => answers.push(e.code)); 0`)
  await expect.poll(async () => (await seen()).log).toContain('test_never')
  await page.goto(`${site}/silent`)
  await page.goBack({ waitUntil: 'commit' })
  expect(await page.evaluate('window.restored')).toBe(true)
  await expect.poll(() => page.evaluate('answers')).toEqual([4900])
  expect(await ask(page, 'eth_chainId')).toBe('0x1')
  await page.close()
})

test('behavior: a prerendered document asks only when it is shown', async () => {
  // Without a driver, which would forbid prerendering: the pages report to the server by themselves.
  const browser = spawn(executablePath, [
    '--headless=new',
    '--no-sandbox',
    '--no-first-run',
    `--user-data-dir=${join(dir, 'undriven')}`,
    `--disable-extensions-except=${extension}`,
    `--load-extension=${extension}`,
    `${site}/prerender`,
  ])
  try {
    await expect.poll(() => reports, { timeout: 20_000 }).toEqual(['asked true', 'answered active'])
  } finally {
    browser.kill()
  }
})

test('error: after the extension was reloaded, what waited and what comes is refused with 4900 and a way out', async () => {
  const page = await open('/')
  await page.evaluate(`
    window.told = []
    ethereum.on('disconnect', ({ code, message }) => told.push(['disconnect', code, message]))
    ethereum.request({ method: 'test_never' }).catch(({ code, message }) => told.push(['waited', code, message])); 0`)
  await expect.poll(async () => (await seen()).log).toContain('test_never')
  const idle = await open('/')
  await idle.evaluate('0')
  // The last thing in this file: unpacked, it does not come back in a driven browser.
  await (await worker()).evaluate(() => chrome.runtime.reload()).catch(() => undefined)
  const wayOut = expect.stringContaining('reload this page')
  await expect
    .poll(() => page.evaluate('told'), { timeout: 15_000 })
    .toEqual([
      ['waited', 4900, wayOut],
      ['disconnect', 4900, wayOut],
    ])
  for (const one of [page, idle]) {
    expect(
      await one.evaluate(
        `ethereum.request({ method: 'eth_chainId' }).catch(({ code, message }) => [code, message])`,
      ),
    ).toEqual([4900, wayOut])
    expect(await one.evaluate('ethereum.isConnected()')).toBe(false)
  }
  expect(await page.evaluate('told.length')).toBe(2)
})
