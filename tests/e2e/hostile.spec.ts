/** Pages that mean harm, against the whole wallet. What the boundary alone does is in page-path.spec.ts. */
import type { CDPSession, Frame, Page } from '@playwright/test'
import { approvalOn, approve, reject, waitForApproval } from '../kit'
import { expect, shareReadyWallet, test } from './fixtures'

const first = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const second = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const mine = [first.toLowerCase()]

const wallet = shareReadyWallet()

type Answer = { result?: unknown; error?: { code: number; message: string } }
type Asker = Pick<Page | Frame, 'evaluate'>
const ask = (site: Asker, method: string, params: unknown = []): Promise<Answer> =>
  site.evaluate(`ask(${JSON.stringify(method)}, ${JSON.stringify(params)})`)
const code = async (site: Asker, method: string, params?: unknown) =>
  (await ask(site, method, params)).error?.code

async function open(url: string): Promise<Page> {
  const site = await wallet().context.newPage()
  await site.goto(url)
  return site
}

/** With a fresh grant, whatever was before. */
async function connect(site: Page): Promise<void> {
  await ask(site, 'wallet_revokePermissions', [{ eth_accounts: {} }])
  const asked = ask(site, 'eth_requestAccounts')
  await approve(await waitForApproval(wallet().context, 'connect'))
  expect(await asked).toEqual({ result: mine })
}

const windows = () =>
  wallet()
    .context.pages()
    .filter((page) => page.url().includes('view=approval'))

const asksOfAll: [method: string, params: unknown][] = [
  ['eth_requestAccounts', []],
  ['wallet_requestPermissions', [{ eth_accounts: {} }]],
  ['personal_sign', ['0x00', first]],
  ['eth_signTypedData_v4', [first, typedData({ a: 'x' })]],
  ['eth_sendTransaction', [{ from: first, to: second, value: '0x1' }]],
  ['wallet_switchEthereumChain', [{ chainId: '0xa' }]],
]

function typedData(message: Record<string, unknown>) {
  return { types: { A: [{ name: 'a', type: 'string' }] }, primaryType: 'A', domain: {}, message }
}

test('security: frames of another or of no origin get no account and ask nothing', async ({ pages }) => {
  // Both origins are connected in their own right.
  const other = await open(`${pages.loopback}dapp.html`)
  await connect(other)
  const site = await open(`${pages.localhost}frames.html?other=${encodeURIComponent(pages.loopback)}`)
  await connect(site)
  const frame = async (name: string): Promise<Frame> => {
    await expect.poll(() => site.frame(name)?.evaluate('document.readyState')).toBe('complete')
    const found = site.frame(name)
    if (!found) throw new Error(`no frame ${name}`)
    return found
  }

  for (const name of ['same', 'kept'])
    expect(await ask(await frame(name), 'eth_accounts'), name).toEqual({ result: mine })

  const cross = await frame('cross')
  expect(await ask(cross, 'eth_accounts')).toEqual({ result: [] })
  expect(await ask(cross, 'wallet_getPermissions')).toEqual({ result: [] })
  expect(await cross.evaluate('ethereum.selectedAddress')).toBeNull()
  expect(await code(cross, 'wallet_revokePermissions', [{ eth_accounts: {} }])).toBe(4100)
  for (const [method, params] of asksOfAll) expect(await code(cross, method, params), method).toBe(4100)

  for (const name of ['boxed', 'boxedcross']) {
    const boxed = await frame(name)
    for (const [method, params] of [['eth_accounts', []], ['eth_chainId', []], ...asksOfAll] as const)
      expect(await code(boxed, method, params), `${method} in ${name}`).toBe(4100)
  }
  for (const name of ['srcdoc', 'boxedsrcdoc', 'data', 'blob', 'blank'])
    expect(await (await frame(name)).evaluate('typeof window.ethereum'), name).toBe('undefined')

  expect(windows()).toEqual([])
  // The other site's own page is as connected as before.
  expect(await ask(other, 'eth_accounts')).toEqual({ result: mine })
})

test('security: a frame hears nothing of the accounts of the page around it', async ({ pages }) => {
  const site = await open(`${pages.localhost}frames.html?other=${encodeURIComponent(pages.loopback)}`)
  await expect.poll(() => site.frame('cross')?.evaluate('document.readyState')).toBe('complete')
  const cross = site.frame('cross')
  expect(await cross?.evaluate(`ask('eth_accounts')`)).toEqual({ result: [] })
  await connect(site)
  await ask(site, 'wallet_revokePermissions', [{ eth_accounts: {} }])
  expect(await cross?.evaluate(`events.filter(([name]) => name === 'accountsChanged')`)).toEqual([])
})

test('security: polluted prototypes change no answer and see none', async ({ pages }) => {
  const site = await open(`${pages.localhost}dapp.html`)
  await ask(site, 'wallet_revokePermissions', [{ eth_accounts: {} }])
  await site.goto(`${pages.localhost}polluted.html`)
  await expect(site).toHaveTitle('[] "0x1" 4100 unseen')
})

test('security: a thousand connects at once give one window and one question', async ({ pages }) => {
  const site = await open(`${pages.localhost}dapp.html`)
  const asked = site.evaluate<Answer[]>(
    `Promise.all(Array.from({ length: 1000 }, () => ask('eth_requestAccounts', [])))`,
  )
  const window = await waitForApproval(wallet().context, 'connect')
  await expect(window.getByTestId('approval-count')).toHaveCount(0)
  expect(windows()).toHaveLength(1)
  await reject(window)
  const codes = (await asked).map(({ error }) => error?.code)
  // The first and the twenty that share its answer.
  expect(codes.filter((one) => one === 4001)).toHaveLength(21)
  expect(codes.filter((one) => one === -32002)).toHaveLength(979)
  await expect.poll(windows).toEqual([])
  expect(await ask(site, 'eth_accounts')).toEqual({ result: [] })
})

test('security: a site has at most five questions open, and "reject all" answers each', async ({ pages }) => {
  const site = await open(`${pages.localhost}dapp.html`)
  await connect(site)
  const asked = site.evaluate<Answer[]>(
    `Promise.all(Array.from({ length: 50 }, () => ask('personal_sign', ['0x00', '${first}'])))`,
  )
  const window = await waitForApproval(wallet().context, 'message')
  await expect(window.getByTestId('approval-count')).toHaveText('1 of 5')
  expect(windows()).toHaveLength(1)
  await window.getByTestId('approval-reject-all').click()
  const codes = (await asked).map(({ error }) => error?.code)
  expect(codes.filter((one) => one === 4001)).toHaveLength(5)
  expect(codes.filter((one) => one === -32005)).toHaveLength(45)
})

test('security: what cannot be cloned, and what is too large, is refused; the wallet lives', async ({
  pages,
}) => {
  const site = await open(`${pages.loopback}dapp.html`)
  await connect(site)
  const odd = [
    '[() => 1]',
    '[1n]',
    '[Symbol()]',
    '[{ get x() { throw 1 } }]',
    '[document.body]',
    '[new Proxy({}, { ownKeys() { throw 1 } })]',
    '(() => { const a = []; a[0] = a; return a })()',
    '(() => { let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a })()',
    '["x".repeat(5_000_000)]',
    '["0x" + "00".repeat(2_000_000), account]',
    '["0x" + "00".repeat(400_000), account]',
    '["0x" + "00".repeat(64 * 1024 + 1), account]',
  ]
  for (const params of odd) {
    const answer: Answer = await site.evaluate(
      `(() => { const account = '${first}'; return ask('personal_sign', ${params}) })()`,
    )
    expect(answer.error?.code, params).toBe(-32602)
  }
  const large: [method: string, params: unknown][] = [
    ['eth_signTypedData_v4', [first, typedData({ a: 'x'.repeat(257 * 1024) })]],
    ['eth_sendTransaction', [{ from: first, to: second, data: `0x${'00'.repeat(128 * 1024 + 1)}` }]],
  ]
  for (const [method, params] of large) expect(await code(site, method, params), method).toBe(-32602)
  expect(windows()).toEqual([])
  expect(await ask(site, 'eth_accounts')).toEqual({ result: mine })
})

test('security: what does not exist does not exist', async ({ pages }) => {
  const site = await open(`${pages.loopback}dapp.html`)
  const names = [
    ...['eth_sign', 'eth_signTransaction', 'eth_decrypt', 'eth_getEncryptionPublicKey'],
    ...['personal_unlockAccount', 'personal_listAccounts', 'wallet_signAuthorization', 'admin_peers'],
    ...[
      'vault.reveal',
      'vault.lock',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'a'.repeat(1e5),
    ],
  ]
  for (const name of names) expect(await code(site, name, []), name.slice(0, 30)).toBe(-32601)
  for (const type of ['0x4', 4])
    expect(
      await code(site, 'eth_sendTransaction', [{ from: first, to: second, type, authorizationList: [] }]),
    ).toBe(-32602)
  expect(windows()).toEqual([])
})

/** Runs as our own content script does, which is what a page that broke out of its renderer's rules could do. */
async function inContentScript(session: CDPSession, id: string, expression: string): Promise<unknown> {
  const contexts: { id: number; origin: string; name: string }[] = []
  session.on('Runtime.executionContextCreated', ({ context }) => contexts.push(context))
  await session.send('Runtime.enable')
  const context = contexts.find(({ origin }) => origin === `chrome-extension://${id}`)
  if (!context) throw new Error(`No content script among ${contexts.map(({ origin }) => origin)}`)
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    contextId: context.id,
    expression,
    awaitPromise: true,
    returnByValue: true,
  })
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  return result.value
}

test('security: a content script that turned bad is a page, whatever it says', async ({ pages }) => {
  const site = await open(`${pages.localhost}dapp.html`)
  await ask(site, 'wallet_revokePermissions', [{ eth_accounts: {} }])
  const { context, extensionId, page } = wallet()
  const session = await context.newCDPSession(site)
  const told = await inContentScript(
    session,
    extensionId,
    `(async () => {
      const heard = []
      for (const name of ['ui', 'popup', 'page', 'frame', '']) {
        const port = chrome.runtime.connect({ name })
        port.onMessage.addListener((message) => heard.push({ name, message }))
        for (const [id, call] of ['vault.lock', 'accounts.add', 'approvals.focus'].entries())
          port.postMessage({ id, call, params: null })
        port.postMessage({ id: 'a', call: 'vault.lock', params: null, method: 'vault.lock' })
        port.postMessage({ gesture: true })
        port.postMessage({ id: 'b', method: 'eth_accounts', origin: 'https://app.uniswap.org', kind: 'ui' })
        for (const odd of [null, 1, 'x', [], {}, { ack: 'b' }, { ack: 1 }, { id: {}, method: {} }]) port.postMessage(odd)
      }
      chrome.runtime.sendMessage({ call: 'vault.lock' }).catch(() => undefined)
      const closed = async (area) => {
        try { return Object.keys(await chrome.storage[area].get(null)) } catch { return 'closed' }
      }
      const storages = [await closed('local'), await closed('session')]
      const apis = ['tabs', 'windows', 'action', 'management', 'alarms', 'idle'].filter((name) => chrome[name] !== undefined)
      await new Promise((done) => setTimeout(done, 500))
      return { heard, storages, apis }
    })()`,
  )
  expect(told).toMatchObject({ storages: ['closed', 'closed'], apis: [] })
  const { heard } = told as { heard: { name: string; message: unknown }[] }
  const refused = { id: 'a', error: { code: -32601 } }
  const nothing = { id: 'b', result: [] }
  // The same to every name of a port: the answers of a page, and never the state of the wallet.
  for (const { name, message } of heard)
    expect([refused, nothing], `${name}: ${JSON.stringify(message)}`).toContainEqual(
      expect.objectContaining({ id: (message as { id: unknown }).id }),
    )
  expect(heard.map(({ message }) => message)).toContainEqual(expect.objectContaining(nothing))
  expect(JSON.stringify(heard)).not.toMatch(/snapshot|keyring|0xf39f/i)
  await expect(page.getByTestId('app')).toHaveAttribute('data-screen', 'home')
  expect(windows()).toEqual([])
})

test('security: no page can frame, open, read or script a page of the wallet', async ({ pages }) => {
  const { context, extensionId } = wallet()
  const site = await open(`${pages.localhost}dapp.html`)
  const popup = `chrome-extension://${extensionId}/popup.html`
  await site.evaluate(`(() => {
    const frame = document.createElement('iframe')
    frame.name = 'wallet'
    frame.src = ${JSON.stringify(popup)}
    document.body.append(frame)
  })()`)
  await expect
    .poll(() => site.frame('wallet')?.url() ?? site.frames().at(-1)?.url())
    .toMatch(/^chrome-error:/)
  expect(site.frames().some((frame) => frame.url().startsWith('chrome-extension:'))).toBe(false)

  const before = context.pages().length
  await site.evaluate(`void window.open(${JSON.stringify(popup)})`)
  await site.waitForTimeout(500)
  for (const opened of context.pages().slice(before))
    expect(opened.url(), 'opened by a page').not.toMatch(/^chrome-extension:/)

  for (const file of [
    'popup.html',
    'background.js',
    'background-rest.js',
    'inpage.js',
    'manifest.json',
    'icons/icon-16.png',
  ])
    expect(
      await site.evaluate(
        `fetch('chrome-extension://${extensionId}/${file}').then(() => 'read', () => 'refused')`,
      ),
      file,
    ).toBe('refused')
  expect(await site.evaluate('typeof chrome?.runtime?.sendMessage')).toBe('undefined')
})

test('security: neither a click by script nor a page that left approves anything', async ({ pages }) => {
  const site = await open(`${pages.localhost}dapp.html`)
  await connect(site)
  const asked = ask(site, 'personal_sign', ['0x00', first]).catch(() => 'left')
  const window = await waitForApproval(wallet().context, 'message')
  await window.bringToFront()
  await expect(window.getByTestId('approval-approve')).toBeEnabled()
  await window.evaluate(`(() => {
    const button = document.querySelector('[data-testid="approval-approve"]')
    button.click()
    button.dispatchEvent(new MouseEvent('click', { bubbles: true }))
    button.focus()
    button.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true }))
    button.dispatchEvent(new KeyboardEvent('keyup', { key: ' ', bubbles: true }))
  })()`)
  await window.waitForTimeout(300)
  await expect(approvalOn(window, 'message')).toBeVisible()
  await site.goto('about:blank')
  await asked
  await expect.poll(windows).toEqual([])
})
