/**
 * Notifications in the real browser. Chrome asks the person about the permission in a dialog that no driver can reach:
 * where a test needs the answer yes, the same build has it among the given ones. Everything else is as it ships.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { approve, launchWallet, restoreWallet, send, setEndpoint, waitForScreen } from '../kit'
import { inspect } from './axe'
import { expect, extensionDir, password, phrase, test } from './fixtures'

const STRANGER = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'
const folder = mkdtempSync(join(tmpdir(), 'candor-notify-'))
const allowedDir = join(folder, 'extension')

test.beforeAll(() => {
  cpSync(extensionDir, allowedDir, { recursive: true })
  const file = join(allowedDir, 'manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  expect(manifest.permissions).not.toContain('notifications')
  manifest.permissions.push('notifications')
  writeFileSync(file, JSON.stringify(manifest))
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('behavior: a confirmed transaction is shown by the browser once, also when the worker died meanwhile', async ({
  guard,
  devnet,
}) => {
  const wallet = await launchWallet({ extensionDir: allowedDir, args: [guard.switch] })
  try {
    const page = await wallet.openWallet()
    const id = (name: string) => page.getByTestId(name)
    await setEndpoint(page, devnet.chainId, devnet.url)
    await restoreWallet(page, { phrase, password })
    await id('open-settings').click()
    await id('settings-notifications').click()
    await expect(id('notify-confirmed')).not.toBeChecked()
    await id('notify-confirmed').click()
    await id('notify-received').click()
    await expect(id('notify-received')).toBeChecked()
    await expect(id('notify-blocked')).toHaveCount(0)
    await inspect(page, 'settings-notifications')
    await id('back').click()
    await id('back').click()
    await waitForScreen(page, 'home')

    await devnet.client.setAutomine(false)
    await send(page, { to: STRANGER, amount: '0.5' })
    await approve(page)
    await wallet.killWorker()
    await devnet.client.mine({ blocks: 1 })
    const shown = () => page.evaluate('chrome.notifications.getAll().then(Object.keys)')
    // What wakes the worker may be its alarm, which the browser rounds up to half a minute.
    await expect.poll(shown, { timeout: 60_000 }).toEqual([expect.stringMatching(/^tx:.*:confirmed$/)])
    await devnet.client.setAutomine(true)
  } finally {
    await wallet.close()
  }
})

test('error: a browser that did not allow it is said beside the switch', async ({ readyWallet }) => {
  const { page } = readyWallet
  await page.getByTestId('open-settings').click()
  await page.getByTestId('settings-notifications').click()
  await page.getByTestId('notify-failed').click()
  await expect(page.getByTestId('notify-blocked')).toBeVisible()
  await inspect(page, 'settings-notifications-blocked')
})
