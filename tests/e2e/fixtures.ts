import { join, resolve } from 'node:path'
import { test as base, type Page } from '@playwright/test'
import type { Hex } from 'viem'
import { type Devnet, devnetMnemonic, startDevnet } from '../devnet/devnet'
import { launchWallet, pictures, restoreWallet, setEndpoint, type WalletBrowser } from '../kit'
import { type NetworkGuard, startNetworkGuard } from './network-guard'
import { type PagesServer, serveFolder, serveTestDapp } from './pages-server'

const root = resolve(import.meta.dirname, '../..')
/** The build of this tree, or another one that is to be put to the same tests. */
export const extensionDir = resolve(process.env.EXTENSION_DIR ?? join(root, 'dist'))
export const password = 'correct horse battery staple'
export const phrase = devnetMnemonic

/** A wallet that was restored from the devnet's phrase and stands at home. */
export interface ReadyWallet extends WalletBrowser {
  /** The wallet in a tab. */
  page: Page
}

interface TestFixtures {
  /** Chain 1, as it was committed: put back after each test. */
  devnet: Devnet
  /** A browser with a fresh profile and the wallet in it. */
  wallet: WalletBrowser
  /** The same with a wallet in use, whose chain 1 is the devnet. */
  readyWallet: ReadyWallet
  /** Hosts outside of this machine that the test expects to be asked for; any other fails it. */
  expectedHosts: string[]
}

interface WorkerFixtures {
  guard: NetworkGuard
  workerDevnet: Devnet
  /** The pages of tests/e2e/pages, under two origins. */
  pages: PagesServer
  testDapp: PagesServer
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  guard: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const guard = await startNetworkGuard()
      await use(guard)
      await guard.close()
    },
    { scope: 'worker' },
  ],
  workerDevnet: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const devnet = await startDevnet()
      await use(devnet)
      await devnet.stop()
    },
    { scope: 'worker' },
  ],
  pages: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const server = await serveFolder(join(import.meta.dirname, 'pages'))
      await use(server)
      await server.close()
    },
    { scope: 'worker' },
  ],
  testDapp: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const server = await serveTestDapp()
      await use(server)
      await server.close()
    },
    { scope: 'worker' },
  ],
  expectedHosts: [[], { option: true }],
  devnet: async ({ workerDevnet }, use) => {
    const before: Hex = await workerDevnet.snapshot()
    await use(workerDevnet)
    await workerDevnet.revert(before)
  },
  wallet: async ({ guard, expectedHosts }, use, testInfo) => {
    guard.forget()
    const wallet = await launchWallet({
      extensionDir,
      headless: !process.env.HEADED,
      args: [guard.switch],
    })
    guard.watch(wallet.context)
    await use(wallet)
    if (testInfo.status !== testInfo.expectedStatus) await keepPictures(wallet, testInfo.outputPath())
    await wallet.close()
    const strange = guard.hosts.filter((host) => !expectedHosts.includes(host))
    expect(strange, 'hosts outside of this machine that were asked for').toEqual([])
  },
  readyWallet: async ({ wallet, devnet }, use) => {
    await use(await makeReady(wallet, devnet))
  },
})

async function makeReady(wallet: WalletBrowser, devnet: Devnet): Promise<ReadyWallet> {
  const page = await wallet.openWallet()
  await setEndpoint(page, devnet.chainId, devnet.url)
  await restoreWallet(page, { phrase, password })
  return Object.assign(Object.create(wallet) as WalletBrowser, { page })
}

/**
 * One wallet in use for all the tests of a file: they are to leave no site connected. Chain 1 is put back after the
 * last of them. Answers how to get it.
 * `expectedHosts` are hosts outside of this machine that the file's pages ask for themselves; `switches` are the
 * browser's in the place of the guard's own.
 */
export function shareReadyWallet(
  expectedHosts: (string | RegExp)[] = [],
  switches = (guard: NetworkGuard): string[] => [guard.switch],
): () => ReadyWallet {
  let wallet: WalletBrowser | undefined
  let ready: ReadyWallet | undefined
  let before: Hex | undefined
  test.beforeAll(async ({ guard, workerDevnet }) => {
    guard.forget()
    before = await workerDevnet.snapshot()
    wallet = await launchWallet({ extensionDir, headless: !process.env.HEADED, args: switches(guard) })
    guard.watch(wallet.context)
    ready = await makeReady(wallet, workerDevnet)
  })
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  test.afterEach(async ({}, testInfo) => {
    if (wallet && testInfo.status !== testInfo.expectedStatus)
      await keepPictures(wallet, testInfo.outputPath())
    for (const page of wallet?.context.pages() ?? []) if (page !== ready?.page) await page.close()
  })
  test.afterAll(async ({ guard, workerDevnet }) => {
    await wallet?.close()
    if (before) await workerDevnet.revert(before)
    const isExpected = (host: string) =>
      expectedHosts.some((one) => (typeof one === 'string' ? one === host : one.test(host)))
    const strange = guard.hosts.filter((host) => !isExpected(host))
    expect(strange, 'hosts outside of this machine that were asked for').toEqual([])
  })
  return () => {
    if (!ready) throw new Error('The wallet is there only while a test runs')
    return ready
  }
}

export const expect = test.expect

/** What the windows showed when a test failed. */
async function keepPictures(wallet: WalletBrowser, folder: string): Promise<void> {
  for (const [index, page] of wallet.context.pages().entries()) {
    await page.screenshot({ path: join(folder, `page-${index}.png`), timeout: 3000 }).catch(() => undefined)
  }
}

/** Of what the tests show, in `light` and `dark`. */
export const picturesFolder = join(root, 'test-output/pictures')

/** Writes test-output/pictures/{light,dark}/`name`.png. */
export function shot(page: Page, name: string): Promise<void> {
  return pictures(page, picturesFolder, name)
}
