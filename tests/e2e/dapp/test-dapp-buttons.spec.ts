import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, shareReadyWallet, test } from '../fixtures'
import { kitHosts, openTestDapp } from './test-dapp'

const shared = shareReadyWallet(kitHosts)

/** Every button of the shipped page that is pressed, by the spec that presses it. */
const driven: Record<string, string[]> = {
  'test-dapp.spec.ts': [
    'connectButton',
    'getAccounts',
    'requestPermissions',
    'getPermissions',
    'revokeAccountsPermission',
    'openNetworkPicker',
    'sendEIP1559Batch',
    'sendEIP1559Queue',
    'signTypedDataV4Batch',
    'signTypedDataV4Queue',
    'addEthereumChain',
    'switchEthereumChain',
  ],
  'test-dapp-sending.spec.ts': [
    'sendButton',
    'sendEIP1559Button',
    'sendEIP1559WithoutGasButton',
    'deployButton',
    'depositButton',
    'withdrawButton',
    'deployFailingButton',
    'sendFailingButton',
    'deployMultisigButton',
    'sendMultisigButton',
    'sendHeavyHexDataButton',
    'createToken',
    'watchAssets',
    'transferTokens',
    'approveTokens',
    'increaseTokenAllowance',
    'getAllowance',
    'transferFromTokens',
    'transferTokensWithoutGas',
    'approveTokensWithoutGas',
    'deployNFTsButton',
    'mintButton',
    'watchNFTButton',
    'watchNFTsButton',
    'approveButton',
    'setApprovalForAllButton',
    'revokeButton',
    'transferFromButton',
    'sign721Permit',
    'sign721PermitVerify',
    'deployERC1155Button',
    'batchMintButton',
    'batchTransferFromButton',
    'setApprovalForAllERC1155Button',
    'revokeERC1155Button',
    'watchAssetButton',
    'eip747WatchButton',
    'swapComparisonSwapButton',
    'maliciousRawEthButton',
    'mintSepoliaERC20',
    'maliciousERC20TransferButton',
    'maliciousApprovalButton',
    'maliciousSetApprovalForAll',
    'maliciousContractInteractionButton',
    'submitForm',
    'ensSubmit',
  ],
  'test-dapp-calls.spec.ts': [
    'eip5792SendCallsEdit',
    'eip5792AddCall',
    'eip5792SendCallsButton',
    'eip5792SendCallsApprovalButton',
    'eip5792SendCallsRequiredAssetsButton',
    'eip5792GetCallsStatusButton',
    'eip5792GetCapabilitiesButton',
    'batchUsdcSwapExecuteButton',
    'batchUsdcSwapCheckStatusButton',
    'ppomSendMaliciousEthButton',
    'ppomSendMaliciousERC20TransferButton',
    'ppomSendMaliciousERC20ApprovalButton',
    'ppomSendMaliciousSetApprovalForAllButton',
    'ppomSendMaliciousContractInteractionButton',
    'ppomSendThreeMaliciousTxsButton',
    'ppomGetCallsStatusButton',
  ],
  'test-dapp-signing.spec.ts': [
    'maliciousPermit',
    'maliciousTradeOrder',
    'maliciousSeaport',
    'maliciousSendWithOddHexData',
    'maliciousApproveERC20WithOddHexData',
    'maliciousSendWithoutHexPrefixValue',
    'maliciousPermitHexPaddedChain',
    'maliciousPermitIntAddress',
    'getEncryptionKeyButton',
    'encryptButton',
    'decryptButton',
    'ethSign',
    'personalSign',
    'personalSignVerify',
    'signTypedData',
    'signTypedDataVerify',
    'signTypedDataV3',
    'signTypedDataV3Verify',
    'signTypedDataV4',
    'signTypedDataV4Verify',
    'signPermit',
    'signPermitVerify',
    'signBlurOrder',
    'signPermitSingle',
    'signPermitBatch',
    'signSeaportBulkOrder',
    'siwe',
    'siweResources',
    'siweBadDomain',
    'siweBadAccount',
    'siweMalformed',
    'signInvalidType',
    'signEmptyDomain',
    'signExtraDataNotTyped',
    'signInvalidPrimaryType',
    'signNoPrimaryTypeDefined',
    'signInvalidVerifyingContractType',
    'sendWithInvalidValue',
    'sendWithInvalidTxType',
    'sendWithInvalidRecipient',
    'sendWithInvalidGasLimit',
    'sendWithInvalidMaxFeePerGas',
    'sendTempoBatchTx',
  ],
  'test-dapp-buttons.spec.ts': ['resetConfigButton', 'batchUsdcSwapResetButton'],
}

/** The buttons that are not pressed, by id or, without one, by their text. */
const left: Record<string, string> = {
  useWindowProviderButton: 'takes window.ethereum, which the page of legacy calls goes through',
  '×': 'closes the list of networks of the page',
  walletConnect: 'connects through a relay on the internet, past the extension',
  sdkConnect: 'connects through a relay on the internet, past the extension',
  '(Mobile) Send with Deeplink': 'opens a link to an app on a phone',
  '(Mobile) Transfer Tokens with Deeplink': 'opens a link to an app on a phone',
  '(Mobile) Approve Tokens with Deeplink': 'opens a link to an app on a phone',
  '(Mobile) Malicious Eth Transfer With Deeplink': 'opens a link to an app on a phone',
  '(Mobile) Malicious ERC20 Transfer With Deeplink': 'opens a link to an app on a phone',
  '(Mobile) Malicious ERC20 Approval With Deeplink': 'opens a link to an app on a phone',
}

test('behavior: the test dApp of MetaMask: each button of the page is accounted for', async ({
  testDapp,
}) => {
  const { page } = await openTestDapp(shared(), testDapp.localhost)
  await expect(page.getByRole('button', { name: 'Use Candor' })).toHaveCount(1)
  const shipped = await page
    .locator('button')
    .evaluateAll((buttons) =>
      buttons
        .map((button) => button.id || button.textContent?.trim().replace(/\s+/g, ' ') || button.outerHTML)
        .filter((name) => name !== 'Use Candor'),
    )
  const known = [...Object.values(driven).flat(), ...Object.keys(left)]
  expect([...new Set(shipped)].toSorted()).toEqual(known.toSorted())
  for (const [file, ids] of Object.entries(driven)) {
    const spec = readFileSync(join(import.meta.dirname, file), 'utf8')
    // The list itself does not count as a press.
    const presses = spec.replace(/const driven.*?\n\}\n/s, '')
    const missing = ids.filter((id) => !new RegExp(`['"\`#]${id}['"\`]`).test(presses))
    expect(missing, `not pressed by ${file}`).toEqual([])
  }
})

test('behavior: the test dApp of MetaMask: its own forms go back to what they were', async ({ testDapp }) => {
  const { page } = await openTestDapp(shared(), testDapp.localhost)
  const forms: [button: string, input: string][] = [
    ['resetConfigButton', 'feePercentageInput'],
    ['batchUsdcSwapResetButton', 'batchUsdcSwapFeePercentage'],
  ]
  for (const [button, input] of forms) {
    const field = page.locator(`#${input}`)
    const before = await field.inputValue()
    await field.fill('7')
    await page.locator(`#${button}`).click()
    await expect(field).toHaveValue(before)
  }
})
