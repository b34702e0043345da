/**
 * Where the hostile pages play: a wallet in use, and sites under any name at all, which are answered for inside the
 * browser. Each test takes an origin of its own, because refusals are remembered by origin.
 */
import type { BrowserContext, Frame, Page, Route } from '@playwright/test'
import { type ApprovalKind, waitForApproval } from '../../kit'
import { expect, type ReadyWallet, shareReadyWallet, shot, test } from '../fixtures'
import { openUiPort } from './ui-port'

export { expect, shot, test }

export const first = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
export const second = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
export const mine = [first.toLowerCase()]

export type Answer = { result?: unknown; error?: { code: number; message: string; data?: unknown } }
export type Asker = Pick<Page | Frame, 'evaluate'>

export type Served = {
  /** Runs before anything else of the page. */
  script?: string
  html?: string
  headers?: Record<string, string>
  contentType?: string
  body?: string
}

/** In every page: `ask` answers {result} or {error}; kept from what the page replaces. */
const ASK = `{
  const { apply } = Reflect, { then } = Promise.prototype, { defineProperty } = Object
  const { ethereum } = window
  window.ask = (method, params) => apply(then, ethereum.request(params === undefined ? { method } : { method, params }), [
    (result) => ({ result }),
    ({ code, message, data }) => ({ error: { code, message, data } }),
  ])
  window.events = []
  for (const name of ['connect', 'disconnect', 'accountsChanged', 'chainChanged', 'message'])
    ethereum?.on(name, (value) => {
      const heard = { __proto__: null, value: [name, value], writable: true, enumerable: true, configurable: true }
      defineProperty(events, events.length, heard)
    })
}`

let pageCount = 0

export type Stage = {
  wallet(): ReadyWallet
  context(): BrowserContext
  /** Has a page under an origin; answers its address. */
  serve(origin: string, served?: Served): string
  /** A page under an origin that no test used before, unless told. */
  open(served?: Served, origin?: string): Promise<Page>
  /** Lets the site have the first account, without the screen, which other tests look at. */
  connect(site: Asker): Promise<void>
  /** Decides the oldest open question as the wallet's own page does. Answers its view. */
  decide(how: 'approve' | 'reject', kind?: ApprovalKind): Promise<Record<string, unknown>>
  /** Calls the background as the wallet's own page does. */
  call(name: string, params?: unknown): Promise<unknown>
  /** Open questions, as the wallet's own page sees them. */
  questions(): Promise<{ id: string; kind: string; origin: string; summary: unknown }[]>
  windows(): Page[]
}

export const freshOrigin = (): string => `https://s${process.pid}-${++pageCount}.example`

export function setStage(): Stage {
  const wallet = shareReadyWallet([/\.example\.?$/])
  const context = () => wallet().context
  const pages = new Map<string, Served>()

  async function answer(route: Route): Promise<void> {
    const served = pages.get(
      route
        .request()
        .url()
        .replace(/[?#].*$/, ''),
    )
    if (served === undefined) return route.fulfill({ status: 404, body: '' })
    const { script = '', html = '', headers = {}, contentType = 'text/html; charset=utf-8' } = served
    const body =
      served.body ??
      `<!doctype html><title>site</title><script>${ASK}</script><script>${script}</script>${html}`
    return route.fulfill({ status: 200, contentType, headers, body })
  }

  test.beforeAll(async () => {
    await context().route(/^https?:\/\/[^/]*\.example\.?(?::\d+)?\//, answer)
    await openUiPort(wallet().page)
  })

  const stage: Stage = {
    wallet,
    context,
    serve(origin, served = {}) {
      const url = `${new URL(origin).origin}/p${++pageCount}`
      pages.set(url, served)
      return url
    },
    async open(served, origin = freshOrigin()) {
      const site = await context().newPage()
      await site.goto(stage.serve(origin, served))
      return site
    },
    async connect(site) {
      const asked = ask(site, 'eth_requestAccounts')
      await stage.decide('approve', 'connect')
      expect(await asked).toEqual({ result: mine })
    },
    async decide(how, kind) {
      const decided = await wallet().page.evaluate(
        ([how, kind]) => Reflect.get(globalThis, 'uiDecide')(how, kind),
        [how, kind ?? null],
      )
      return decided as Record<string, unknown>
    },
    call: (name, params = null) =>
      wallet().page.evaluate(([name, params]) => Reflect.get(globalThis, 'uiCall')(name, params), [
        name,
        params,
      ] as const),
    questions: () => wallet().page.evaluate(() => Reflect.get(globalThis, 'uiState').approvals),
    windows: () =>
      context()
        .pages()
        .filter((page) => page.url().includes('view=approval')),
  }
  return stage
}

export const ask = (site: Asker, method: string, params: unknown = []): Promise<Answer> =>
  site.evaluate(`ask(${JSON.stringify(method)}, ${JSON.stringify(params)})`)

export const codeOf = async (site: Asker, method: string, params?: unknown): Promise<number | undefined> =>
  (await ask(site, method, params)).error?.code

/** A frame by its name, once it has loaded. */
export async function frameOf(page: Page, name: string): Promise<Frame> {
  await expect.poll(() => page.frame(name)?.evaluate('document.readyState')).toBe('complete')
  const frame = page.frame(name)
  if (!frame) throw new Error(`no frame ${name}`)
  return frame
}

/** The screen of an approval, in front and ready to be decided on. */
export async function screenOf(stage: Stage, kind?: ApprovalKind): Promise<Page> {
  const window = await waitForApproval(stage.context(), kind)
  await window.bringToFront()
  return window
}

export const typedData = (
  message: Record<string, unknown> = { a: 'x' },
  domain: Record<string, unknown> = {},
) => ({
  types: { A: [{ name: 'a', type: 'string' }] },
  primaryType: 'A',
  domain,
  message,
})

/** One right request of everything that asks the person. */
export const ASKING: readonly [method: string, params: unknown][] = [
  ['eth_requestAccounts', []],
  ['wallet_requestPermissions', [{ eth_accounts: {} }]],
  ['personal_sign', ['0x00', first]],
  ['eth_signTypedData_v4', [first, typedData()]],
  ['eth_sendTransaction', [{ from: first, to: second, value: '0x1' }]],
  ['wallet_switchEthereumChain', [{ chainId: '0xa' }]],
]
