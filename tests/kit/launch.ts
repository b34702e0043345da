import { createHash } from 'node:crypto'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { waitUntilReady } from './screens'

export type WalletView = 'tab' | 'panel' | 'popup'

export interface LaunchOptions {
  /** The built extension: a folder with a manifest. */
  extensionDir: string
  /** True unless told. */
  headless?: boolean
  /** A profile to keep; without it, a fresh one that is deleted afterwards. */
  userDataDir?: string
  /** Milliseconds to wait before each step, for somebody who watches. */
  slowMo?: number
  /** The browser's program; Chromium on the path, or Playwright's own, unless told. Google Chrome will not do. */
  executablePath?: string
  /** Further command-line switches. */
  args?: string[]
}

export interface WalletBrowser {
  /** The browser's context. `restart` replaces it. */
  readonly context: BrowserContext
  readonly extensionId: string
  /** Opens a page of the wallet and waits until it can be used. */
  openWallet(view?: WalletView): Promise<Page>
  /** Stops the extension's service worker, as the browser does with an idle one. */
  killWorker(): Promise<void>
  /** Closes the browser and opens it again with the same profile: the wallet comes back locked. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** The browser itself stays silent, so that every request seen is one of the wallet or of a site. */
const quietSwitches = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-quic',
]

const temporaryProfiles = new Set<string>()

function removeProfile(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  temporaryProfiles.delete(folder)
}

// However the process ends, no profile stays behind.
process.once('exit', () => {
  for (const folder of temporaryProfiles) removeProfile(folder)
})

function temporaryProfile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'candor-profile-'))
  temporaryProfiles.add(folder)
  return folder
}

/** Chromium derives the id of an unpacked extension from where it lies. */
export function extensionIdOf(extensionDir: string): string {
  const path = realpathSync(extensionDir)
  const bytes = Buffer.from(path, process.platform === 'win32' ? 'utf16le' : 'utf8')
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  return digest.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
}

async function launchContext(options: LaunchOptions, userDataDir: string): Promise<BrowserContext> {
  const extensionDir = realpathSync(options.extensionDir)
  const executablePath = options.executablePath ?? process.env.CHROMIUM_PATH
  const args = [
    `--disable-extensions-except=${extensionDir}`,
    `--load-extension=${extensionDir}`,
    ...quietSwitches,
    ...(options.args ?? []),
  ]
  if (process.getuid?.() === 0) args.push('--no-sandbox')
  return chromium.launchPersistentContext(userDataDir, {
    headless: options.headless ?? true,
    viewport: null,
    args,
    ...(executablePath === undefined ? {} : { executablePath }),
    ...(options.slowMo === undefined ? {} : { slowMo: options.slowMo }),
  })
}

const pause = (ms: number) => new Promise<null>((done) => setTimeout(done, ms, null))

/** When the worker that runs was started; null where it does not say so at once. */
async function startOf(context: BrowserContext, origin: string): Promise<number | null> {
  const worker = context.serviceWorkers().find((one) => one.url().startsWith(origin))
  const asked = worker?.evaluate<number>('performance.timeOrigin').catch(() => null)
  return (await Promise.race([asked, pause(500)])) ?? null
}

/**
 * Stops the worker once. Whoever waits for an answer starts it again at once, as the same target: then it is its
 * time of start that shows that it was stopped.
 */
async function stopWorker(context: BrowserContext, extensionId: string): Promise<void> {
  const browser = context.browser()
  if (!browser) throw new Error('The browser is closed')
  const origin = `chrome-extension://${extensionId}/`
  const session = await browser.newBrowserCDPSession()
  const running = async () =>
    (await session.send('Target.getTargets')).targetInfos.find(
      ({ type, url }) => type === 'service_worker' && url.startsWith(origin),
    )
  try {
    let before: number | null = null
    for (const end = Date.now() + 20_000; Date.now() < end; await pause(10)) {
      const worker = await running()
      if (worker === undefined) return
      const now = await startOf(context, origin)
      if (before !== null && now !== null && now !== before) return
      if (before !== null || now === null) continue
      before = now
      await session.send('Target.closeTarget', { targetId: worker.targetId })
    }
    throw new Error('The service worker does not stop')
  } finally {
    await session.detach()
  }
}

/** Opens a Chromium with the wallet in it. */
export async function launchWallet(options: LaunchOptions): Promise<WalletBrowser> {
  const userDataDir = options.userDataDir ?? temporaryProfile()
  const extensionId = extensionIdOf(options.extensionDir)
  let context = await launchContext(options, userDataDir)
  return {
    get context() {
      return context
    },
    extensionId,
    async openWallet(view = 'tab') {
      const page = await context.newPage()
      if (view !== 'tab') await page.setViewportSize({ width: 360, height: 600 })
      const query = view === 'popup' ? '' : `?view=${view}`
      await page.goto(`chrome-extension://${extensionId}/popup.html${query}`)
      await waitUntilReady(page)
      return page
    },
    killWorker: () => stopWorker(context, extensionId),
    async restart() {
      await context.close()
      context = await launchContext(options, userDataDir)
    },
    async close() {
      await context.close()
      if (options.userDataDir === undefined) removeProfile(userDataDir)
    },
  }
}
