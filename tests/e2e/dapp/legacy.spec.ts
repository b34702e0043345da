import { verifyMessage } from 'ethers'
import { expect, shareReadyWallet, test } from '../fixtures'
import { act, approving, expectQuiet, extra, first, useNetworks, walk, withPage } from './walk'

const shared = shareReadyWallet()
const networks = useNetworks(shared)

test('behavior: a page of legacy calls only', async ({ workerDevnet }) => {
  const wallet = shared()
  const own = await networks.own()
  await withPage(wallet, 'legacy', own, async (page) => {
    await walk(wallet, page, workerDevnet, own)
  })
})

test('behavior: the properties and the answers that pages read without waiting', async () => {
  const wallet = shared()
  const own = await networks.own()
  await withPage(wallet, 'legacy', own, async (page) => {
    const lower = first.toLowerCase()
    await page.waitForFunction(() => window.dapp?.extra.state?.().then((state) => Object(state).chainId))
    const known = { networkVersion: '1', chainId: '0x1', connected: true, unlocked: true }
    expect(await extra(page, 'state')).toEqual({ ...known, selectedAddress: null })
    expect(await extra(page, 'sync', 'eth_accounts')).toMatchObject({ jsonrpc: '2.0', result: [] })
    await approving(wallet, () => act(page, 'connect'), 'connect')
    expect(await extra(page, 'state')).toEqual({ ...known, selectedAddress: lower })
    expect(await extra(page, 'sync', 'eth_accounts')).toMatchObject({ result: [lower] })
    expect(await extra(page, 'sync', 'eth_coinbase')).toMatchObject({ result: lower })
    expect(await extra(page, 'sync', 'net_version')).toMatchObject({ result: '1' })
    expect(await extra(page, 'sync', 'eth_blockNumber')).toBe(4200)
    expect(await extra(page, 'batch')).toEqual([null, ['0x1', -32601, '1']])
    // Asking again for what it has brings no question.
    expect(await act(page, 'connect')).toEqual([lower])

    const swapped = await approving(wallet, () => extra(page, 'signSwapped', 'Swapped'), 'message')
    expect(verifyMessage('Swapped', String(swapped))).toBe(first)
    const plain = await approving(wallet, () => extra(page, 'signPlain', 'Plain text'), 'message')
    expect(verifyMessage('Plain text', String(plain))).toBe(first)
    for (const gone of ['eth_sign', 'eth_decrypt', 'eth_getEncryptionPublicKey', 'eth_sendNothing'])
      expect(await extra(page, 'codeOf', gone), gone).toBe(-32601)

    await approving(wallet, () => act(page, 'switchNetwork', 10), 'switch-network')
    await expect
      .poll(() => extra(page, 'state'))
      .toEqual({ ...known, selectedAddress: lower, chainId: '0xa', networkVersion: '10' })
    await expect
      .poll(() => page.evaluate(() => window.told?.filter(([name]) => /^(network|chain)Changed$/.test(name))))
      .toEqual([
        ['chainChanged', '0xa'],
        ['networkChanged', '10'],
      ])
    await act(page, 'disconnect')
    await expect.poll(() => extra(page, 'state')).toMatchObject({ selectedAddress: null, connected: true })
    await expectQuiet(wallet)
  })
})
