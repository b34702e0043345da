import { startDevnet } from '../../devnet/devnet'
import { approve, setEndpoint, waitForApproval } from '../../kit'
import { expect, shareReadyWallet, test } from '../fixtures'
import { kitHosts, openTestDapp, rejectAll } from './test-dapp'
import { expectQuiet, first } from './walk'

const shared = shareReadyWallet(kitHosts)
const lower = first.toLowerCase()

test('behavior: the test dApp of MetaMask: accounts and permissions', async ({ testDapp }) => {
  const { page, press } = await openTestDapp(shared(), testDapp.localhost)
  await expect(page.locator('#accounts')).toHaveText(lower)
  await expect(page.locator('#network')).toHaveText('1')
  await expect(page.locator('#chainId')).toHaveText('0x1')
  await page.locator('#getAccounts').click()
  await expect(page.locator('#getAccountsResult')).toHaveText(lower)
  const names = 'eth_accounts, endowment:permitted-chains'
  await press({ id: 'requestPermissions', kinds: ['connect'], shows: ['permissionsResult', names] })
  await press({ id: 'getPermissions', shows: ['permissionsResult', names] })

  await page.reload()
  await expect(page.locator('#accounts')).toHaveText(lower)
  await expectQuiet(shared())
  await press({ id: 'revokeAccountsPermission' })
  await expect(page.locator('#accounts')).toHaveText('')
  await expect(page.locator('#connectButton')).toHaveText('Connect')
  await press({ id: 'getPermissions', shows: ['permissionsResult', 'No permissions found.'] })
})

test('behavior: the test dApp of MetaMask: networks', async ({ testDapp }) => {
  const wallet = shared()
  const optimism = await startDevnet({ chainId: 10 })
  // Where the dApp says that its own network stands.
  const local = await startDevnet({ chainId: 0x53a, port: 8546 })
  try {
    await setEndpoint(wallet.page, 10, optimism.url)
    const { page, press } = await openTestDapp(wallet, testDapp.localhost)
    const pick = async (name: string) => {
      await page.locator('#openNetworkPicker').click()
      await page.locator('.network-modal-item', { hasText: name }).click()
    }
    await press({ id: 'switchEthereumChain', code: 4902 })
    await press({ id: 'addEthereumChain', kinds: ['add-network', 'switch-network'] })
    await expect(page.locator('#chainId')).toHaveText('0x53a')
    await pick('OP Mainnet')
    await approve(await waitForApproval(wallet.context, 'switch-network'))
    await expect(page.locator('#chainId')).toHaveText('0xa')
    await expect(page.locator('#network')).toHaveText('10')
    await expect(page.locator('#openNetworkPicker')).toHaveText(/OP Mainnet/)
    await pick('Linea Sepolia')
    await expect(page.locator('#networkError')).toHaveText(/not available in your wallet/)
    await press({ id: 'switchEthereumChain' })
    await expect(page.locator('#chainId')).toHaveText('0x53a')
    await pick('Ethereum Mainnet')
    await expect(page.locator('#chainId')).toHaveText('0x1')
    await expectQuiet(wallet)
    await press({ id: 'revokeAccountsPermission' })
  } finally {
    await optimism.stop()
    await local.stop()
  }
})

test('error: the test dApp of MetaMask: ten requests at once, and ten in a row', async ({ testDapp }) => {
  const wallet = shared()
  const bursts: [url: string, atOnce: string, inARow: string][] = [
    [testDapp.localhost, 'sendEIP1559Batch', 'signTypedDataV4Queue'],
    [testDapp.loopback, 'signTypedDataV4Batch', 'sendEIP1559Queue'],
  ]
  for (const [url, atOnce, inARow] of bursts) {
    const { page } = await openTestDapp(wallet, url)
    // A site has five questions open at the most.
    const codes = await rejectAll(wallet, page, () => page.locator(`#${atOnce}`).click(), 10)
    expect(codes.toSorted()).toEqual([...Array(5).fill(-32005), ...Array(5).fill(4001)])
    // After two refusals the site has to wait.
    const queued = await rejectAll(wallet, page, () => page.locator(`#${inARow}`).click(), 10)
    expect(queued).toEqual([4001, 4001, ...Array(8).fill(-32005)])
    await page.locator('#revokeAccountsPermission').click()
    await expect(page.locator('#connectButton')).toHaveText('Connect')
    await page.close()
  }
})
