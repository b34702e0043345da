/** Who asks is what the browser says, in every kind of document. */
import { ASKING, ask, codeOf, expect, frameOf, freshOrigin, mine, setStage, test } from './stage'

const stage = setStage()

/** A page that is connected, with frames in it: by name, the attributes of each. */
async function openWithFrames(frames: Record<string, Record<string, string>>, origin = freshOrigin()) {
  const site = await stage.open({}, origin)
  await stage.connect(site)
  await site.evaluate(`
    for (const [name, attributes] of Object.entries(${JSON.stringify(frames)})) {
      const frame = document.createElement('iframe')
      frame.name = name
      for (const [key, value] of Object.entries(attributes)) frame.setAttribute(key, value)
      document.body.append(frame)
    }`)
  return site
}

test('behavior: a frame of the same origin is its top page', async () => {
  const origin = freshOrigin()
  const src = stage.serve(origin)
  const site = await openWithFrames(
    { same: { src }, kept: { src, sandbox: 'allow-scripts allow-same-origin' } },
    origin,
  )
  for (const name of ['same', 'kept'])
    expect(await ask(await frameOf(site, name), 'eth_accounts'), name).toEqual({ result: mine })
})

test('security: a frame of another origin sees no account, though its origin is connected by itself', async () => {
  const inner = freshOrigin()
  const own = await stage.open({}, inner)
  await stage.connect(own)
  const site = await openWithFrames({ cross: { src: stage.serve(inner) } })
  const cross = await frameOf(site, 'cross')
  expect(await ask(cross, 'eth_accounts')).toEqual({ result: [] })
  expect(await ask(cross, 'eth_coinbase')).toEqual({ result: null })
  expect(await ask(cross, 'wallet_getPermissions')).toEqual({ result: [] })
  expect(await cross.evaluate('ethereum.selectedAddress')).toBeNull()
  expect(await codeOf(cross, 'wallet_revokePermissions', [{ eth_accounts: {} }])).toBe(4100)
  expect(await ask(own, 'eth_accounts')).toEqual({ result: mine })
})

test('security: a frame of another origin asks nothing', async () => {
  const inner = freshOrigin()
  await stage.connect(await stage.open({}, inner))
  const site = await openWithFrames({ cross: { src: stage.serve(inner) } })
  const cross = await frameOf(site, 'cross')
  for (const [method, params] of ASKING)
    await test.step(method, async () => expect(await codeOf(cross, method, params)).toBe(4100))
  expect(await stage.questions()).toEqual([])
  expect(stage.windows()).toEqual([])
})

test('security: A inside B inside A is not A', async () => {
  const outer = freshOrigin()
  const leaf = stage.serve(outer)
  const middle = stage.serve(freshOrigin(), { html: `<iframe name=leaf src="${leaf}"></iframe>` })
  const site = await openWithFrames({ middle: { src: middle } }, outer)
  await frameOf(site, 'middle')
  const inner = await frameOf(site, 'leaf')
  expect(await ask(inner, 'eth_accounts')).toEqual({ result: [] })
  expect(await codeOf(inner, 'personal_sign', ['0x00', mine[0]])).toBe(4100)
  expect(await ask(site, 'eth_accounts')).toEqual({ result: mine })
})

test('security: a frame hears nothing of the accounts of the page around it', async () => {
  const src = stage.serve(freshOrigin())
  const site = await openWithFrames({ cross: { src } })
  const cross = await frameOf(site, 'cross')
  expect(await ask(cross, 'eth_accounts')).toEqual({ result: [] })
  await ask(site, 'wallet_revokePermissions', [{ eth_accounts: {} }])
  await stage.connect(site)
  expect(await cross.evaluate(`events.filter(([name]) => name === 'accountsChanged')`)).toEqual([])
})

for (const sandbox of ['allow-scripts', 'allow-scripts allow-forms allow-popups allow-top-navigation'])
  test(`security: a frame in a sandbox of "${sandbox}" has no origin and gets nothing`, async () => {
    const origin = freshOrigin()
    const site = await openWithFrames({ boxed: { src: stage.serve(origin), sandbox } }, origin)
    const boxed = await frameOf(site, 'boxed')
    for (const [method, params] of [['eth_accounts', []], ['eth_chainId', []], ...ASKING] as const)
      expect(await codeOf(boxed, method, params), method).toBe(4100)
    expect(stage.windows()).toEqual([])
  })

test('security: a document under "Content-Security-Policy: sandbox" is not its origin', async () => {
  const origin = freshOrigin()
  await stage.connect(await stage.open({}, origin))
  const site = await stage.open({ headers: { 'content-security-policy': 'sandbox allow-scripts' } }, origin)
  for (const [method, params] of [['eth_accounts', []], ...ASKING] as const)
    expect(await codeOf(site, method, params), method).toBe(4100)
})

test('security: a sandboxed frame that opens a window hands its sandbox on', async () => {
  const origin = freshOrigin()
  const target = stage.serve(origin)
  const html = `<script>addEventListener('message', () => window.open('${target}', 'opened'))</script>`
  const src = stage.serve(origin, { html })
  const site = await openWithFrames({ boxed: { src, sandbox: 'allow-scripts allow-popups' } }, origin)
  const opened = stage.context().waitForEvent('page')
  await (await frameOf(site, 'boxed')).evaluate(`window.open('${target}'); 0`)
  const popup = await opened
  await popup.waitForLoadState()
  expect(await codeOf(popup, 'eth_accounts')).toBe(4100)
})

const WITHOUT: Record<string, Record<string, string>> = {
  srcdoc: { srcdoc: '<p>srcdoc</p>' },
  'sandboxed srcdoc': { srcdoc: '<p>srcdoc</p>', sandbox: 'allow-scripts' },
  'data:': { src: 'data:text/html,<p>data</p>' },
  'about:blank': { src: 'about:blank' },
}
for (const [name, attributes] of Object.entries(WITHOUT))
  test(`security: a frame of ${name} has no provider`, async () => {
    const site = await openWithFrames({ bare: attributes })
    expect(await (await frameOf(site, 'bare')).evaluate('typeof window.ethereum')).toBe('undefined')
  })

test('security: a frame of blob: has no provider', async () => {
  const site = await stage.open()
  await site.evaluate(`{
    const frame = document.createElement('iframe')
    frame.name = 'bare'
    frame.src = URL.createObjectURL(new Blob(['<p>blob</p>'], { type: 'text/html' }))
    document.body.append(frame)
  }`)
  expect(await (await frameOf(site, 'bare')).evaluate('typeof window.ethereum')).toBe('undefined')
})

for (const tag of ['object', 'embed'])
  test(`security: another origin in <${tag}> is a frame as any other`, async () => {
    const inner = freshOrigin()
    await stage.connect(await stage.open({}, inner))
    const site = await stage.open()
    const url = stage.serve(inner, { script: `name = 'inner'` })
    await site.evaluate(`{
      const element = document.createElement('${tag}')
      element.setAttribute('${tag === 'object' ? 'data' : 'src'}', ${JSON.stringify(url)})
      element.type = 'text/html'
      document.body.append(element)
    }`)
    await expect
      .poll(() =>
        site
          .frames()
          .find((frame) => frame.url() === url)
          ?.url(),
      )
      .toBe(url)
    const frame = site.frames().find((one) => one.url() === url)
    if (!frame) throw new Error('no frame')
    await expect.poll(() => frame.evaluate('document.readyState')).toBe('complete')
    expect(await ask(frame, 'eth_accounts')).toEqual({ result: [] })
    expect(await codeOf(frame, 'eth_requestAccounts')).toBe(4100)
  })

test('security: a window opened empty has no provider, and what is written into it has none', async () => {
  const site = await stage.open()
  await stage.connect(site)
  const opened = stage.context().waitForEvent('page')
  await site.evaluate(`window.child = window.open('about:blank'); 0`)
  const child = await opened
  expect(await child.evaluate('typeof window.ethereum')).toBe('undefined')
  await site.evaluate(`child.document.write('<p>written'); child.document.close(); 0`)
  expect(await child.evaluate('typeof window.ethereum')).toBe('undefined')
})

test('security: an opener that sends the window elsewhere takes nothing of its own along', async () => {
  const site = await stage.open()
  await stage.connect(site)
  const other = freshOrigin()
  const opened = stage.context().waitForEvent('page')
  await site.evaluate(`window.child = window.open(${JSON.stringify(stage.serve(other))}); 0`)
  const child = await opened
  await child.waitForLoadState()
  expect(await ask(child, 'eth_accounts')).toEqual({ result: [] })
  expect(
    await site.evaluate(`(() => { try { return typeof child.ethereum } catch (e) { return e.name } })()`),
  ).toBe('SecurityError')
})

test('security: a page of another origin cannot use the provider of its opener', async () => {
  const origin = freshOrigin()
  const site = await stage.open({}, origin)
  await stage.connect(site)
  const opened = stage.context().waitForEvent('page')
  await site.evaluate(`window.open(${JSON.stringify(stage.serve(freshOrigin()))}); 0`)
  const child = await opened
  await child.waitForLoadState()
  expect(
    await child.evaluate(
      `(() => { try { return typeof opener.ethereum.request } catch (e) { return e.name } })()`,
    ),
  ).toBe('SecurityError')
})

const OTHERS: [name: string, other: (origin: string) => string][] = [
  ['a subdomain', (origin) => origin.replace('https://', 'https://www.')],
  ['another port', (origin) => `${origin}:8443`],
  ['a trailing dot', (origin) => `${origin}.`],
]
for (const [name, other] of OTHERS)
  test(`security: ${name} is another site`, async () => {
    const origin = freshOrigin()
    await stage.connect(await stage.open({}, origin))
    const site = await stage.open({}, other(origin))
    expect(await ask(site, 'eth_accounts')).toEqual({ result: [] })
    expect(await codeOf(site, 'personal_sign', ['0x00', mine[0]])).toBe(4100)
  })

test('security: plain http of another machine has no provider at all', async () => {
  const site = await stage.context().newPage()
  await site.goto(stage.serve('http://plain.example', { body: '<p>plain' }))
  expect(await site.evaluate('typeof window.ethereum')).toBe('undefined')
  expect(
    await site.evaluate(`new Promise((done) => {
      let heard = 0
      addEventListener('eip6963:announceProvider', () => { heard++ })
      dispatchEvent(new Event('eip6963:requestProvider'))
      setTimeout(() => done(heard), 100)
    })`),
  ).toBe(0)
})

test('security: a frame that a script made has no provider of its own', async () => {
  const site = await stage.open()
  await site.evaluate(`{
    const frame = document.createElement('iframe')
    frame.src = 'javascript:"<p>script</p>"'
    document.body.append(frame)
  }`)
  await expect.poll(() => site.evaluate('frames[0]?.document.body?.textContent')).toBe('script')
  expect(await site.evaluate('typeof frames[0].ethereum')).toBe('undefined')
})

test('security: a host that begins as another one is asked for by its own name', async () => {
  const origin = freshOrigin().replace('https://', 'https://app.good.example.')
  const site = await stage.open({}, origin)
  const asked = codeOf(site, 'eth_requestAccounts')
  expect((await stage.decide('reject', 'connect')).origin).toBe(origin)
  expect(await asked).toBe(4001)
})

test('security: a worker of the page has no provider and no way to the wallet', async () => {
  const site = await stage.open()
  const seen = await site.evaluate(`new Promise((done) => {
    const code = 'postMessage([typeof self.ethereum, typeof self.chrome?.runtime])'
    const worker = new Worker(URL.createObjectURL(new Blob([code])))
    worker.onmessage = (e) => done(e.data)
  })`)
  expect(seen).toEqual(['undefined', 'undefined'])
})
