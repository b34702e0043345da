import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { formatEther, parseEther, verifyMessage } from 'viem'
import { type Devnet, devnetMnemonic, startDevnet } from '../devnet/devnet'
import { type PagesServer, serveFolder } from '../e2e/pages-server'
import {
  approve,
  expectBalance,
  launchWallet,
  pictures,
  receiveAddress,
  restoreWallet,
  send,
  setEndpoint,
  type WalletBrowser,
  waitForApproval,
} from '../kit'

const password = 'play money only'
const second = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

type Stage = { wallet: WalletBrowser; devnet: Devnet; site: PagesServer; page: Page; close(): Promise<void> }

/** The local chain, the page to try the wallet on, and a Chromium with the wallet in it, restored. */
async function setUp(root: string, headless: boolean, step: Step): Promise<Stage> {
  const devnet = await step('The local chain runs', () => startDevnet())
  const site = await serveFolder(join(root, 'tests/demo/dapp'))
  const extensionDir = join(root, 'dist')
  const wallet = await step('Chromium runs with the wallet loaded', () =>
    launchWallet({
      extensionDir,
      headless,
      ...(headless
        ? { args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'] }
        : {}),
    }),
  )
  const page = await wallet.openWallet()
  const close = async () => {
    await wallet.close().catch(() => undefined)
    await site.close()
    await devnet.stop()
  }
  return { wallet, devnet, site, page, close }
}

type Step = <T>(what: string, run: () => Promise<T>) => Promise<T>

const timed: Step = async (what, run) => {
  const started = Date.now()
  const result = await run()
  console.log(`✓ ${what} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  return result
}

async function restore(
  { page, devnet }: Stage,
  show: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  await show(page, '1-welcome')
  await timed('Network 1 points at the local chain', () => setEndpoint(page, 1, devnet.url))
  await timed('A wallet is restored from its recovery phrase', () =>
    restoreWallet(page, { phrase: devnetMnemonic, password }),
  )
}

/** With a display: everything stands ready, and stays until Ctrl-C. */
export async function openDemo(root: string): Promise<void> {
  const stage = await setUp(root, false, timed)
  try {
    await restore(stage, async () => {})
    const dapp = await stage.wallet.context.newPage()
    await dapp.goto(stage.site.localhost)
    console.log(`
Candor is open, with ten accounts of play money on a chain of its own.
  The page to try it on:  ${stage.site.localhost}
  Password:               ${password}
  Recovery phrase:        ${devnetMnemonic}
  The chain's endpoint:   ${stage.devnet.url}
Ctrl-C ends all of it.`)
    await new Promise<void>((done) => {
      process.once('SIGINT', () => done())
      process.once('SIGTERM', () => done())
      stage.wallet.context.once('close', () => done())
    })
  } finally {
    await stage.close()
  }
}

/** Without a display: the main job, each step with its time, a picture of each screen in demo-output/. */
export async function runDemo(root: string): Promise<void> {
  const output = join(root, 'demo-output')
  rmSync(output, { recursive: true, force: true })
  const show = (page: Page, name: string) => pictures(page, output, name)
  const stage = await setUp(root, true, timed)
  const stop = () => void stage.close().then(() => process.exit(130))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    const { page, wallet, devnet, site } = stage
    await page.setViewportSize({ width: 360, height: 600 })
    await restore(stage, show)
    await timed('Home shows the balance of the chain', async () => {
      const address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
      await expectBalance(page, 'native', await devnet.client.getBalance({ address }))
      await show(page, '2-home')
    })
    const address = await timed('Receive shows the address', async () => {
      await page.getByTestId('action-receive').click()
      await page.getByTestId('receive-qr').waitFor()
      await show(page, '3-receive')
      await page.getByTestId('back').click()
      return receiveAddress(page)
    })
    await timed('1.5 ETH is sent, and arrives', async () => {
      const before = await devnet.client.getBalance({ address: second })
      await send(page, { to: second, amount: '1.5' })
      await page.getByTestId('fee-max').waitFor()
      await show(page, '4-review')
      await approve(page)
      await until(
        async () => (await devnet.client.getBalance({ address: second })) === before + parseEther('1.5'),
      )
      await show(page, '5-sent')
    })
    const dapp = await wallet.context.newPage()
    await dapp.goto(site.localhost)
    await timed('A dApp connects', async () => {
      await dapp.click('#connect')
      const window = await waitForApproval(wallet.context, 'connect')
      await show(window, '6-connect')
      await approve(window)
      await dapp.locator('#account', { hasText: address.slice(2, 10).toLowerCase() }).waitFor()
    })
    await timed('It has a message signed, and the signature is right', async () => {
      await dapp.click('#sign')
      const window = await waitForApproval(wallet.context, 'message')
      await show(window, '7-sign')
      await approve(window)
      const signature = (await dapp.locator('#result', { hasText: /^0x/ }).textContent()) as `0x${string}`
      const message = (await dapp.locator('#message').inputValue()) ?? ''
      if (!(await verifyMessage({ address: address as `0x${string}`, message, signature })))
        throw new Error('wrong signature')
      await show(dapp, '8-dapp')
    })
    const left = await devnet.client.getBalance({ address: address as `0x${string}` })
    console.log(`The main job is done. ${formatEther(left)} ETH are left; the pictures are in demo-output/.`)
  } finally {
    await stage.close()
  }
}

async function until(check: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    if (await check()) return
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error('It never happened')
}
