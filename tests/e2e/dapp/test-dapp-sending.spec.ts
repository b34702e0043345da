import { type Abi, erc20Abi, erc721Abi, type Hex, parseAbi, parseEther } from 'viem'
import { devnetAddresses } from '../../devnet/devnet'
import { approve, waitForApproval } from '../../kit'
import { expect, shareReadyWallet, test } from '../fixtures'
import { kitHosts, openTestDapp, type Row, type TestDapp } from './test-dapp'
import { first } from './walk'

const shared = shareReadyWallet(kitHosts)
const to = '0x0c54FcCd2e384b4BB6f2E405Bf5Cbc15a017AaFb'
/** Addresses that the dApp carries in itself. */
const receiver = '0x2f318C334780961FB129D2a6c30D0763d9a5C970'
const spender = '0x9bc5baF874d2DA8D216aE9f137804184EE5AfEF4'

type Chain = { client: import('../../devnet/devnet').DevnetClient }

/** Presses, approves the transaction, and waits for it on the chain. */
async function send(dapp: TestDapp, { client }: Chain, row: Row, status = 'success') {
  const { result } = await dapp.press({ kinds: ['transaction'], ...row })
  const receipt = await client.waitForTransactionReceipt({ hash: result as Hex })
  expect(receipt.status, row.id).toBe(status)
  return { ...receipt, transaction: await client.getTransaction({ hash: receipt.transactionHash }) }
}

const read = <T>({ client }: Chain, address: Hex, abi: Abi, functionName: string, args: unknown[]) =>
  client.readContract({ address, abi, functionName, args }) as Promise<T>

test('behavior: the test dApp of MetaMask: ether and contracts', async ({ testDapp, workerDevnet }) => {
  const dapp = await openTestDapp(shared(), testDapp.localhost)
  const press = (row: Row, status?: string) => send(dapp, workerDevnet, row, status)
  const legacy = await press({ id: 'sendButton' })
  expect(legacy.transaction).toMatchObject({ type: 'legacy', to: to.toLowerCase(), gas: 21_000n })
  expect((await press({ id: 'sendEIP1559Button' })).transaction.type).toBe('eip1559')
  expect((await press({ id: 'sendEIP1559WithoutGasButton' })).transaction.type).toBe('eip1559')

  const deployed = await press({ id: 'deployButton', shows: ['contractStatus', 'Deployed'] })
  const bank = deployed.contractAddress as Hex
  await press({ id: 'depositButton', shows: ['contractStatus', 'Deposit completed'] })
  expect(await workerDevnet.client.getBalance({ address: bank })).toBe(parseEther('4'))
  await press({ id: 'withdrawButton', shows: ['contractStatus', 'Withdrawn'] })
  expect(await workerDevnet.client.getBalance({ address: bank })).toBe(parseEther('3'))

  await press({ id: 'deployFailingButton', shows: ['failingContractStatus', 'Deployed'] })
  await press({ id: 'sendFailingButton', warning: 'will-fail' }, 'reverted')
  await press({ id: 'deployMultisigButton', shows: ['multisigContractStatus', 'Deployed'] })
  // The dApp allows too little gas.
  const ended: Row['shows'] = ['multisigContractStatus', 'completed as expected']
  await press({ id: 'sendMultisigButton', warning: 'will-fail', shows: ended }, 'reverted')
  const fill = (id: string, text: string) => dapp.page.locator(`#${id}`).fill(text)
  await fill('toInput', to)
  await fill('amountInput', '0x2a')
  await fill('gasInput', '0x2540be400')
  await fill('dataInput', '0x1234')
  const form = await press({ id: 'submitForm' })
  expect(form.transaction).toMatchObject({ type: 'legacy', value: 42n, input: '0x1234' })
  await fill('ensInput', 'candor.eth')
  await dapp.page.locator('#ensSubmit').click()
  await expect(dapp.page.locator('#ensResult')).toHaveText(/^0x[0-9a-fA-F]{40}$/)
  await press({ id: 'sendHeavyHexDataButton', warning: 'zero-address' })
})

test('behavior: the test dApp of MetaMask: tokens', async ({ testDapp, workerDevnet }) => {
  const dapp = await openTestDapp(shared(), testDapp.localhost)
  const press = (row: Row, status?: string) => send(dapp, workerDevnet, row, status)
  const token = (await press({ id: 'createToken' })).contractAddress as Hex
  await expect(dapp.page.locator('#erc20TokenAddresses')).toContainText(token, { ignoreCase: true })
  const watched = await dapp.press({ id: 'watchAssets', kinds: ['watch-asset'] })
  expect(watched.result).toBe(true)
  await dapp.page.locator('#eip747ContractAddress').fill(devnetAddresses.usdt)
  await dapp.page.locator('#eip747Symbol').fill('USDT')
  await dapp.page.locator('#eip747Decimals').fill('6')
  const added: Row['shows'] = ['eip747Status', 'added successfully']
  await dapp.press({ id: 'eip747WatchButton', kinds: ['watch-asset'], shows: added })
  await dapp.page.locator('#eip747Decimals').fill('18')
  await dapp.press({ id: 'eip747WatchButton', code: -32602, shows: ['eip747Status', 'error'] })
  await press({ id: 'transferTokens' })
  await press({ id: 'transferTokensWithoutGas' })
  const of = <T>(name: string, ...args: unknown[]) => read<T>(workerDevnet, token, erc20Abi, name, args)
  expect(await of<bigint>('balanceOf', receiver)).toBe(30_000n)
  await press({ id: 'approveTokens' })
  await press({ id: 'increaseTokenAllowance' })
  expect(await of<bigint>('allowance', first, spender)).toBe(80_000n)
  await press({ id: 'approveTokensWithoutGas' })
  expect(await of<bigint>('allowance', first, receiver)).toBe(70_000n)
  await dapp.page.locator('#allowanceOwner').fill(first)
  await dapp.page.locator('#allowanceSpender').fill(spender)
  await dapp.page.locator('#getAllowance').click()
  await expect(dapp.page.locator('#allowanceAmountResult')).toHaveText('8.0000')
  // It moves another's tokens: allowed by the holder, who is the same person here.
  await dapp.page.locator('#approveTo').fill(first)
  await press({ id: 'approveTokens' })
  await dapp.page.locator('#transferFromSenderInput').fill(first)
  await dapp.page.locator('#transferFromRecipientInput').fill(spender)
  await press({ id: 'transferFromTokens' })
  expect(await of<bigint>('balanceOf', spender)).toBe(15_000n)
  expect(await of<bigint>('allowance', first, first)).toBe(55_000n)
})

test('behavior: the test dApp of MetaMask: collectibles', async ({ testDapp, workerDevnet }) => {
  const dapp = await openTestDapp(shared(), testDapp.localhost)
  const press = (row: Row, status?: string) => send(dapp, workerDevnet, row, status)
  const status = (text: string): Pick<Row, 'shows'> => ({ shows: ['nftsStatus', text] })
  const collection = (await press({ id: 'deployNFTsButton', ...status('Deployed') })).contractAddress as Hex
  const of = <T>(name: string, ...args: unknown[]) => read<T>(workerDevnet, collection, erc721Abi, name, args)
  await press({ id: 'mintButton', ...status('Mint completed') })
  expect(await of<string>('ownerOf', 1n)).toBe(first)
  await dapp.press({ id: 'watchNFTButton', kinds: ['watch-asset'] })
  // Made of payloads without an id, by `sendAsync` without a callback.
  await dapp.page.locator('#watchNFTsButton').click()
  await approve(await waitForApproval(shared().context, 'watch-asset'))
  await press({ id: 'approveButton', ...status('Approve completed') })
  expect(await of<string>('getApproved', 1n)).toBe(spender)
  const all = { id: 'setApprovalForAllButton', warning: 'approval-for-all' }
  await press({ ...all, ...status('Set Approval For All completed') })
  expect(await of<boolean>('isApprovedForAll', first, spender)).toBe(true)
  await press({ id: 'revokeButton', ...status('Revoke completed') })
  expect(await of<boolean>('isApprovedForAll', first, spender)).toBe(false)
  await press({ id: 'transferFromButton', ...status('Transfer From completed') })
  expect(await of<string>('ownerOf', 1n)).toBe(receiver)
  // Its types lack the domain's, and its spender is spelled with capital letters that do not match.
  await dapp.press({ id: 'sign721Permit', kinds: ['typed-data'] })
  await dapp.page.locator('#sign721PermitVerify').click()
  await expect(dapp.page.locator('#sign721PermitVerifyResult')).toHaveText(first.toLowerCase())

  const deploy: Row = { id: 'deployERC1155Button', shows: ['erc1155Status', 'Deployed'] }
  const items = (await press(deploy)).contractAddress as Hex
  const itemsAbi = parseAbi([
    'function balanceOf(address owner, uint256 id) view returns (uint256)',
    'function isApprovedForAll(address owner, address operator) view returns (bool)',
  ])
  const fill = (id: string, text: string) => dapp.page.locator(`#${id}`).fill(text)
  await fill('batchMintTokenIds', '1, 2, 3')
  await fill('batchMintIdAmounts', '1, 1, 1000000')
  await fill('batchTransferTokenIds', '1, 3')
  await fill('batchTransferTokenAmounts', '1, 5')
  await press({ id: 'batchMintButton', shows: ['erc1155Status', 'Batch Minting completed'] })
  await press({ id: 'batchTransferFromButton', shows: ['erc1155Status', 'Batch Transfer From completed'] })
  expect(await read<bigint>(workerDevnet, items, itemsAbi, 'balanceOf', [receiver, 3n])).toBe(5n)
  await fill('watchAssetInput', '2')
  await dapp.press({ id: 'watchAssetButton', kinds: ['watch-asset'] })
  await press({ id: 'setApprovalForAllERC1155Button', warning: 'approval-for-all' })
  const approved = () => read<boolean>(workerDevnet, items, itemsAbi, 'isApprovedForAll', [first, spender])
  expect(await approved()).toBe(true)
  await press({ id: 'revokeERC1155Button' })
  expect(await approved()).toBe(false)
})

test('behavior: the test dApp of MetaMask: malicious requests are ordinary ones, with warnings', async ({
  testDapp,
  workerDevnet,
}) => {
  const dapp = await openTestDapp(shared(), testDapp.localhost)
  const press = (row: Row, status?: string) => send(dapp, workerDevnet, row, status)
  await press({ id: 'maliciousRawEthButton' })
  await press({ id: 'maliciousERC20TransferButton' })
  await press({ id: 'maliciousApprovalButton' })
  await press({ id: 'maliciousSetApprovalForAll', warning: 'approval-for-all' })
  // Shown on Sepolia only, where its contract is: elsewhere the person is told that there is none.
  await dapp.page.locator('#mintSepoliaERC20').evaluate((button) => button.removeAttribute('hidden'))
  await press({ id: 'mintSepoliaERC20', warning: 'no-code' })
  await press({ id: 'maliciousContractInteractionButton', warning: 'no-code' })
  await press({
    id: 'swapComparisonSwapButton',
    warning: 'no-code',
    shows: ['swapStatus', 'Transaction sent!'],
  })
  const allowance = [first, '0xe50A2DBc466D01A34c3E8B7e8e45fce4F7dA39E6'.toLowerCase()]
  const usdc = devnetAddresses.usdc as Hex
  expect(await read<bigint>(workerDevnet, usdc, erc20Abi, 'allowance', allowance)).toBe(2n ** 64n - 1n)
})
