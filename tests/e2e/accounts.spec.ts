import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { HDNodeWallet, Wallet } from 'ethers'
import { decodeQR } from 'qr/decode.js'
import {
  approve,
  backTo,
  backUp,
  launchWallet,
  restoreWallet,
  send,
  setEndpoint,
  unlock,
  waitForScreen,
} from '../kit'
import { expect, extensionDir, password, phrase, test } from './fixtures'

const key = '7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d'
const imported = '0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b'
const stranger = '0x000000000000000000000000000000000000bEEF'
const fromFile = Wallet.createRandom()
const filePassword = 'a password of the file alone'

/** All that an extension page can keep, but when it was last used. */
const kept = (page: Page): Promise<Record<string, unknown>> =>
  page.evaluate(`Promise.all([
    chrome.storage.local.get(null),
    chrome.storage.session.get(null),
    caches.keys(),
    indexedDB.databases(),
  ]).then(([local, { unlocked, picture, ...session }, caches, databases]) =>
    ({ local, session, caches, databases, page: [{ ...localStorage }, { ...sessionStorage }] }))`)
/** What a camera would read of it. */
async function readCode(code: Locator): Promise<string> {
  const picture = (await code.screenshot({ animations: 'disabled' })).toString('base64')
  const { width, height, data } = await code
    .page()
    .evaluate<{ width: number; height: number; data: number[] }>(`{
    const image = new Image()
    image.src = 'data:image/png;base64,${picture}'
    image.decode().then(() => {
      const { naturalWidth: width, naturalHeight: height } = image
      const context = new OffscreenCanvas(width, height).getContext('2d')
      context.drawImage(image, 0, 0)
      return { width, height, data: [...context.getImageData(0, 0, width, height).data] }
    })
  }`)
  return decodeQR({ width, height, data: Uint8Array.from(data) })
}

test('behavior: keys and keystores come and go, watched accounts only look, and a backup moves the wallet', async ({
  readyWallet,
  devnet,
  guard,
}) => {
  test.slow()
  const { page } = readyWallet
  const row = (address: string) => page.locator(`[data-testid="account-row"][data-address="${address}" i]`)
  const more = (address: string) => row(address).locator('xpath=..').getByTestId('account-more')
  const toAccounts = async () => {
    await page.getByTestId('account-menu').click()
    await page.getByTestId('account-manage').click()
    await expect(page.getByTestId('account-row').first()).toBeVisible()
  }

  // A private key.
  await toAccounts()
  await page.getByTestId('account-import').click()
  await page.getByTestId('import-key').fill('not a key')
  await page.getByTestId('import-submit').click()
  await expect(page.getByTestId('import-error')).toContainText('not a private key')
  await page.getByTestId('import-key').fill(key)
  await page.getByTestId('import-name').fill('From the definition')
  await page.getByTestId('import-submit').click()
  await expect(row(imported)).toHaveAttribute('data-kind', 'private-key')

  // A keystore file that another library wrote.
  await page.getByTestId('account-import').click()
  await page.getByTestId('import-keystore-kind').check()
  await page.getByTestId('import-file').setInputFiles({
    name: 'keystore.json',
    mimeType: 'application/json',
    buffer: Buffer.from(await fromFile.encrypt(filePassword)),
  })
  await page.getByTestId('import-password').fill('another password')
  await page.getByTestId('import-submit').click()
  await expect(page.getByTestId('import-error')).toContainText('not the password of this file')
  await page.getByTestId('import-password').fill(filePassword)
  await page.getByTestId('import-submit').click()
  await expect(row(fromFile.address)).toBeVisible({ timeout: 20_000 })

  // And one that this wallet writes, which the other library opens.
  await more(imported).click()
  await page.getByTestId('account-keystore').click()
  await page.getByTestId('file-own-password').fill(password)
  const keystore = page.waitForEvent('download', { timeout: 20_000 })
  await page.getByTestId('keystore-submit').click()
  const text = readFileSync(await (await keystore).path(), 'utf8')
  expect((await Wallet.fromEncryptedJson(text, password)).address).toBe(imported)
  await page.getByTestId('back').click()

  // The key on the screen: after the password, gone with the focus.
  await more(imported).click()
  await page.getByTestId('account-reveal').click()
  await page.getByTestId('key-password').fill('wrong password')
  await page.getByTestId('key-reveal').click()
  await expect(page.getByTestId('key-error')).toBeVisible()
  await page.waitForTimeout(1_100)
  await page.getByTestId('key-password').fill(password)
  await page.getByTestId('key-reveal').click()
  await expect(page.getByTestId('key-text')).toHaveText(`0x${key}`)
  await page.evaluate(`window.dispatchEvent(new Event('blur'))`)
  await expect(page.getByTestId('key-text')).toHaveCount(0)
  expect(await page.content()).not.toContain(key)
  await page.getByTestId('back').click()

  // Watched: its sends are refused.
  await page.getByTestId('account-watch').click()
  await page.getByTestId('watch-address').fill(stranger)
  await page.getByTestId('watch-name').fill('Nobody')
  await page.getByTestId('watch-submit').click()
  await expect(row(stranger)).toHaveAttribute('data-kind', 'watch')
  await row(stranger).click()
  await waitForScreen(page, 'home')
  await page.getByTestId('action-send').click()
  await expect(page.getByTestId('send-watch-only')).toContainText('Nobody is watch-only')
  await backTo(page, 'home')

  // Order by the keyboard's way, colour, path.
  const second = HDNodeWallet.fromPhrase(phrase, '', `m/44'/60'/0'/0/1`).address
  await toAccounts()
  await expect(row(second)).toContainText("m/44'/60'/0'/0/1")
  await more(second).click()
  await page.getByTestId('account-up').click()
  await expect(page.getByTestId('account-row').first()).toHaveAttribute('data-address', second)
  await more(second).click()
  await page.getByTestId('account-color').click()
  await page.locator('[data-testid="option"][data-value="teal"]').click()
  await expect(row(second)).toHaveAttribute('data-color', 'teal')

  // The paper: nothing on it before the password, all of it after, and it asks nobody.
  const asked = guard.hosts.length
  const before = await kept(page)
  let downloads = 0
  page.on('download', () => {
    downloads += 1
  })
  await page.evaluate(`{
    window.objectUrls = 0
    const make = URL.createObjectURL
    URL.createObjectURL = (...all) => { window.objectUrls += 1; return make.apply(URL, all) }
  }`)
  await more(second).click()
  await page.getByTestId('account-paper').click()
  await expect(page.getByTestId('paper-address')).toHaveText(second)
  await expect(page.getByTestId('paper-print')).toHaveCount(0)
  await page.getByTestId('paper-password').fill(password)
  await page.getByTestId('paper-reveal').click()
  await expect(page.getByTestId('seed-word-12')).toHaveText('junk')
  await expect(page.getByTestId('paper-print')).toBeEnabled()
  const codes = [page.getByTestId('paper-address-qr'), page.locator('.secret-code')]
  expect(await Promise.all(codes.map(readCode))).toEqual([second, phrase])
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByTestId('paper-password')).toHaveCount(0)
  await expect(page.getByTestId('paper')).toBeVisible()
  await expect(page.getByTestId('paper-print')).toBeHidden()
  expect(guard.hosts.length).toBe(asked)
  await page.emulateMedia({ media: null })
  await page.evaluate(`window.dispatchEvent(new Event('blur'))`)
  await expect(page.getByTestId('seed-word-12')).toHaveCount(0)
  // Nothing of it was written anywhere: no storage has changed, no file was made.
  expect(await kept(page)).toEqual(before)
  expect(JSON.stringify(before)).not.toContain('junk')
  expect([downloads, await page.evaluate('window.objectUrls')]).toEqual([0, 0])

  // The whole wallet in a file, and out of it on another machine.
  await backTo(page, 'home')
  await page.getByTestId('open-settings').click()
  await page.getByTestId('settings-backup').click()
  await page.getByTestId('file-own-password').fill(password)
  await page.getByTestId('file-other').check()
  await page.getByTestId('file-password').fill(filePassword)
  await page.getByTestId('file-repeat').fill(filePassword)
  const backup = page.waitForEvent('download', { timeout: 20_000 })
  await page.getByTestId('backup-submit').click()
  const file = await backup
  expect(file.suggestedFilename()).toMatch(/^candor-backup-\d{4}-\d\d-\d\d\.json$/)
  const content = readFileSync(await file.path())
  for (const secret of [key, fromFile.privateKey.slice(2), 'junk', second.slice(2)])
    expect(content.includes(secret)).toBe(false)

  const other = await launchWallet({ extensionDir, args: [guard.switch] })
  try {
    const there = await other.openWallet()
    await waitForScreen(there, 'welcome')
    await there.getByTestId('onboarding-backup-file').click()
    const restore = async (buffer: Buffer, typed: string) => {
      await there
        .getByTestId('backup-file')
        .setInputFiles({ name: 'backup.json', mimeType: 'application/json', buffer })
      await there.getByTestId('backup-file-password').fill(typed)
      await there.getByTestId('backup-restore-submit').click()
    }
    await restore(content.subarray(0, 900), filePassword)
    await expect(there.getByTestId('backup-restore-error')).toContainText('not a whole Candor backup file')
    await restore(content, password)
    await expect(there.getByTestId('backup-restore-error')).toContainText('not the password of this file')
    await restore(content, filePassword)
    await expect(there.getByTestId('backup-report')).toContainText('1 recovery phrase, 2 imported keys', {
      timeout: 20_000,
    })
    await there.getByTestId('backup-done').click()
    await waitForScreen(there, 'home')
    await expect(there.getByTestId('account-menu')).toHaveAttribute('data-address', second)
    await send(there, { to: imported, amount: '0.25' })
    await approve(there)
    await expect.poll(() => devnet.client.getBalance({ address: imported })).toBe(250_000_000_000_000_000n)
    await there.getByTestId('lock').click()
    await unlock(there, filePassword)
    await waitForScreen(there, 'home')
  } finally {
    await other.close()
  }
})

test('behavior: a second phrase is made and backed up, and found accounts are told', async ({
  wallet,
  devnet,
}) => {
  const page = await wallet.openWallet()
  await setEndpoint(page, 1, devnet.url)
  await restoreWallet(page, { phrase, password })
  await page.getByTestId('account-menu').click()
  await page.getByTestId('account-manage').click()
  await page.getByTestId('account-phrase').click()
  await page.getByTestId('phrase-create').click()
  await page.getByTestId('backup-password').fill(password)
  await page.getByTestId('backup-unlock').click()
  const made = await backUp(page)
  await waitForScreen(page, 'home')
  const first = HDNodeWallet.fromPhrase(made).address
  await page.getByTestId('account-menu').click()
  await page.locator(`[data-testid="option"][data-value="${first}"]`).click()
  await expect(page.getByTestId('account-menu')).toHaveAttribute('data-address', first)

  await page.getByTestId('account-menu').click()
  await page.getByTestId('account-manage').click()
  await page.getByTestId('account-phrase').click()
  await page.getByTestId('phrase-restore').click()
  await page.getByTestId('restore-phrase').fill(made)
  await page.getByTestId('restore-submit').click()
  await expect(page.getByTestId('restore-error')).toContainText('in the wallet already')
})
