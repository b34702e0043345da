import { verifyMessage, verifyTypedData } from 'ethers'
import { startDevnet } from '../devnet/devnet'
import { approvalOn, approve, waitForApproval } from '../kit'
import { expect, test } from './fixtures'

const first = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'

// The dApp itself asks these for its own wallet kits; nothing answers.
test.use({ expectedHosts: ['api.web3modal.com', 'relay.walletconnect.com', 'relay.walletconnect.org'] })

test('behavior: the test dApp of MetaMask connects, signs, sends, and changes the network', async ({
  readyWallet,
  testDapp,
  devnet,
}) => {
  test.slow()
  const { context } = readyWallet
  const dapp = await context.newPage()
  await dapp.goto(testDapp.localhost)
  const press = (id: string) => dapp.locator(`#${id}`).click()

  await press('connectButton')
  await approve(await waitForApproval(context, 'connect'))
  await press('getAccounts')
  await expect(dapp.locator('#getAccountsResult')).toContainText(first.toLowerCase())

  await press('personalSign')
  await approve(await waitForApproval(context, 'message'))
  const signed = dapp.locator('#personalSignResult')
  await expect(signed).toContainText(/0x[0-9a-f]{130}/)
  expect(verifyMessage('Example `personal_sign` message', (await signed.textContent())?.trim() ?? '')).toBe(
    first,
  )

  // What the dApp asked for is taken from the request itself, to be checked by another library.
  await press('signTypedDataV4')
  const typed = await waitForApproval(context, 'typed-data')
  await typed.getByTestId('approval-raw').click()
  const raw = await typed
    .locator('pre, code, textarea')
    .filter({ hasText: 'eth_signTypedData_v4' })
    .first()
    .textContent()
  const asked: { params: [string, string] } = JSON.parse(raw ?? '{}')
  await approve(typed)
  const result = dapp.locator('#signTypedDataV4Result')
  await expect(result).toContainText(/0x[0-9a-f]{130}/)
  // The dApp declares a type that its message does not use, which this library does not take.
  const { EIP712Domain: _domain, Group: _unused, ...types } = JSON.parse(asked.params[1]).types
  const { domain, message } = JSON.parse(asked.params[1])
  expect(verifyTypedData(domain, types, message, (await result.textContent())?.trim() ?? '')).toBe(first)

  const before = await devnet.client.getTransactionCount({ address: first })
  await press('sendEIP1559Button')
  await approve(await waitForApproval(context, 'transaction'), { acknowledge: true })
  await expect.poll(() => devnet.client.getTransactionCount({ address: first })).toBe(before + 1)

  const other = await startDevnet({ chainId: 777_123 })
  try {
    const wanted = {
      chainId: '0xbdba3',
      chainName: 'Own',
      rpcUrls: [other.url],
      nativeCurrency: { name: 'Own', symbol: 'OWN', decimals: 18 },
    }
    // The dApp puts a kit of its own at window.ethereum: this is the wallet as EIP-6963 gives it.
    await dapp.evaluate(`new Promise((done) => {
      addEventListener('eip6963:announceProvider', ({ detail }) => {
        if (detail.info.name === 'Candor') done((window.candor = detail.provider) && 1)
      })
      dispatchEvent(new Event('eip6963:requestProvider'))
    })`)
    const adding = dapp.evaluate(
      `window.candor.request({ method: 'wallet_addEthereumChain', params: [${JSON.stringify(wanted)}] })`,
    )
    await approve(await waitForApproval(context, 'add-network'), { acknowledge: true })
    await approve(await waitForApproval(context, 'switch-network'))
    expect(await adding).toBeNull()
    await expect(dapp.locator('#chainId')).toContainText('0xbdba3')
    const back = dapp.evaluate(
      `window.candor.request({ method: 'wallet_switchEthereumChain', params: [{ chainId: '0x1' }] })`,
    )
    expect(await back).toBeNull()
    await expect(dapp.locator('#chainId')).toContainText('0x1')
  } finally {
    await other.stop()
  }

  await press('revokeAccountsPermission')
  await press('getAccounts')
  await expect(dapp.locator('#getAccountsResult')).not.toContainText(first.toLowerCase())
  await expect(approvalOn(dapp)).toHaveCount(0)
})
