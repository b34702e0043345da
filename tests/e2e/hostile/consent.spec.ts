/** What a page may try against the person: the moment of a click, the text before their eyes, and what they agreed to. */
import type { Page } from '@playwright/test'
import { ARMING_MS } from '../../../src/ui/approvals/use-armed'
import {
  ask,
  codeOf,
  expect,
  first,
  frameOf,
  freshOrigin,
  mine,
  screenOf,
  second,
  setStage,
  test,
} from './stage'

const stage = setStage()

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** Asks and forgets: the answer is fetched later. */
const start = (site: Page, method: string, params: unknown, name = 'later') =>
  site.evaluate(
    `void (window[${JSON.stringify(name)}] = ask(${JSON.stringify(method)}, ${JSON.stringify(params)}))`,
  )
const later = (site: Page, name = 'later') => site.evaluate(`window[${JSON.stringify(name)}]`)
const open = (count: number) => expect.poll(async () => (await stage.questions()).length).toBe(count)

test('security: a second question under the same cursor is not answered by the click for the first', async () => {
  for (let attempt = 1; ; attempt++) {
    const site = await stage.open()
    await stage.connect(site)
    await start(site, 'personal_sign', ['0x01', first], 'one')
    await start(site, 'personal_sign', ['0x02', first], 'two')
    await open(2)
    const screen = await screenOf(stage, 'message')
    const approve = screen.getByTestId('approval-approve')
    await expect(approve).toBeEnabled()
    const box = await approve.boundingBox()
    if (box === null) throw new Error('no button')
    const at = [box.x + box.width / 2, box.y + box.height / 2] as const
    // As fast as a hand can, and as a page can make a hand: for half the time that the next one takes to come alive.
    const began = Date.now()
    for (let i = 0; i < 6 && Date.now() - began < ARMING_MS / 2; i++) {
      await screen.mouse.click(...at).catch(() => undefined)
      await pause(40)
    }
    // A machine that was too busy to click that fast has clicked on what was alive by then.
    if (Date.now() - began < ARMING_MS || attempt === 5) {
      expect(await later(site, 'one')).toMatchObject({ result: expect.stringMatching(/^0x/) })
      await open(1)
      await stage.decide('reject', 'message')
      expect(await later(site, 'two')).toMatchObject({ error: { code: 4001 } })
      return
    }
    await stage.call('approvals.rejectAll', { origin: null })
    await open(0)
  }
})

test('security: a question that is put in front while the hand is on its way waits behind the one that is seen', async () => {
  const [site, other] = [await stage.open(), await stage.open()]
  await stage.connect(site)
  await stage.connect(other)
  await start(site, 'personal_sign', ['0x01', first])
  const screen = await screenOf(stage, 'message')
  const id = await screen.getByTestId('approval').getAttribute('data-id')
  await start(other, 'eth_sendTransaction', [{ from: first, to: second, value: '0x1' }])
  await open(2)
  await expect(screen.getByTestId('approval')).toHaveAttribute('data-id', String(id))
  await screen.keyboard.press('Enter')
  await screen.keyboard.press('Space')
  await open(2)
  await screen.getByTestId('approval-reject-all').click()
  expect(await later(site)).toMatchObject({ error: { code: 4001 } })
  expect(await later(other)).toMatchObject({ error: { code: 4001 } })
})

const TRICKS =
  '\u202Eevil\u202C \u200Bzero\u2060 \u2066iso\u2069 \u{E0041}tag a\u0301\u0301\u0301\u0301\u0301\u0301\u0301 \u3164'
const HIDDEN = /[\u202A-\u202E\u2066-\u2069\u200B-\u200F\u2060\u3164]|[\u{E0000}-\u{E007F}]|\u0301{6}/u
const tricky: [kind: string, method: string, params: unknown][] = [
  ['message', 'personal_sign', [`${TRICKS}\n\n\n\n${TRICKS}`, first]],
  [
    'typed-data',
    'eth_signTypedData_v4',
    [
      first,
      {
        types: {
          A: [
            { name: 'a', type: 'string' },
            { name: 'b', type: 'string[]' },
          ],
        },
        primaryType: 'A',
        domain: { name: TRICKS, version: TRICKS },
        message: { a: TRICKS, b: [TRICKS] },
      },
    ],
  ],
  ['typed-data', 'eth_signTypedData', [[{ type: 'string', name: TRICKS, value: TRICKS }], first]],
  [
    'calls',
    'wallet_sendCalls',
    [
      {
        version: '2.0.0',
        id: TRICKS,
        chainId: '0x1',
        from: first,
        atomicRequired: false,
        calls: [{ to: second, value: '0x1' }],
      },
    ],
  ],
]
test('security: no text of a page hides, turns or covers what stands beside it, wherever it is shown', async () => {
  const site = await stage.open()
  await stage.connect(site)
  for (const [kind, method, params] of tricky)
    await test.step(method, async () => {
      await start(site, method, params)
      const screen = await screenOf(stage, kind as 'message')
      await screen.locator('[data-testid="approval"] details').evaluateAll((all) => {
        for (const one of all) one.setAttribute('open', '')
      })
      const text = await screen.locator('[data-testid="approval"]').textContent()
      expect(text).toContain('evil')
      expect(
        HIDDEN.exec(text ?? '')?.[0]
          .codePointAt(0)
          ?.toString(16),
        method,
      ).toBeUndefined()
      await stage.decide('reject')
      expect(await later(site)).toMatchObject({ error: { code: 4001 } })
      // So that the refusals of this test are not counted against it.
      await stage.call('sites.disconnect', { origin: new URL(site.url()).origin })
      await start(site, 'eth_requestAccounts', [])
      await stage.decide('approve', 'connect')
    })
})

test('security: letters that pass for others are marked, in the name of a site', async () => {
  for (const [host, seen] of [
    ['xn--pple-43d.example', /xn--pple-43d/],
    ['xn--80ak6aa92e.example', /xn--80ak6aa92e/],
    [`${'a'.repeat(60)}.${'b'.repeat(60)}.paypal.com.evil-${'c'.repeat(40)}.example`, /evil-c{40}\.example/],
  ] as const) {
    const site = await stage.open({}, `https://${host}`)
    await start(site, 'eth_requestAccounts', [])
    const screen = await screenOf(stage, 'connect')
    await expect(screen.getByTestId('approval')).toHaveAttribute('data-origin', `https://${host}`)
    const header = await screen.locator('.ap-header').textContent()
    expect(header?.replace(/\s/g, '')).toMatch(seen)
    await stage.decide('reject', 'connect')
  }
})

/** An address list of a multicall whose offsets lead back to themselves, a length without end, and the like. */
const word = (value: bigint | number) => value.toString(16).padStart(64, '0')
const bombs: Record<string, string> = {
  'offsets that lead back': `0xac9650d8${word(32)}${word(64)}${Array.from({ length: 64 }, () => word(0)).join('')}`,
  'a list of 2^255 items': `0xac9650d8${word(32)}${word(2n ** 255n)}`,
  'a list of 2^32 empty items': `0xac9650d8${word(32)}${word(2 ** 32)}${word(0)}`,
  'calls inside of calls inside of calls': (() => {
    let data = `a9059cbb${word(1)}${word(1)}`
    for (let i = 0; i < 24; i++) {
      const padded = data.padEnd(Math.ceil(data.length / 64) * 64, '0')
      data = `ac9650d8${word(32)}${word(1)}${word(32)}${word(data.length / 2)}${padded}`
    }
    return `0x${data}`
  })(),
  'a permit cut short': `0xd505accf${word(1)}`,
  'an amount with dirt behind it': `0xa9059cbb${word(1)}${word(1)}ff`,
  'an approval whose address has dirt before it': `0x095ea7b3${'f'.repeat(64)}${'f'.repeat(64)}`,
  '128 kB of the same selector': `0x${'a9059cbb'.repeat(32 * 1024)}`,
}
test('security: no calldata makes the wallet hang, fail or say what is not in it', async () => {
  const site = await stage.open()
  await stage.connect(site)
  for (const [name, data] of Object.entries(bombs))
    await test.step(name, async () => {
      const asked = ask(site, 'eth_sendTransaction', [
        { from: first, to: `0x${'0'.repeat(30)}000f00d5ff`, data },
      ])
      const view = await stage.decide('reject', 'transaction')
      expect(await asked).toMatchObject({ error: { code: 4001 } })
      expect(JSON.stringify(view.summary)).not.toMatch(/unlimited|everything/i)
      await stage.call('sites.disconnect', { origin: new URL(site.url()).origin })
      await stage.connect(site)
    })
})

test('security: what a frame asked goes with the frame, and the page around it may ask', async () => {
  const origin = freshOrigin()
  const src = stage.serve(origin)
  const site = await stage.open({ html: `<iframe name=inner src="${src}"></iframe>` }, origin)
  const inner = await frameOf(site, 'inner')
  await inner.evaluate(`void ask('eth_requestAccounts', [])`)
  await open(1)
  await site.evaluate(`document.querySelector('iframe').remove()`)
  await open(0)
  await expect.poll(() => stage.windows().length).toBe(0)
  await stage.connect(site)
  expect(await ask(site, 'eth_accounts')).toEqual({ result: mine })
})

test('security: a page that writes its address anew keeps its question; one that goes on takes it along', async () => {
  const site = await stage.open()
  await start(site, 'eth_requestAccounts', [])
  await open(1)
  await site.evaluate(`history.pushState({}, '', '?login'); location.hash = '#x'; document.title = 'Candor'`)
  await open(1)
  await stage.decide('reject', 'connect')
  expect(await later(site)).toMatchObject({ error: { code: 4001 } })
  await start(site, 'eth_requestAccounts', [])
  await open(1)
  await site.evaluate(`location.reload()`)
  await open(0)
  await site.waitForLoadState()
  await start(site, 'eth_requestAccounts', [])
  await open(1)
  await site.goto(stage.serve(freshOrigin()))
  await open(0)
  await site.goBack()
  await site.waitForTimeout(200)
  expect(await stage.questions()).toEqual([])
  expect(await ask(site, 'eth_accounts')).toEqual({ result: [] })
})

test('security: a grant that one tab gives back is given back in the other, with what waits there', async () => {
  const origin = freshOrigin()
  const [one, two] = [await stage.open({}, origin), await stage.open({}, origin)]
  await stage.connect(one)
  expect(await ask(two, 'eth_accounts')).toEqual({ result: mine })
  await start(one, 'personal_sign', ['0x01', first])
  await open(1)
  expect(await ask(two, 'wallet_revokePermissions', [{ eth_accounts: {} }])).toEqual({ result: null })
  expect(await later(one)).toMatchObject({ error: { code: expect.any(Number) } })
  await open(0)
  expect(await codeOf(one, 'personal_sign', ['0x01', first])).toBe(4100)
})

test('security: a locked wallet is one without accounts, to a site that was connected too', async () => {
  const site = await stage.open()
  await stage.connect(site)
  await start(site, 'personal_sign', ['0x01', first])
  await open(1)
  await stage.call('vault.lock')
  try {
    expect(await later(site)).toMatchObject({ error: { code: 4001 } })
    expect(await ask(site, 'eth_accounts')).toEqual({ result: [] })
    expect(await ask(site, 'wallet_getPermissions')).toEqual({ result: [] })
    expect(await ask(site, 'eth_coinbase')).toEqual({ result: null })
    for (const [method, params] of [
      ['personal_sign', ['0x01', first]],
      ['eth_sendTransaction', [{ from: first, to: second, value: '0x1' }]],
      [
        'wallet_sendCalls',
        [{ version: '2.0.0', chainId: '0x1', atomicRequired: false, calls: [{ to: second }] }],
      ],
      ['wallet_getCapabilities', [first]],
    ])
      expect(await codeOf(site, method as string, params), String(method)).toBe(4100)
    expect(stage.windows()).toEqual([])
  } finally {
    await stage.call('vault.unlock', { password: 'correct horse battery staple' })
  }
  await expect.poll(() => ask(site, 'eth_accounts')).toEqual({ result: mine })
})

test('security: pictures that a page names are not fetched', async () => {
  const site = await stage.open()
  const asked: string[] = []
  stage.context().on('request', (request) => asked.push(request.url()))
  const url = `${freshOrigin()}/pixel.png`
  await ask(site, 'wallet_watchAsset', {
    type: 'ERC20',
    options: {
      address: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48',
      symbol: 'USDC',
      decimals: 6,
      image: url,
    },
  })
  await open(1)
  const screen = await screenOf(stage, 'watch-asset')
  await screen.waitForTimeout(200)
  await stage.decide('reject', 'watch-asset')
  expect(asked.filter((one) => one.startsWith(url))).toEqual([])
})

test('security: a page that forbids itself everything is served like any other', async () => {
  const strict = {
    'content-security-policy':
      "default-src 'none'; script-src 'unsafe-inline'; require-trusted-types-for 'script'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'permissions-policy': 'clipboard-read=(), web-share=()',
  }
  const site = await stage.open({ headers: strict })
  await stage.connect(site)
  expect(await ask(site, 'eth_accounts')).toEqual({ result: mine })
})

test('security: thousands of ports and messages from a content script that turned bad harm nobody', async () => {
  const [site, other] = [await stage.open(), await stage.open()]
  const session = await stage.context().newCDPSession(site)
  const contexts: { id: number; origin: string }[] = []
  session.on('Runtime.executionContextCreated', ({ context }) => contexts.push(context))
  await session.send('Runtime.enable')
  const { extensionId } = stage.wallet()
  const world = contexts.find(({ origin }) => origin === `chrome-extension://${extensionId}`)
  if (!world) throw new Error('no content script')
  await session.send('Runtime.evaluate', {
    contextId: world.id,
    awaitPromise: true,
    expression: `(async () => {
      const ports = []
      for (let i = 0; i < 1500; i++) {
        const port = chrome.runtime.connect({ name: i % 2 ? 'page' : 'frame https://a.example' })
        ports.push(port)
        port.postMessage({ id: 'same', method: 'eth_requestAccounts' })
        port.postMessage({ id: 'p' + i, method: 'personal_sign', params: ['0x01', '${first}'] })
        port.postMessage({ ack: 'p' + i })
        port.postMessage({ id: 'x'.repeat(10_000), method: '__proto__', params: { __proto__: null } })
        if (i % 3 === 0) port.disconnect()
      }
      await new Promise((done) => setTimeout(done, 300))
      for (const port of ports) port.disconnect()
    })()`,
  })
  // The worker has read all of the flood once it answers what was asked after it.
  await ask(site, 'eth_chainId')
  // What is left of it was withdrawn with its last port.
  await open(0)
  expect(stage.windows()).toEqual([])
  await stage.connect(other)
  await site.close()
  expect(await ask(other, 'eth_accounts')).toEqual({ result: mine })
})
