/** Payment links and QR codes: made on the receive screen, read by paste, picture and camera, and paid. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeQR } from 'qr'
import { devnetAddresses } from '../devnet/devnet'
import {
  approve,
  backTo,
  chooseOption,
  expectBalance,
  launchWallet,
  restoreWallet,
  setEndpoint,
  waitForScreen,
} from '../kit'
import { inspect } from './axe'
import { expect, extensionDir, password, phrase, shareReadyWallet, test } from './fixtures'

const FIRST = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const STRANGER = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'
const { usdc } = devnetAddresses
const readyWallet = shareReadyWallet()
const gif = (text: string) => ({
  name: 'code.gif',
  mimeType: 'image/gif',
  buffer: Buffer.from(encodeQR(text, 'gif', { scale: 5, border: 4 })),
})

test('behavior: a code that asks for tokens is read from a picture and paid on the chain', async ({
  workerDevnet,
}) => {
  const { page } = readyWallet()
  const id = (name: string) => page.getByTestId(name)
  await id('action-receive').click()
  await expect(id('receive-address')).toHaveText(FIRST)
  await id('receive-ask').click()
  await id('receive-amount').fill('1.25')
  await id('receive-asset').click()
  await chooseOption(page, usdc)
  await expect(id('receive-link')).toHaveText(`ethereum:${usdc}@1/transfer?address=${FIRST}&uint256=1250000`)
  await inspect(page, 'receive-ask')
  const shown = await id('receive-qr').screenshot()
  await id('receive-amount').fill('1.2345678')
  await expect(id('receive-error')).toContainText('6 decimal places')
  await expect(id('receive-link')).toHaveCount(0)
  await backTo(page, 'home')

  await id('action-send').click()
  await waitForScreen(page, 'send')
  await id('send-scan').click()
  await expect(id('app')).toHaveAttribute('data-screen', 'scan')
  await inspect(page, 'scan')
  await id('scan-file').setInputFiles({ name: 'not.png', mimeType: 'image/png', buffer: Buffer.from('not') })
  await expect(id('scan-error')).toContainText('could not be read as a picture')
  await id('scan-file').setInputFiles(gif('https://example.com/menu'))
  await expect(id('scan-error')).toContainText('no payment link: https://example.com/menu')
  await id('scan-file').setInputFiles(gif(`ethereum:${usdc}/approve?address=${STRANGER}&uint256=1`))
  await expect(id('scan-error')).toContainText('not a payment')
  await inspect(page, 'scan-error')
  // The very pixels of the receive screen.
  await id('scan-file').setInputFiles({ name: 'shown.png', mimeType: 'image/png', buffer: shown })
  await waitForScreen(page, 'send')
  await expect(id('send-recipient')).toHaveValue(FIRST)
  await expect(id('send-amount')).toHaveValue('1.25')
  await expect(id('send-asset')).toHaveAttribute('data-value', usdc)

  const before = await workerDevnet.client.getBalance({ address: STRANGER })
  await id('send-scan').click()
  await id('scan-file').setInputFiles(gif(`ethereum:pay-${STRANGER}@1?value=2.014e18&gas=21000`))
  await waitForScreen(page, 'send')
  await expect(id('send-link-note')).toContainText('network fee')
  await expect(id('send-amount')).toHaveValue('2.014')
  await inspect(page, 'send-link')
  await id('send-review').click()
  await approve(page)
  await expect
    .poll(() => workerDevnet.client.getBalance({ address: STRANGER }))
    .toBe(before + 2_014_000_000_000_000_000n)
  await waitForScreen(page, 'home')
})

test('behavior: a link that is pasted fills in the form; what cannot be meant is said and fills in nothing', async () => {
  const { page } = readyWallet()
  const id = (name: string) => page.getByTestId(name)
  await id('action-send').click()
  await waitForScreen(page, 'send')
  const refused = async (link: string, why: string | RegExp) => {
    await id('send-recipient').fill(link)
    await expect(id('send-error')).toContainText(why)
    await expect(id('send-amount')).toHaveValue('')
  }
  await refused(`ethereum:${STRANGER}?value=1.5`, 'Nothing is rounded')
  await refused(`ethereum:${STRANGER}@424242`, 'number 424242')
  await refused(`ethereum:${STRANGER}/transfer?address=${FIRST}&uint256=1`, 'not among the assets')
  await id('send-recipient').fill(`ethereum:${usdc}@1/transfer?address=${STRANGER}&uint256=2e6`)
  await expect(id('send-recipient')).toHaveValue(STRANGER)
  await expect(id('send-amount')).toHaveValue('2')
  await expect(id('send-asset')).toHaveAttribute('data-value', usdc)
  await backTo(page, 'home')
})

test('error: a camera that is refused or absent is said, and the picture remains', async () => {
  const { page } = readyWallet()
  const id = (name: string) => page.getByTestId(name)
  await id('action-send').click()
  await id('send-scan').click()
  await id('scan-camera').click()
  await expect(id('scan-camera-problem')).toContainText('choose a picture', { ignoreCase: true })
  await inspect(page, 'scan-refused')
  await expect(id('scan-file')).toBeAttached()
  await expect(id('scan-camera')).toBeEnabled()
  await backTo(page, 'home')
})

/** One second of a still picture, as Chromium's camera without hardware plays it over and over. */
function video(text: string): Buffer {
  const [width, height, scale] = [640, 480, 7]
  const rows = encodeQR(text, 'raw', { border: 4 })
  const luma = Buffer.alloc(width * height, 225)
  const left = Math.floor((width - rows.length * scale) / 2)
  const top = Math.floor((height - rows.length * scale) / 2)
  rows.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (!dark) return
      for (let line = 0; line < scale; line++) {
        const at = (top + y * scale + line) * width + left + x * scale
        luma.fill(30, at, at + scale)
      }
    })
  })
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128)])
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`),
    ...Array.from({ length: 10 }, () => frame),
  ])
}

test('behavior: the camera reads a code in a tab of its own, and is off afterwards', async ({
  guard,
  workerDevnet,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'candor-camera-'))
  const file = join(folder, 'code.y4m')
  writeFileSync(file, video(`ethereum:${usdc}@1/transfer?address=${STRANGER}&uint256=3000000`))
  const wallet = await launchWallet({
    extensionDir,
    args: [
      guard.switch,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${file}`,
    ],
  })
  try {
    const first = await wallet.openWallet()
    await setEndpoint(first, 1, workerDevnet.url)
    await restoreWallet(first, { phrase, password })
    await expectBalance(first, usdc, 50_000_000_000n)
    await wallet.context.addInitScript(`
      window.tracks = []
      const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
      navigator.mediaDevices.getUserMedia = async (wanted) => {
        const stream = await real(wanted)
        window.tracks.push(...stream.getTracks())
        return stream
      }
    `)
    const popup = await wallet.openWallet('popup')
    await popup.getByTestId('action-send').click()
    await popup.getByTestId('send-scan').click()
    await expect(popup.getByTestId('open-in-tab')).toBeVisible()
    const [tab] = await Promise.all([
      wallet.context.waitForEvent('page'),
      popup.getByTestId('scan-camera').click(),
    ])
    await waitForScreen(tab, 'send')
    await expect(tab.getByTestId('send-recipient')).toHaveValue(STRANGER)
    await expect(tab.getByTestId('send-amount')).toHaveValue('3')
    const states = 'window.tracks.map((track) => track.readyState)'
    await expect.poll(() => tab.evaluate(states)).toEqual(['ended'])
  } finally {
    await wallet.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
