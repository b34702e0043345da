/**
 * Our scripts, as they were built, among those of another wallet: every order of coming and every way to hold
 * `window.ethereum`. The paths of one site stand for the cases; no wallet is behind them.
 */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from '@playwright/test'
import { expect, extensionDir, test } from './fixtures'

const other = (name: string) => `{ isOther: ${JSON.stringify(name)} }`
const define = (name: string, descriptor: string) =>
  `Object.defineProperty(window, 'ethereum', { ${descriptor.replace('IT', other(name))} })`
const before: Record<string, string> = {
  nobody: '',
  assigned: `window.ethereum = ${other('first')}`,
  readonly: define('first', 'value: IT, configurable: true'),
  getter: define('first', 'get: () => (IT), configurable: true'),
  frozen: `${define('first', 'value: Object.freeze(IT), writable: true, configurable: true')}`,
  locked: define('first', 'value: IT'),
}
const after: Record<string, string> = {
  nobody: '',
  assigned: `window.ethereum = ${other('later')}`,
  defined: define('later', 'value: IT, writable: true, configurable: true'),
}
const choices: Record<string, string | null> = {
  usual: null,
  metamask: 'ethereum-shared-metamask.js',
  candor: 'ethereum-candor.js',
  'candor-metamask': 'ethereum-candor-metamask.js',
  none: 'ethereum-none.js',
}
type Case = { choice: string; first: string; later: string }
const cases: Case[] = Object.keys(choices).flatMap((choice) =>
  Object.keys(before).flatMap((first) => Object.keys(after).map((later) => ({ choice, first, later }))),
)

/** Who is to be found at `window.ethereum`. */
function expected({ choice, first, later }: Case): string {
  const ours = choice.startsWith('candor')
  const name = choice.endsWith('metamask') ? 'Candor as MetaMask' : 'Candor'
  let owner = first === 'nobody' ? (choice === 'none' ? 'nobody' : name) : 'first'
  if (ours && first !== 'locked') owner = name
  const keeps = owner === 'first' ? !['assigned', 'frozen'].includes(first) : ours && owner === name
  if (later === 'assigned') return keeps ? owner : 'later'
  if (later === 'defined') return first === 'locked' ? owner : 'later'
  return owner
}

const folder = mkdtempSync(join(tmpdir(), 'candor-wallets-'))
let context: BrowserContext
let server: Server
let site: string

test.beforeAll(async () => {
  const scripts = ['inpage.js', ...Object.values(choices).filter((file) => file !== null)]
  for (const file of scripts) copyFileSync(join(extensionDir, file), join(folder, file))
  // Strict, as bundles are: an assignment that is refused throws there.
  const write = (when: string, how: string, code: string) =>
    writeFileSync(
      join(folder, `${when}-${how}.js`),
      `'use strict'; try { ${code} } catch { window.threw = '${when}' }`,
    )
  for (const [how, code] of Object.entries(before)) write('before', how, code)
  for (const [how, code] of Object.entries(after)) write('after', how, code)
  const manifest = {
    manifest_version: 3,
    name: 'Wallets',
    version: '0.0.1',
    content_scripts: cases.map(({ choice, first, later }) => ({
      matches: [`http://localhost/${choice}/${first}/${later}`],
      js: [`before-${first}.js`, 'inpage.js', choices[choice], `after-${later}.js`].filter(Boolean),
      run_at: 'document_start',
      world: 'MAIN',
    })),
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
  server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><script>
      const it = window.ethereum
      window.owner = it === undefined ? 'nobody' : it.isOther ?? (it.isMetaMask ? 'Candor as MetaMask' : 'Candor')
      window.present = 'ethereum' in window
      window.announced = []
      addEventListener('eip6963:announceProvider', ({ detail }) => announced.push([detail.info.name, detail.provider.isMetaMask]))
      dispatchEvent(new Event('eip6963:requestProvider'))
    </script>`)
  })
  await new Promise<void>((done) => server.listen(0, done))
  site = `http://localhost:${(server.address() as AddressInfo).port}`
  const { CHROMIUM_PATH } = process.env
  context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    ...(CHROMIUM_PATH === undefined ? {} : { executablePath: CHROMIUM_PATH }),
    args: ['--no-sandbox', `--disable-extensions-except=${folder}`, `--load-extension=${folder}`],
  })
})
test.afterAll(async () => {
  await context.close()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

for (const choice of Object.keys(choices)) {
  test(`behavior: with the choice ${choice}, beside any other wallet, the right one stands and none is hurt`, async () => {
    const page = await context.newPage()
    for (const one of cases.filter((each) => each.choice === choice)) {
      const what = `${one.first} before, ${one.later} after`
      await page.goto(`${site}/${one.choice}/${one.first}/${one.later}`)
      const owner = await page.evaluate('owner')
      expect([what, owner]).toEqual([what, expected(one)])
      expect(await page.evaluate('present')).toBe(owner !== 'nobody')
      expect(await page.evaluate('announced')).toEqual([['Candor', undefined]])
      // Only what the first wallet locked itself refuses the later one.
      const refused =
        one.later !== 'nobody' && owner === 'first' && ['readonly', 'getter', 'locked'].includes(one.first)
      expect([what, await page.evaluate('window.threw')]).toEqual([what, refused ? 'after' : undefined])
    }
    await page.close()
  })
}
