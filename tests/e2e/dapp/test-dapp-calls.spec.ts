import { erc20Abi, type Hex, parseGwei } from 'viem'
import { devnetAddresses } from '../../devnet/devnet'
import { expect, shareReadyWallet, test } from '../fixtures'
import { kitHosts, openTestDapp, type Row } from './test-dapp'
import { expectQuiet, first } from './walk'

const shared = shareReadyWallet(kitHosts)
const to = '0x0c54FcCd2e384b4BB6f2E405Bf5Cbc15a017AaFb'

test('behavior: the test dApp of MetaMask: calls of EIP-5792', async ({ testDapp, workerDevnet }) => {
  const { client } = workerDevnet
  const { page, press } = await openTestDapp(shared(), testDapp.localhost)
  const calls = (row: Row) => press({ kinds: ['calls'], ...row })
  const before = await client.getBalance({ address: to })
  const shown = 'eip5792GetCapabilitiesResult'
  await press({ id: 'eip5792GetCapabilitiesButton', shows: [shown, '"status": "ready"'] })

  const sent = await calls({ id: 'eip5792SendCallsButton', warning: 'smart-account' })
  const { id } = sent.result as { id: string }
  await expect(page.locator('#eip5792RequestIdInput')).toHaveValue(id)
  const status = 'eip5792GetCallsStatusResult'
  // As a dApp does: asked again until it is done.
  const finished = async () => {
    let answer = await press({ id: 'eip5792GetCallsStatusButton' })
    while ((answer.result as { status: number }).status === 100)
      answer = await press({ id: 'eip5792GetCallsStatusButton' })
    await expect(page.locator(`#${status}`)).toContainText('"status": 200')
    return answer
  }
  const { result } = await finished()
  const { receipts, atomic } = result as { receipts: { transactionHash: Hex }[]; atomic: boolean }
  expect([receipts.length, atomic]).toEqual([1, true])
  const hash = receipts[0]?.transactionHash as Hex
  expect(await client.getTransactionReceipt({ hash })).toMatchObject({ status: 'success', type: 'eip7702' })
  expect(await client.getBalance({ address: to })).toBe(before + parseGwei('1'))
  await press({ id: 'eip5792GetCapabilitiesButton', shows: [shown, '"status": "supported"'] })

  // Its editor: one of the calls taken out, another put in, and what is wrong in it named.
  await page.locator('#eip5792SendCallsEdit').click()
  await expect(page.locator('.eip5792Call')).toHaveCount(2)
  await page.locator('.eip5792CallRemove').first().click()
  await page.locator('#eip5792AddCall').click()
  const edited = page.locator('.eip5792Call').last()
  const recipient = '0x00000000000000000000000000000000000c0a21'
  await edited.locator('.eip5792CallTo').fill(recipient)
  await edited.locator('.eip5792CallData').fill('0x')
  await edited.locator('.eip5792CallValue').fill('42')
  const error = 'eip5792SendCallsError'
  await press({ id: 'eip5792SendCallsButton', code: -32602, shows: [error, 'value'] })
  await edited.locator('.eip5792CallValue').fill('0x2a')
  await page.locator('#eip5792ChainId').fill('0x64d3')
  await press({ id: 'eip5792SendCallsButton', code: 5710, shows: [error, /^Error/] })
  await page.locator('#eip5792ChainId').fill('0x1')
  await page.locator('#eip5792From').fill(to)
  await press({ id: 'eip5792SendCallsButton', code: 4100, shows: [error, /^Error/] })
  await page.locator('#eip5792From').fill(first)
  await calls({ id: 'eip5792SendCallsButton' })
  await finished()
  expect(await client.getBalance({ address: recipient })).toBe(42n)
  await page.locator('#eip5792SendCallsEdit').click()
  await expect(page.locator('.eip5792Call')).toHaveCount(0)

  await calls({ id: 'eip5792SendCallsApprovalButton', warning: 'approval-for-all' })
  await press({
    id: 'eip5792SendCallsRequiredAssetsButton',
    code: 5700,
    shows: ['eip5792SendCallsError', 'auxiliaryFunds'],
  })
  await page.locator('#eip5792RequestIdInput').fill('0x1234')
  await press({ id: 'eip5792GetCallsStatusButton', code: 5730, shows: [status, /^Error/] })

  await calls({ id: 'batchUsdcSwapExecuteButton', shows: ['batchUsdcSwapStatus', 'submitted successfully'] })
  await page.locator('#batchUsdcSwapCheckStatusButton').click()
  await finished()
  const [usdc, permit2] = [devnetAddresses.usdc as Hex, devnetAddresses.permit2 as Hex]
  const args = [first, permit2] as const
  expect(
    await client.readContract({ address: usdc, abi: erc20Abi, functionName: 'allowance', args }),
  ).toBeGreaterThan(0n)
})

test('behavior: the test dApp of MetaMask: malicious calls are ordinary ones, with warnings', async ({
  testDapp,
}) => {
  const { press } = await openTestDapp(shared(), testDapp.localhost)
  const rows: [id: string, warning?: string][] = [
    ['ppomSendMaliciousEthButton'],
    ['ppomSendMaliciousERC20TransferButton'],
    ['ppomSendMaliciousERC20ApprovalButton'],
    ['ppomSendMaliciousSetApprovalForAllButton', 'approval-for-all'],
    ['ppomSendMaliciousContractInteractionButton'],
    ['ppomSendThreeMaliciousTxsButton', 'approval-for-all'],
  ]
  for (const [id, warning] of rows)
    await press({ id, kinds: ['calls'], ...(warning === undefined ? {} : { warning }) })
  await press({ id: 'ppomGetCallsStatusButton', shows: ['ppomGetCallsStatusResult', '"version": "2.0.0"'] })
  await expectQuiet(shared())
})
