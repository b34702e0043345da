import { devnetAddresses } from '../../devnet/devnet'
import type { ApproveOptions } from '../../kit'
import { expect, shareReadyWallet, test } from '../fixtures'
import { act, approving, expectQuiet, extra, first, useNetworks, walk, withPage } from './walk'

const shared = shareReadyWallet()
const networks = useNetworks(shared)

test('behavior: a page on wagmi 3', async ({ workerDevnet }) => {
  const own = await networks.own()
  await withPage(shared(), 'wagmi', own, async (page) => {
    await walk(shared(), page, workerDevnet, own, ['UserRejectedRequestError', 4001])
  })
})

test('behavior: wagmi finds the wallet once, and shows what it was told', async () => {
  const wallet = shared()
  const own = await networks.own()
  await withPage(wallet, 'wagmi', own, async (page) => {
    await expect(page.locator('li[data-id="io.candor.wallet"]')).toHaveText(['Candor'])
    await expect(page.locator('li[data-icon^="data:image/"]')).toHaveCount(1)
    await expect(page.locator('#status')).toHaveText('disconnected')
    await approving(wallet, () => act(page, 'connect'), 'connect')
    await expect(page.locator('#status')).toHaveText('connected')
    await expect(page.locator('#address')).toHaveText(first)
    await expect(page.locator('#connector')).toHaveText('Candor')
    await expect(page.locator('#chain')).toHaveText('1')
    const { usdc } = devnetAddresses
    expect(await approving(wallet, () => extra(page, 'watch', usdc, 'USDC', '6'), 'watch-asset')).toBe(true)
    await page.reload()
    await expect(page.locator('#status')).toHaveText('connected')
    await expect(page.locator('#connector')).toHaveText('Candor')
    await expectQuiet(wallet)
    await act(page, 'disconnect')
    await expect(page.locator('#status')).toHaveText('disconnected')
  })
})

test('behavior: wagmi sends several calls in one question', async ({ workerDevnet }) => {
  const wallet = shared()
  const own = await networks.own()
  await withPage(wallet, 'wagmi', own, async (page) => {
    await expect(page.locator('#status')).toHaveText('disconnected')
    await approving(wallet, () => act(page, 'connect'), 'connect')
    await expect(page.locator('#atomic')).toHaveText('ready')
    const others = [
      '0x00000000000000000000000000000000000c0a13',
      '0x00000000000000000000000000000000000c0a14',
    ] as const
    const accepted: ApproveOptions = { acknowledge: true }
    const sent = await approving(wallet, () => extra(page, 'sendCalls', ...others), ['calls', accepted])
    expect(sent).toEqual(['success', true])
    const balances = others.map((address) => workerDevnet.client.getBalance({ address }))
    expect(await Promise.all(balances)).toEqual([5n, 5n])
    await act(page, 'disconnect')
    await expect(page.locator('#status')).toHaveText('disconnected')
  })
})

test('behavior: wagmi connects and asks for a network in one go, and through window.ethereum', async () => {
  const wallet = shared()
  const own = await networks.own()
  await withPage(wallet, 'wagmi', own, async (page) => {
    await expect(page.locator('#status')).toHaveText('disconnected')
    expect(await approving(wallet, () => extra(page, 'connectOn', '10'), 'connect', 'switch-network')).toBe(
      10,
    )
    await expect(page.locator('#chain')).toHaveText('10')
    await act(page, 'disconnect')
    await expect(page.locator('#status')).toHaveText('disconnected')
    expect(await approving(wallet, () => extra(page, 'connectInjected'), 'connect')).toEqual([first])
    await expect(page.locator('#connector')).toHaveText('Injected')
    await act(page, 'disconnect')
    await expect(page.locator('#status')).toHaveText('disconnected')
  })
})
