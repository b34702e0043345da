import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HDNodeWallet, Mnemonic } from 'ethers'
import {
  approve,
  createWallet,
  launchWallet,
  lock,
  restoreWallet,
  send,
  setEndpoint,
  unlock,
  waitForScreen,
} from '../kit'
import { expect, extensionDir, test } from './fixtures'

const password = 'Zq7 violet harbour umbrella'
/** A published test vector, not the devnet's phrase: each of its words is one that nothing else writes. */
const restored = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
const friend = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

/** A secret in the encodings in which it could be left lying about. */
function encodings(name: string, secret: string | Uint8Array): [string, Buffer][] {
  const bytes = Buffer.from(secret)
  const texts: [string, string][] =
    typeof secret === 'string'
      ? [
          ['text', secret],
          ['base64', bytes.toString('base64').replace(/=+$/, '')],
          ['hex', bytes.toString('hex')],
        ]
      : [
          ['hex', bytes.toString('hex')],
          ['base64', bytes.toString('base64').replace(/=+$/, '')],
        ]
  const found: [string, Buffer][] = texts.flatMap(([kind, text]): [string, Buffer][] => [
    [`${name}, ${kind}`, Buffer.from(text)],
    [`${name}, ${kind} in UTF-16`, Buffer.from(text, 'utf16le')],
  ])
  if (typeof secret !== 'string') found.push([`${name}, bytes`, bytes])
  return found
}

function secretsOf(phrase: string): [string, Buffer][] {
  const words = phrase.split(' ')
  const mnemonic = Mnemonic.fromPhrase(phrase)
  const account = HDNodeWallet.fromMnemonic(mnemonic, "m/44'/60'/0'/0/0")
  const threes = words.slice(2).map((word, i) => `${words[i]} ${words[i + 1]} ${word}`)
  return [
    ...threes.flatMap((three) => encodings(`three words`, three)),
    ...encodings('phrase without spaces', words.join('')),
    ...encodings('entropy', Buffer.from(mnemonic.entropy.slice(2), 'hex')),
    ...encodings('seed', Buffer.from(mnemonic.computeSeed().slice(2), 'hex')),
    ...encodings('private key', Buffer.from(account.privateKey.slice(2), 'hex')),
  ]
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

test('security: no secret is left in the profile, the storages, the consoles or the network', async ({
  devnet,
  guard,
}) => {
  test.slow()
  const profile = mkdtempSync(join(tmpdir(), 'candor-secrets-'))
  const heard: string[] = []
  const wallet = await launchWallet({ extensionDir, userDataDir: profile, args: [guard.switch] })
  const listen = () => {
    wallet.context.on('console', (message) => heard.push(message.text()))
    wallet.context.on('request', (request) => heard.push(`${request.url()} ${request.postData() ?? ''}`))
    wallet.context.on('page', (page) => page.on('pageerror', (error) => heard.push(String(error))))
  }
  const stored = async () => {
    const [worker] = wallet.context.serviceWorkers()
    if (!worker) throw new Error('no worker')
    heard.push(
      await worker.evaluate(
        `Promise.all([chrome.storage.local.get(null), chrome.storage.session.get(null)]).then(JSON.stringify)`,
      ),
    )
  }
  try {
    listen()
    let page = await wallet.openWallet()
    await setEndpoint(page, 1, devnet.url)
    const created = await createWallet(page, { password })
    await page.getByTestId('open-settings').click()
    await page.getByTestId('settings-reveal').click()
    await page.getByTestId('reveal-password').fill(password)
    await page.getByTestId('reveal-password').press('Enter')
    await expect(page.getByTestId('seed-word-12')).toBeVisible()
    await page.getByTestId('back').click()
    await page.getByTestId('back').click()
    await stored()
    await lock(page)
    await unlock(page, password)
    await lock(page)
    await stored()

    // The forgotten password: erased, and another wallet restored in its place.
    await page.getByTestId('unlock-forgot').click()
    await page.getByTestId('reset-confirm').fill('erase')
    await page.getByTestId('reset-submit').click()
    await waitForScreen(page, 'welcome')
    await setEndpoint(page, 1, devnet.url)
    const address = HDNodeWallet.fromPhrase(restored).address as `0x${string}`
    await devnet.client.setBalance({ address, value: 10n ** 18n })
    await restoreWallet(page, { phrase: restored, password })
    await send(page, { to: friend, amount: '0.1' })
    await approve(page)
    await expect.poll(() => devnet.client.getTransactionCount({ address })).toBe(1)
    await waitForScreen(page, 'home')
    await lock(page)
    await stored()
    await wallet.restart()
    listen()
    page = await wallet.openWallet()
    await unlock(page, password)
    await lock(page)
    await stored()
    await wallet.close()

    const secrets = [...secretsOf(created), ...secretsOf(restored), ...encodings('password', password)]
    const places: [string, Buffer][] = [
      ['consoles, storages and network', Buffer.from(heard.join('\n'))],
      ...filesOf(profile).map((file): [string, Buffer] => [file.slice(profile.length), readFileSync(file)]),
    ]
    expect(places.length).toBeGreaterThan(20)
    const found = places.flatMap(([place, bytes]) =>
      secrets.filter(([, secret]) => bytes.includes(secret)).map(([name]) => `${name}: ${place}`),
    )
    expect(found).toEqual([])
    // The search itself finds what is there: the address stands in storage in the clear.
    expect(places.some(([, bytes]) => bytes.includes(Buffer.from(address)))).toBe(true)
  } finally {
    await wallet.close().catch(() => undefined)
    rmSync(profile, { recursive: true, force: true })
  }
})
