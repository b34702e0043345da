import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { HDNodeWallet, Mnemonic, Wallet } from 'ethers'
import {
  approve,
  backTo,
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
/** Keys that come in by themselves, and one in a file with a password of its own. */
const typedKey = Wallet.createRandom()
const filedKey = Wallet.createRandom()
const filePassword = 'Kq3 amber lantern archipelago'
const friend = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

type Secret = [name: string, bytes: Buffer]
type Place = [name: string, bytes: Buffer]

/** A secret in the encodings in which it could be left lying about. */
function encodings(name: string, secret: string | Uint8Array): Secret[] {
  const bytes = Buffer.from(secret)
  const hex = bytes.toString('hex')
  const texts: [kind: string, text: string][] = [
    ['hex', hex],
    ['hex in capitals', hex.toUpperCase()],
    ['base64', bytes.toString('base64').replace(/=+$/, '')],
    ['base64url', bytes.toString('base64url')],
    // As a Uint8Array looks when it is written as text.
    ['decimals', [...bytes].join(',')],
  ]
  if (typeof secret === 'string') texts.push(['text', secret], ['URL', encodeURIComponent(secret)])
  const found = texts.flatMap(([kind, text]): Secret[] => [
    [`${name}, ${kind}`, Buffer.from(text)],
    [`${name}, ${kind} in UTF-16`, Buffer.from(text, 'utf16le')],
  ])
  return [...found, [`${name}, bytes`, bytes]]
}

function secretsOf(owner: string, phrase: string): Secret[] {
  const words = phrase.split(' ')
  const mnemonic = Mnemonic.fromPhrase(phrase)
  const account = HDNodeWallet.fromMnemonic(mnemonic, "m/44'/60'/0'/0/0")
  const threes = words.slice(2).map((word, i) => [words[i] ?? '', words[i + 1] ?? '', word])
  const bytesOf = (hex: string) => Buffer.from(hex.slice(2), 'hex')
  return [
    ...[' ', ',', '","', '\n', ''].flatMap((between) =>
      threes.flatMap((three) => encodings(`${owner}: ${three.join(' ')}`, three.join(between))),
    ),
    ...encodings(`${owner}: entropy`, bytesOf(mnemonic.entropy)),
    ...encodings(`${owner}: seed`, bytesOf(mnemonic.computeSeed())),
    ...encodings(`${owner}: private key`, bytesOf(account.privateKey)),
    ...encodings(`${owner}: extended key`, HDNodeWallet.fromSeed(mnemonic.computeSeed()).extendedKey),
  ]
}

const search = (secrets: readonly Secret[], places: readonly Place[]): string[] =>
  places.flatMap(([place, bytes]) =>
    secrets.filter(([, secret]) => bytes.includes(secret)).map(([name]) => `${name} in ${place}`),
  )

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** The files as they are; one that a running browser took away meanwhile is left out. */
function readAll(folder: string): Place[] {
  return filesOf(folder).flatMap((file): Place[] => {
    try {
      return [[file.slice(folder.length), readFileSync(file)]]
    } catch {
      return []
    }
  })
}

/** The key that opens the vault's boxes: in the browser's memory while the wallet is open, and nowhere else. */
function dataKeyIn(storages: string): string {
  const [, key] = /"dek":"0x([0-9a-f]{64})"/.exec(storages) ?? []
  if (key === undefined) throw new Error('no data key in the storages')
  return key
}

/** A typed key, revealed and exported once; a keystore file; from home and back to it. */
async function importBoth(page: Page): Promise<void> {
  await page.getByTestId('account-menu').click()
  await page.getByTestId('account-manage').click()
  await page.getByTestId('account-import').click()
  await page.getByTestId('import-key').fill(typedKey.privateKey)
  await page.getByTestId('import-submit').click()
  const row = (address: string) => page.locator(`[data-testid="account-row"][data-address="${address}"]`)
  const more = row(typedKey.address).locator('xpath=..').getByTestId('account-more')
  await more.click()
  await page.getByTestId('account-reveal').click()
  await page.getByTestId('key-password').fill(password)
  await page.getByTestId('key-reveal').click()
  await expect(page.getByTestId('key-text')).toHaveText(typedKey.privateKey)
  await page.getByTestId('back').click()
  await more.click()
  await page.getByTestId('account-keystore').click()
  await page.getByTestId('file-own-password').fill(password)
  const saved = page.waitForEvent('download', { timeout: 20_000 })
  await page.getByTestId('keystore-submit').click()
  await saved
  await page.getByTestId('back').click()
  await page.getByTestId('account-import').click()
  await page.getByTestId('import-keystore-kind').check()
  await page.getByTestId('import-file').setInputFiles({
    name: 'keystore.json',
    mimeType: 'application/json',
    buffer: Buffer.from(await filedKey.encrypt(filePassword)),
  })
  await page.getByTestId('import-password').fill(filePassword)
  await page.getByTestId('import-submit').click()
  await expect(row(filedKey.address)).toBeVisible({ timeout: 20_000 })
  await backTo(page, 'home')
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
  /** Both storages as they stand, by the worker. */
  const stored = async (): Promise<string> => {
    const [worker] = wallet.context.serviceWorkers()
    if (!worker) throw new Error('no worker')
    return worker.evaluate(
      `Promise.all([chrome.storage.local.get(null), chrome.storage.session.get(null)]).then(JSON.stringify)`,
    )
  }
  const places: Place[] = []
  const keep = (name: string, text: string) => places.push([name, Buffer.from(text)])
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
    const open = await stored()
    keep('the storages of an open wallet', open.replace(dataKeyIn(open), ''))
    const dataKeys = encodings('data key', Buffer.from(dataKeyIn(open), 'hex'))
    await lock(page)
    await unlock(page, password)
    await lock(page)
    keep('the storages of a locked wallet', await stored())

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
    await importBoth(page)
    dataKeys.push(...encodings('second data key', Buffer.from(dataKeyIn(await stored()), 'hex')))
    await lock(page)
    keep('the storages after the send', await stored())
    // The database's journal is rewritten by the next start: what it holds now is looked at now.
    places.push(...readAll(profile))
    await wallet.restart()
    listen()
    page = await wallet.openWallet()
    await unlock(page, password)
    await lock(page)
    keep('the storages after a restart', await stored())
    await page.evaluate(`console.log('heard page')`)
    for (const worker of wallet.context.serviceWorkers()) await worker.evaluate(`console.log('heard worker')`)
    await expect.poll(() => heard).toEqual(expect.arrayContaining(['heard page', 'heard worker']))
    await wallet.close()

    const secrets = [
      ...secretsOf('created', created),
      ...secretsOf('restored', restored),
      ...encodings('password', password),
      ...encodings('imported key', typedKey.privateKey.slice(2)),
      ...encodings('imported key', Buffer.from(typedKey.privateKey.slice(2), 'hex')),
      ...encodings('key of the file', filedKey.privateKey.slice(2)),
      ...encodings('key of the file', Buffer.from(filedKey.privateKey.slice(2), 'hex')),
      ...encodings('password of the file', filePassword),
      ...dataKeys,
    ]
    keep('consoles and network', heard.join('\n'))
    places.push(...readAll(profile))
    expect(search(secrets, places)).toEqual([])

    // The search finds what is there: the address stands in the files in the clear, and the send on the network.
    const known: Secret[] = [['address', Buffer.from(address)]]
    expect(search(known, readAll(profile))).not.toEqual([])
    expect(heard.join()).toContain('eth_sendRawTransaction')
    expect(search(secrets, [['here', Buffer.from(JSON.stringify({ phrase: created }))]])).not.toEqual([])
  } finally {
    await wallet.close().catch(() => undefined)
    rmSync(profile, { recursive: true, force: true })
  }
})
