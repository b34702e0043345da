// What is measured: no extension, the floor, and the wallet, unlocked, connected to the page and over a local chain.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnAnvil } from '../devnet/anvil.mjs'
import { launch } from './browser.mjs'

const phrase = 'test test test test test test test test test test test junk'
export const password = 'measured, not guarded'
const byId = (id) => `[data-testid="${id}"]`

const wantedOfFloor = { home: 'button', approval: 'button' }
/** Home counts once it shows a balance, not a skeleton of one. */
const wantedOfWallet = {
  home: `${byId('app')}[data-ready="true"] ${byId('total-balance')}:not(:has(.skeleton))`,
  approval: `${byId('approval')} ${byId('approval-reject')}:enabled`,
}

async function startChain() {
  const anvil = await spawnAnvil(['--chain-id', '1', '--hardfork', 'osaka', '--gas-limit', '60000000'])
  const state = readFileSync(join(import.meta.dirname, '../devnet/artifacts/state.json.gz'))
  const response = await fetch(anvil.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'anvil_loadState',
      params: [`0x${state.toString('hex')}`],
    }),
  })
  const { error } = await response.json()
  if (error) throw new Error(`The local chain took no state: ${error.message}`)
  return anvil
}

async function pointAt(page, chainId, url) {
  await page.getByTestId('onboarding-networks').click()
  await page.locator(`${byId('network-row')}[data-chain-id="${chainId}"]`).click()
  const endpoints = page.getByTestId('network-endpoint')
  await endpoints.first().fill(url)
  for (const further of (await endpoints.all()).slice(1)) await further.fill('')
  await page.getByTestId('network-save').click()
  await page.locator(`${byId('app')}[data-screen="networks"]`).waitFor()
  await page.getByTestId('back').click()
}

async function restore(page) {
  await page.getByTestId('onboarding-restore').click()
  await page.getByTestId('restore-phrase').fill(phrase)
  await page.getByTestId('restore-submit').click()
  await page.getByTestId('password-new').fill(password)
  await page.getByTestId('password-repeat').fill(password)
  await page.getByTestId('password-submit').click()
  await page.getByTestId('total-balance').waitFor({ timeout: 60_000 })
}

async function connect(browser, site) {
  const page = await browser.context.newPage()
  await page.goto(site)
  browser.notes.clear()
  const connected = page.evaluate(() => window.ethereum.request({ method: 'eth_requestAccounts' }))
  const { page: approval } = await browser.notes.wait('approval painted')
  await approval.getByTestId('approval-approve').click()
  await connected
}

/** A profile in which the wallet is set up, to be copied for each run. */
async function prepareProfile({ extension, executablePath, site, chain }) {
  const profile = mkdtempSync(join(tmpdir(), 'candor-bench-profile-'))
  const browser = await launch({ extension, executablePath, profile, wanted: wantedOfWallet })
  try {
    const page = await browser.context.newPage()
    await page.goto(`${browser.origin}popup.html?view=tab`)
    await pointAt(page, 1, chain.url)
    await restore(page)
    await connect(browser, site)
  } finally {
    await browser.quit()
  }
  return profile
}

export async function unlock(page) {
  await page.getByTestId('unlock-password').fill(password)
  await page.getByTestId('unlock-submit').click()
}

/** Opens the wallet once, unlocked, and waits until its balances stand, so that there are values to paint. */
async function warmUp(browser) {
  const page = await browser.context.newPage()
  await page.goto(`${browser.origin}popup.html`)
  await unlock(page)
  await page.getByTestId('asset-row').first().waitFor()
  await page.close()
}

/** Answers how to launch each subject, and an end to it all. */
export async function prepareSubjects({ wallet, executablePath, site, names }) {
  const chain = names.includes('wallet') ? await startChain() : undefined
  const profile = chain && (await prepareProfile({ extension: wallet, executablePath, site, chain }))
  const floor = join(import.meta.dirname, 'floor')

  const launchers = {
    none: () => launch({ executablePath }),
    floor: () => launch({ extension: floor, executablePath, wanted: wantedOfFloor }),
    async wallet() {
      const copy = mkdtempSync(join(tmpdir(), 'candor-bench-'))
      cpSync(profile, copy, { recursive: true, filter: (path) => !/Singleton\w+$/.test(path) })
      const options = { extension: wallet, executablePath, profile: copy, wanted: wantedOfWallet }
      const browser = await launch(options)
      await warmUp(browser)
      return browser
    },
  }
  return {
    launch: (name) => launchers[name](),
    async close() {
      await chain?.stop()
      if (profile) rmSync(profile, { recursive: true, force: true })
    },
  }
}
