/**
 * A page that steals and pages that people use, in the real browser: each trick meets a danger that has to be ticked,
 * or is refused, and no ordinary action meets one. Five requests wait at a time, as many as a site may have.
 */
import type { Page } from '@playwright/test'
import { type Case, kindOf, ORDINARY, REFUSED, requestOf, TRICKS } from '../drainer/requests'
import { makeReady } from '../drainer/stage'
import { approve, reject, waitForApproval } from '../kit'
import { expect, shareReadyWallet, test } from './fixtures'

const SITES = /^https:\/\/shop\d*\.example\//
const AT_ONCE = 5
const shared = shareReadyWallet([/^shop\d+\.example$/])
let sites = 0

test.beforeAll(async ({ workerDevnet }) => {
  await makeReady(workerDevnet)
  const body = '<!doctype html><title>Shop</title><h1>Shop</h1>'
  await shared().context.route(SITES, (route) => route.fulfill({ contentType: 'text/html', body }))
})

/** The same page under another name: one that was refused has to wait. */
async function openSite(page: Page): Promise<string> {
  const origin = `https://shop${++sites}.example`
  await page.goto(`${origin}/`)
  const asked = ask(page, 'eth_requestAccounts', [])
  await approve(await waitForApproval(shared().context, 'connect'))
  expect(await asked).toHaveProperty('result')
  return origin
}

type Answer = { result?: unknown; error?: { code: number } }
const ask = (page: Page, method: string, params: unknown[]): Promise<Answer> =>
  page.evaluate(
    ([method, params]) =>
      (window as unknown as { ethereum: { request(of: object): Promise<unknown> } }).ethereum
        .request({ method, params })
        .then(
          (result) => ({ result }),
          (error) => ({ error: { code: error.code } }),
        ),
    [method, params] as const,
  )

/** What stands on the screen once it has been looked into; it is rejected, and the next one comes. */
async function readAndReject(window: Page): Promise<{ kind: string; dangers: string[]; tick: boolean }> {
  const approval = window.locator('[data-testid="approval"][aria-busy="false"]')
  await approval.waitFor()
  const read = await approval.evaluate((element) => ({
    kind: element.getAttribute('data-kind') ?? '',
    tick: element.querySelector('[data-testid="approval-acknowledge"]') !== null,
    dangers: [...element.querySelectorAll('[data-testid="approval-warning"][data-severity="danger"]')].map(
      (warning) => warning.getAttribute('data-rule') ?? '',
    ),
  }))
  await reject(window)
  return read
}

async function heard(
  page: Page,
  cases: readonly Case[],
): Promise<Map<string, { dangers: string[]; tick: boolean }>> {
  const heard = new Map<string, { dangers: string[]; tick: boolean }>()
  for (let i = 0; i < cases.length; i += AT_ONCE) {
    const origin = await openSite(page)
    const some = cases.slice(i, i + AT_ONCE)
    const answers: Promise<Answer>[] = []
    for (const [, request] of some) {
      const { method, params } = requestOf(request({ origin, now: Math.floor(Date.now() / 1000) }))
      answers.push(ask(page, method, params))
    }
    const window = await waitForApproval(shared().context)
    for (const [name, request] of some) {
      const { kind, ...said } = await readAndReject(window)
      expect([name, kind]).toEqual([name, kindOf(request({ origin, now: 0 }))])
      heard.set(name, said)
    }
    for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ error: { code: 4001 } })
  }
  return heard
}

test('security: every trick meets a danger to tick, or is refused', async () => {
  test.setTimeout(120_000)
  const page = await shared().context.newPage()
  const all = await heard(page, TRICKS)
  expect([...all].filter(([, { dangers, tick }]) => dangers.length === 0 || !tick)).toEqual([])
  expect(all.size).toBe(TRICKS.length)
  await openSite(page)
  for (const [name, { method, params }] of REFUSED.filter(([one]) => !one.includes('sign-in')))
    expect([name, await ask(page, method, params)]).toEqual([name, { error: { code: expect.any(Number) } }])
})

test('behavior: no ordinary action meets a danger', async () => {
  test.setTimeout(120_000)
  const page = await shared().context.newPage()
  const all = await heard(page, ORDINARY)
  expect([...all].filter(([, { dangers }]) => dangers.length > 0)).toEqual([])
  expect(all.size).toBeGreaterThanOrEqual(40)
})
