import { recoverTypedSignature, SignTypedDataVersion } from '@metamask/eth-sig-util'
import { verifyMessage } from 'ethers'
import { reject, waitForApproval } from '../../kit'
import { expect, shareReadyWallet, test } from '../fixtures'
import { type Asked, kitHosts, openTestDapp, type Row } from './test-dapp'
import { expectQuiet, first } from './walk'

const shared = shareReadyWallet(kitHosts)
const lower = first.toLowerCase()

/** Who signed, by MetaMask's own library, from what the dApp sent. */
function signerOf({ method, params, result }: Asked): string {
  const signature = String(result)
  const [one, other] = params as [never, string]
  if (method === 'eth_signTypedData')
    return recoverTypedSignature({ data: one, signature, version: SignTypedDataVersion.V1 })
  const version = method.endsWith('v3') ? SignTypedDataVersion.V3 : SignTypedDataVersion.V4
  return recoverTypedSignature({ data: JSON.parse(other), signature, version })
}

/** Who signed a text, by another library. */
function textSignerOf({ params, result }: Asked): string {
  const [text] = params as [string]
  return verifyMessage(Buffer.from(text.slice(2), 'hex'), String(result))
}

test('behavior: the test dApp of MetaMask: text and typed data', async ({ testDapp }) => {
  const { page, press } = await openTestDapp(shared(), testDapp.localhost)
  const signed = await press({ id: 'personalSign', kinds: ['message'] })
  expect(textSignerOf(signed)).toBe(first)
  await press({ id: 'personalSignVerify', shows: ['personalSignVerifyECRecoverResult', lower] })
  await expect(page.locator('#personalSignVerifySigUtilResult')).toHaveText(lower)

  const typed: [Row, verify?: string][] = [
    [{ id: 'signTypedData' }, 'signTypedDataVerify'],
    [{ id: 'signTypedDataV3' }, 'signTypedDataV3Verify'],
    [{ id: 'signTypedDataV4' }, 'signTypedDataV4Verify'],
    [{ id: 'signPermit', warning: 'spending-signature' }, 'signPermitVerify'],
    [{ id: 'signBlurOrder', warning: 'order-signature' }],
    [{ id: 'signPermitSingle', warning: 'spending-signature' }],
    [{ id: 'signPermitBatch', warning: 'spending-signature' }],
    [{ id: 'signSeaportBulkOrder', warning: 'order-signature' }],
    [{ id: 'signExtraDataNotTyped' }],
    [{ id: 'maliciousPermit', warning: 'spending-signature' }],
    [{ id: 'maliciousTradeOrder' }],
    [{ id: 'maliciousSeaport', warning: 'order-signature' }],
  ]
  for (const [row, verify] of typed) {
    const answer = await press({ ...row, kinds: ['typed-data'] })
    expect(signerOf(answer), row.id).toBe(lower)
    if (verify === undefined) continue
    await page.locator(`#${verify}`).click()
    await expect(page.locator(`#${verify}Result`)).toHaveText(lower)
  }
})

test('behavior: the test dApp of MetaMask: signing in', async ({ testDapp }) => {
  const wallet = shared()
  const { page, press } = await openTestDapp(wallet, testDapp.localhost)
  const signature = /^0x[0-9a-f]{130}$/
  for (const id of ['siwe', 'siweResources'])
    expect(textSignerOf(await press({ id, kinds: ['sign-in'], shows: ['siweResult', signature] })), id).toBe(
      first,
    )
  await press({ id: 'siweBadAccount', kinds: ['sign-in'], warning: 'sign-in-address' })
  await press({ id: 'siweMalformed', kinds: ['message'], warning: 'sign-in-lookalike' })

  // For another site: shown, and refused.
  await page.locator('#siweBadDomain').click()
  const window = await waitForApproval(wallet.context, 'sign-in')
  await expect(window.locator('[data-testid="approval-warning"][data-rule="sign-in-host"]')).toBeVisible()
  await expect(window.getByTestId('approval-approve')).toBeDisabled()
  await reject(window)
  await expect(page.locator('#siweResult')).toHaveText(/^Error: /)
})

test('error: the test dApp of MetaMask: what is malformed or gone is answered at once', async ({
  testDapp,
}) => {
  const { page, press } = await openTestDapp(shared(), testDapp.localhost)
  const malformed = 'signMalformedResult'
  const sending = 'sendMalformedResult'
  const bypass = 'maliciousWarningBypassResult'
  const rows: [id: string, code: number, shows?: [string, RegExp]][] = [
    ['signInvalidType', -32602, [malformed, /ConsiderationItem\[\+/]],
    ['signEmptyDomain', -32602, [malformed, /domain\.name/]],
    ['signInvalidPrimaryType', -32602, [malformed, /primary type/]],
    ['signNoPrimaryTypeDefined', -32602, [malformed, /primary type/]],
    ['signInvalidVerifyingContractType', -32602, [malformed, /verifyingContract/]],
    ['sendWithInvalidValue', -32602, [sending, /value/]],
    ['sendWithInvalidTxType', -32602, [sending, /type 5/]],
    ['sendWithInvalidRecipient', -32602, [sending, /address/]],
    ['sendWithInvalidGasLimit', -32602, [sending, /gasLimit/]],
    ['sendWithInvalidMaxFeePerGas', -32602, [sending, /maxFeePerGas/]],
    ['sendTempoBatchTx', -32602, ['sendTempoBatchTxResult', /calls/]],
    ['maliciousSendWithOddHexData', -32602, [bypass, /data/]],
    ['maliciousApproveERC20WithOddHexData', -32602, [bypass, /data/]],
    ['maliciousSendWithoutHexPrefixValue', -32602, [bypass, /value/]],
    ['maliciousPermitHexPaddedChain', -32602],
    ['maliciousPermitIntAddress', -32602],
    ['ethSign', -32601, ['ethSign', /eth_sign/]],
    ['getEncryptionKeyButton', -32601, ['encryptionKeyDisplay', /eth_getEncryptionPublicKey/]],
  ]
  for (const [id, code, shows] of rows) await press({ id, code, ...(shows ? { shows } : {}) })
  // Without a key the dApp offers neither of the two; a page that asks all the same gets the same answer.
  await expect(page.locator('#encryptButton')).toBeDisabled()
  await expect(page.locator('#decryptButton')).toBeDisabled()
  await page.locator('#decryptButton').evaluate((button) => button.removeAttribute('disabled'))
  await press({ id: 'decryptButton', code: -32601, shows: ['cleartextDisplay', /eth_decrypt/] })
  await expectQuiet(shared())
})
