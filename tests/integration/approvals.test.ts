/** The queue and its window: who is asked, who joins, who is withdrawn, and how often. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Devnet, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, type Document, PASSWORD, restoredWorld, type Ui, type World } from './world'

let devnet: Devnet
let world: World
beforeAll(async () => {
  devnet = await startDevnet()
})
afterAll(() => devnet.stop())
beforeEach(async () => {
  world = await restoredWorld(devnet.url)
})

const LOWER = ACCOUNTS.map((account) => account.toLowerCase())
const SITE = 'https://app.example'
const MESSAGE = ['0x68656c6c6f', ACCOUNTS[0]]

async function connect(page: Document, ui: Ui): Promise<void> {
  const asked = page.request('eth_requestAccounts')
  await ui.approve('connect')
  await asked
}
const soon = () => new Promise((done) => setTimeout(done, 30))
/** Once `count` requests stand behind the questions that are open. */
async function askers(count: number): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await soon()) {
    const { approvals } = await world.session.get(['approvals'])
    const open: { joined: unknown[] }[] = Object.values(Object(approvals ?? {}))
    if (open.reduce((sum, one) => sum + 1 + one.joined.length, 0) === count) return
  }
  throw new Error('They never asked')
}

describe('the same question asked again', () => {
  test('behavior: it gets the one answer, from whichever page of the site, once each', async () => {
    const ui = world.ui()
    const pages = [world.open(SITE), world.open(SITE)]
    const asked = [pages[0], pages[1], pages[0]].map((page) => page?.ask('eth_requestAccounts'))
    await askers(3)
    expect(ui.state?.approvals).toHaveLength(1)
    expect(world.icon.waiting).toBe(1)
    await ui.approve('connect')
    for (const answer of await Promise.all(asked)) expect(answer).toEqual({ ok: true, value: [LOWER[0]] })
    for (const page of pages) expect([...page.answers.values()].every((count) => count === 1)).toBe(true)
    expect(await world.session.get(['approvals'])).toEqual({ approvals: {} })
  })

  test('behavior: a rejection is everyone’s too, and counts once', async () => {
    const ui = world.ui()
    const page = world.open(SITE)
    const asked = [page.ask('eth_requestAccounts'), page.ask('eth_requestAccounts')]
    await askers(2)
    await ui.reject('connect')
    for (const answer of await Promise.all(asked))
      expect(answer).toMatchObject({ ok: false, error: { code: 4001 } })
    void page.ask('eth_requestAccounts')
    await ui.approval('connect')
  })

  test('error: another method that asks the same kind is -32002, and so is another site’s frame', async () => {
    const ui = world.ui()
    const page = world.open(SITE)
    const asked = page.ask('eth_requestAccounts')
    await ui.approval('connect')
    expect(await page.ask('wallet_requestPermissions', [{ eth_accounts: {} }])).toEqual({
      ok: false,
      error: {
        code: -32002,
        message: `Request of type 'wallet_requestPermissions' already pending for origin ${SITE}. Please wait.`,
      },
    })
    await ui.reject()
    await asked
  })

  test('behavior: who leaves leaves alone; the question goes when all have left', async () => {
    const ui = world.ui()
    const [first, second, third] = [world.open(SITE), world.open(SITE), world.open(SITE)]
    void first.ask('eth_requestAccounts')
    await askers(1)
    const asked = second.ask('eth_requestAccounts')
    void third.ask('eth_requestAccounts')
    await askers(3)
    const { id } = await ui.approval('connect')
    first.leave()
    third.leave()
    await askers(1)
    expect((await ui.approval('connect')).id).toBe(id)
    await ui.approve('connect')
    expect(await asked).toEqual({ ok: true, value: [LOWER[0]] })

    const other = 'https://other.example'
    const [one, two] = [world.open(other), world.open(other)]
    void one.ask('eth_requestAccounts')
    void two.ask('eth_requestAccounts')
    await askers(2)
    one.leave()
    two.leave()
    await ui.until((state) => state.approvals.length === 0)
    expect(world.windows.size).toBe(0)
  })

  test('behavior: it survives restarts of the worker, at any moment of the answer', async () => {
    for (let at = 1; ; at++) {
      world = await restoredWorld(devnet.url)
      const ui = world.ui()
      const pages = [world.open(SITE), world.open(SITE)]
      const asked = pages.map((page) => page.request('eth_requestAccounts'))
      await askers(2)
      const approval = await ui.approval('connect')
      const worker = world.restart({ at, when: at % 2 === 0 ? 'before' : 'after' })
      await Promise.race([
        world.ui().call('approvals.approve', { id: approval.id, digest: approval.digest, edits: {} }),
        Promise.all(asked),
        soon(),
      ]).catch(() => undefined)
      const died = !worker.alive
      if (died) {
        world.restart()
        const left = world.ui()
        await left.until((state) => state.status === 'unlocked')
        await soon()
        if (left.state?.approvals.length) await left.approve('connect')
      }
      for (const answer of await Promise.all(asked)) expect(answer, `operation ${at}`).toEqual([LOWER[0]])
      for (const page of pages) expect([...page.answers.values()]).toEqual([1])
      if (!died) break
    }
  })

  test('behavior: a worker that dies after the unlock does not leave them behind', async () => {
    const ui = world.ui()
    await ui.call('vault.lock', null)
    const pages = [world.open(SITE), world.open(SITE)]
    const asked = pages.map((page) => page.request('eth_requestAccounts'))
    await ui.until((state) => state.waiting === 1)
    const waiting = await world.session.get(['waiting'])
    await ui.call('vault.unlock', { password: PASSWORD })
    await ui.approval('connect')
    // As a worker leaves it that died between the unlock and the questions.
    world.worker.kill()
    await world.session.set({ ...waiting, approvals: {} })
    world.restart()
    const later = world.ui()
    await later.approve('connect')
    expect(await Promise.all(asked)).toEqual([[LOWER[0]], [LOWER[0]]])
  })
})

describe('the window', () => {
  test('behavior: the first request of a site brings it to the front, further ones only count', async () => {
    const ui = world.ui()
    const page = world.open(SITE)
    await connect(page, ui)
    const other = world.open('https://other.example')
    const { windowsOpened: opened } = world
    void page.ask('personal_sign', MESSAGE)
    await askers(1)
    for (let i = 2; i <= 4; i++) {
      void page.ask('personal_sign', MESSAGE)
      await askers(i)
    }
    expect(world.windowsOpened).toBe(opened + 1)
    expect(world.openedNear.at(-1)).toBe(page.page.tabId)
    expect(world.focused).toBe(0)
    expect(world.icon.waiting).toBe(4)
    void other.ask('eth_requestAccounts')
    await askers(5)
    await soon()
    expect(world.focused).toBe(1)
    void other.ask('eth_requestAccounts')
    await askers(6)
    await soon()
    expect(world.focused).toBe(1)
    expect(world.windowsOpened).toBe(opened + 1)
  })

  test('behavior: it comes again for what is asked after it was closed', async () => {
    const ui = world.ui()
    const page = world.open(SITE)
    const asked = page.ask('eth_requestAccounts')
    await ui.approval('connect')
    const [id = 0] = world.windows
    world.windows.delete(id)
    await world.worker.background.windowClosed(id)
    expect(await asked).toMatchObject({ error: { code: 4001 } })
    void page.ask('eth_requestAccounts')
    await ui.approval('connect')
    expect(world.windows.size).toBe(1)
  })

  test('behavior: one that vanished unnoticed is opened anew, also for a second request', async () => {
    const ui = world.ui()
    const page = world.open(SITE)
    await connect(page, ui)
    void page.ask('personal_sign', MESSAGE)
    await askers(1)
    world.windows.clear()
    void page.ask('personal_sign', MESSAGE)
    await askers(2)
    await soon()
    expect(world.windows.size).toBe(1)
  })

  test('error: where no window can be opened the question stays, counted on the toolbar', async () => {
    const ui = world.ui()
    const page = world.open(SITE)
    world.windowsFail = true
    const asked = page.request('eth_requestAccounts')
    await ui.approval('connect')
    expect(world.icon.waiting).toBe(1)
    await ui.approve('connect')
    expect(await asked).toEqual([LOWER[0]])
  })
})

describe('limits', () => {
  test('security: a rest after two rejections, longer each time, kept across restarts', async () => {
    const ui = world.ui()
    const page = world.open(SITE)
    const refused = async () => {
      const asked = page.ask('eth_requestAccounts')
      const which = await Promise.race([asked, ui.approval('connect').then(() => null)])
      if (which !== null) return which
      await ui.reject('connect')
      return asked
    }
    const answerAfter = async (ms: number) => {
      world.now += ms
      return refused()
    }
    expect(await refused()).toMatchObject({ error: { code: 4001 } })
    expect(await refused()).toMatchObject({ error: { code: 4001 } })
    expect(await refused()).toMatchObject({ error: { code: -32005 } })
    world.restart()
    expect(await answerAfter(7_999)).toMatchObject({ error: { code: -32005 } })
    expect(await answerAfter(1)).toMatchObject({ error: { code: 4001 } })
    expect(await answerAfter(15_999)).toMatchObject({ error: { code: -32005 } })
    expect(await answerAfter(1)).toMatchObject({ error: { code: 4001 } })
    expect(await answerAfter(31_999)).toMatchObject({ error: { code: -32005 } })
    // Another kind of question was not refused, and a yes forgives.
    expect(await answerAfter(1)).toMatchObject({ error: { code: 4001 } })
    world.now += 60_000
    await connect(page, ui)
    void page.ask('personal_sign', MESSAGE)
    await ui.reject('message')
    void page.ask('personal_sign', MESSAGE)
    await ui.approval('message')
  })

  test('security: closing the window and "reject all" are rejections too, also of what waits for the unlock', async () => {
    const ui = world.ui()
    const page = world.open(SITE)
    await ui.call('vault.lock', null)
    for (let i = 0; i < 2; i++) {
      const asked = page.ask('eth_requestAccounts')
      await ui.until((state) => state.waiting === 1)
      await world.worker.background.windowClosed(Math.max(...world.windows))
      expect(await asked).toMatchObject({ error: { code: 4001 } })
      await ui.until((state) => state.waiting === 0)
    }
    const { windowsOpened } = world
    expect(await page.ask('eth_requestAccounts')).toMatchObject({ error: { code: -32005 } })
    expect(world.windowsOpened).toBe(windowsOpened)

    await ui.call('vault.unlock', { password: PASSWORD })
    const other = world.open('https://other.example')
    for (let i = 0; i < 2; i++) {
      void other.ask('eth_requestAccounts')
      await ui.approval('connect')
      await ui.call('approvals.rejectAll', { origin: null })
    }
    expect(await other.ask('eth_requestAccounts')).toMatchObject({ error: { code: -32005 } })
  })

  test('behavior: reject all of one site leaves the others', async () => {
    const ui = world.ui()
    const [page, other] = [world.open(SITE), world.open('https://other.example')]
    await connect(page, ui)
    const asked = [page.ask('personal_sign', MESSAGE), page.ask('personal_sign', MESSAGE)]
    void other.ask('eth_requestAccounts')
    await askers(3)
    await ui.call('approvals.rejectAll', { origin: SITE })
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ error: { code: 4001 } })
    await askers(1)
  })

  test.each(['a closed window', 'a page that left', 'a restart with the page gone'])(
    'behavior: %s frees the places of a site',
    async (how) => {
      const ui = world.ui()
      const page = world.open(SITE)
      await connect(page, ui)
      for (let i = 0; i < 5; i++) void page.ask('personal_sign', MESSAGE)
      await askers(5)
      expect(await page.ask('personal_sign', MESSAGE)).toMatchObject({ error: { code: -32005 } })
      if (how === 'a closed window') await world.worker.background.windowClosed(Math.max(...world.windows))
      else if (how === 'a page that left') page.leave()
      else {
        world.documents.clear()
        world.restart()
      }
      await askers(0)
      const again = world.open(SITE)
      void again.ask('personal_sign', MESSAGE)
      await askers(1)
    },
  )

  test('security: thirty wait in all, while locked too', async () => {
    const ui = world.ui()
    await ui.call('vault.lock', null)
    const asked = Array.from({ length: 31 }, (_, i) => world.open(`https://s${i}.example`)).map((page) =>
      page.ask('eth_requestAccounts'),
    )
    expect(await Promise.race(asked)).toMatchObject({ error: { code: -32005 } })
    await ui.until((state) => state.waiting === 30)
    expect(world.windowsOpened).toBe(1)
  })
})

describe('withdrawal', () => {
  test('behavior: a page that leaves while its request is looked up asks nothing', async () => {
    const ui = world.ui()
    const page = world.open(SITE)
    let release = (): void => undefined
    const held = new Promise<void>((done) => {
      release = done
    })
    world.intercept = (url) => (url.includes('slow') ? held.then(() => ({ result: '0xbdba3' })) : undefined)
    void page.ask('wallet_addEthereumChain', [
      { chainId: '0xbdba3', chainName: 'Own', rpcUrls: ['https://slow.example'] },
    ])
    await soon()
    page.leave()
    await soon()
    release()
    await soon()
    await ui.until((state) => state.approvals.length === 0)
    expect(world.icon.waiting).toBe(0)
    expect(world.windows.size).toBe(0)
  })

  test('behavior: who waited for the unlock and left in between is not asked', async () => {
    const ui = world.ui()
    await ui.call('vault.lock', null)
    const [page, other] = [world.open(SITE), world.open('https://other.example')]
    void page.ask('eth_requestAccounts')
    void other.ask('eth_requestAccounts')
    await ui.until((state) => state.waiting === 2)
    page.leave()
    await ui.until((state) => state.waiting === 1)
    await ui.call('vault.unlock', { password: PASSWORD })
    expect((await ui.approval('connect')).origin).toBe('https://other.example')
    await askers(1)
  })

  test('security: a switch of its network withdraws what the site asked on the other', async () => {
    const ui = world.ui()
    const page = world.open(SITE)
    const other = world.open('https://other.example')
    await connect(page, ui)
    await connect(other, ui)
    const signing = page.ask('personal_sign', MESSAGE)
    void other.ask('personal_sign', MESSAGE)
    await askers(2)
    await ui.call('sites.setNetwork', { origin: SITE, chainId: 10 })
    expect(await signing).toMatchObject({ error: { code: 4001 } })
    const again = page.ask('personal_sign', MESSAGE)
    await askers(2)
    expect(await page.request('wallet_switchEthereumChain', [{ chainId: '0x1' }])).toBeNull()
    expect(await again).toMatchObject({ error: { code: 4001 } })
    await askers(1)
  })
})
