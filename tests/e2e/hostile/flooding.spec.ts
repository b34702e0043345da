/** Too much of everything: each request settles, the person sees little of it, and no other site suffers. */
import type { Page } from '@playwright/test'
import { ASKING, ask, codeOf, expect, first, freshOrigin, mine, setStage, test } from './stage'

const stage = setStage()

/** The same request many times at once; how often each code came, `0` for a result. */
const flood = (site: Page, count: number, method: string, params: unknown): Promise<Record<string, number>> =>
  site.evaluate(`Promise.all(Array.from({ length: ${count} }, () => ask(${JSON.stringify(method)}, ${JSON.stringify(params)})))
    .then((all) => all.reduce((codes, { error }) => ({ ...codes, [error?.code ?? 0]: (codes[error?.code ?? 0] ?? 0) + 1 }), {}))`)
const total = (codes: Record<string, number>) => Object.values(codes).reduce((a, b) => a + b, 0)

const rejectAll = () => stage.call('approvals.rejectAll', { origin: null })
const questionsOf = (count: number) => expect.poll(async () => (await stage.questions()).length).toBe(count)

test('security: ten thousand reads at once all settle', async () => {
  const site = await stage.open()
  const codes = await flood(site, 10_000, 'eth_getBalance', [first, 'latest'])
  expect(total(codes)).toBe(10_000)
  expect(Object.keys(codes).every((code) => ['0', '-32005'].includes(code))).toBe(true)
  expect(await ask(site, 'eth_chainId')).toEqual({ result: '0x1' })
})

test('security: ten thousand different requests at once all settle', async () => {
  const site = await stage.open()
  const settled: number = await site.evaluate(`Promise.all(Array.from({ length: 10_000 }, (_, i) =>
    ask(['eth_chainId', 'eth_accounts', 'nope_' + i, 'personal_sign', 'eth_getCode'][i % 5], [i]))).then((all) => all.length)`)
  expect(settled).toBe(10_000)
})

test('security: the flood of one site leaves room for another', async () => {
  const [site, other] = [await stage.open(), await stage.open()]
  let isOver = false
  const flooding = flood(site, 5000, 'eth_call', [{ to: first, data: '0x' }, 'latest']).finally(() => {
    isOver = true
  })
  expect(await ask(other, 'eth_getBalance', [first, 'latest'])).toMatchObject({
    result: expect.stringMatching(/^0x/),
  })
  expect(isOver).toBe(false)
  expect(total(await flooding)).toBe(5000)
})

for (const [method, params] of ASKING.slice(1))
  test(`security: fifty times ${method} at once are few questions in one window`, async () => {
    const site = await stage.open()
    await stage.connect(site)
    const asked = flood(site, 50, method, params)
    await expect.poll(async () => (await stage.questions()).length).toBeGreaterThan(0)
    await site.waitForTimeout(200)
    expect((await stage.questions()).length).toBeLessThanOrEqual(5)
    await expect.poll(() => stage.windows().length).toBe(1)
    await rejectAll()
    const codes = await asked
    expect(total(codes)).toBe(50)
    expect(codes[0] ?? 0).toBe(0)
    await expect.poll(stage.windows).toEqual([])
  })

test('security: ten tabs of one site have five questions in all', async () => {
  const origin = freshOrigin()
  const tabs = await Promise.all(Array.from({ length: 5 }, () => stage.open({}, origin)))
  await stage.connect(tabs[0] as Page)
  const asked = tabs.map((tab) => flood(tab, 4, 'personal_sign', ['0x00', first]))
  await questionsOf(5)
  expect(stage.windows()).toHaveLength(1)
  await rejectAll()
  const all: Record<string, number> = {}
  for (const codes of await Promise.all(asked))
    for (const [code, count] of Object.entries(codes)) all[code] = (all[code] ?? 0) + count
  expect(all).toEqual({ 4001: 5, '-32005': 15 })
})

test('security: many sites have one window', async () => {
  const sites = await Promise.all(Array.from({ length: 6 }, () => stage.open()))
  const asked = sites.map((site) => codeOf(site, 'eth_requestAccounts'))
  await questionsOf(6)
  expect(stage.windows()).toHaveLength(1)
  await rejectAll()
  expect(await Promise.all(asked)).toEqual([4001, 4001, 4001, 4001, 4001, 4001])
})

test('security: a site that asks again at each no soon has to wait', async () => {
  const site = await stage.open()
  const asked: Promise<number[]> = site.evaluate(`(async () => {
    const codes = []
    for (let i = 0; i < 10; i++) codes.push((await ask('eth_requestAccounts', [])).error?.code)
    return codes
  })()`)
  await stage.decide('reject', 'connect')
  await stage.decide('reject', 'connect')
  expect(await asked).toEqual([4001, 4001, ...Array(8).fill(-32005)])
  expect(stage.windows()).toEqual([])
})

test('security: one that rests for its refusals keeps no other site from asking', async () => {
  const [site, other] = [await stage.open(), await stage.open()]
  for (let i = 0; i < 2; i++) {
    const asked = codeOf(site, 'eth_requestAccounts')
    await stage.decide('reject', 'connect')
    expect(await asked).toBe(4001)
  }
  expect(await codeOf(site, 'eth_requestAccounts')).toBe(-32005)
  await stage.connect(other)
})

test('security: frames by the dozen ask nothing and see nothing', async () => {
  const src = stage.serve(freshOrigin())
  const site = await stage.open({
    html: Array.from({ length: 12 }, (_, i) => `<iframe name=f${i} src="${src}"></iframe>`).join(''),
  })
  await expect.poll(() => site.frames().length).toBe(13)
  const codes = await Promise.all(
    site
      .frames()
      .slice(1)
      .map(async (frame) => {
        await frame.waitForLoadState()
        return codeOf(frame, 'eth_requestAccounts')
      }),
  )
  expect(codes).toEqual(Array(12).fill(4100))
  expect(stage.windows()).toEqual([])
})

test('security: questions of a page that is closed make room again', async () => {
  const origin = freshOrigin()
  const site = await stage.open({}, origin)
  await stage.connect(site)
  void flood(site, 5, 'personal_sign', ['0x00', first]).catch(() => undefined)
  await questionsOf(5)
  await site.close()
  await questionsOf(0)
  const again = await stage.open({}, origin)
  const asked = codeOf(again, 'personal_sign', ['0x01', first])
  await stage.decide('reject', 'message')
  expect(await asked).toBe(4001)
})

test('security: a locked wallet keeps a few questions for later, and shows one window', async () => {
  const sites = await Promise.all(Array.from({ length: 3 }, () => stage.open()))
  await stage.call('vault.lock')
  try {
    for (const site of sites) expect(await ask(site, 'eth_accounts')).toEqual({ result: [] })
    expect(await codeOf(sites[0] as Page, 'personal_sign', ['0x00', first])).toBe(4100)
    const asked = sites.map((site) => flood(site, 20, 'wallet_switchEthereumChain', [{ chainId: '0xa' }]))
    await expect.poll(() => stage.windows().length).toBe(1)
    // What comes after the window was closed opens it again.
    let settled = false
    const all = Promise.all(asked).finally(() => {
      settled = true
    })
    while (!settled) {
      expect(stage.windows().length).toBeLessThanOrEqual(1)
      await stage.windows()[0]?.close()
      await Promise.race([all, sites[0]?.waitForTimeout(200)])
    }
    for (const codes of await all) {
      expect(total(codes)).toBe(20)
      expect(codes['4001'] ?? 0).toBeLessThanOrEqual(10)
    }
  } finally {
    await stage.call('vault.unlock', { password: 'correct horse battery staple' })
  }
})

test('security: a page that hangs keeps no other site waiting', async () => {
  const [site, other] = [await stage.open(), await stage.open()]
  await stage.connect(site)
  await stage.connect(other)
  await ask(site, 'eth_chainId')
  // It waits, without its event loop, for an answer that it gets in the end.
  let release = () => {}
  const released = new Promise<void>((done) => {
    release = done
  })
  await site.route('**/held', async (route) => {
    await released
    await route.fulfill({ body: '' })
  })
  const hangs = site.waitForRequest('**/held')
  void site.evaluate(`setTimeout(() => {
    const held = new XMLHttpRequest()
    held.open('GET', '/held', false)
    held.send()
  })`)
  await hangs
  // Every connected page has to hear of this.
  await stage.call('vault.lock')
  await stage.call('vault.unlock', { password: 'correct horse battery staple' })
  expect(await ask(other, 'wallet_revokePermissions', [{ eth_accounts: {} }])).toEqual({ result: null })
  await expect
    .poll(() =>
      other.evaluate(`events.filter(([name]) => name === 'accountsChanged').map(([, list]) => list.length)`),
    )
    .toEqual([1, 0, 1, 0])
  release()
  await site.evaluate('1')
})

test('security: listeners and announcements without end cost the wallet nothing', async () => {
  const site = await stage.open()
  await site.evaluate(`{
    for (let i = 0; i < 10_000; i++) ethereum.on('accountsChanged', () => {})
    for (let i = 0; i < 2_000; i++) dispatchEvent(new Event('eip6963:requestProvider'))
  }`)
  await stage.connect(site)
  expect(await ask(site, 'eth_accounts')).toEqual({ result: mine })
})

test('security: nothing of a page outlives its questions when the person closes the window', async () => {
  const site = await stage.open()
  await stage.connect(site)
  const asked = flood(site, 3, 'personal_sign', ['0x00', first])
  await questionsOf(3)
  await expect.poll(() => stage.windows().length).toBe(1)
  await stage.windows()[0]?.close()
  expect(await asked).toEqual({ 4001: 3 })
  await questionsOf(0)
})
