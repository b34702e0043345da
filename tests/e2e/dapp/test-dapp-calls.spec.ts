import { erc20Abi, type Hex, parseGwei } from 'viem'
import { devnetAddresses } from '../../devnet/devnet'
import { expect, shareReadyWallet, test } from '../fixtures'
import { kitHosts, openTestDapp, type Row } from './test-dapp'
import { expectQuiet, first } from './walk'

const shared = shareReadyWallet(kitHosts)

test('behavior: the test dApp of MetaMask: calls of EIP-5792', async ({ testDapp, workerDevnet }) => {
  const { client } = workerDevnet
  const { page, press } = await openTestDapp(shared(), testDapp.localhost)
  const calls = (row: Row) => press({ kinds: ['calls'], ...row })
  const before = await client.getBalance({ address: '0x0c54FcCd2e384b4BB6f2E405Bf5Cbc15a017AaFb' })
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
  expect(await client.getBalance({ address: '0x0c54FcCd2e384b4BB6f2E405Bf5Cbc15a017AaFb' })).toBe(
    before + parseGwei('1'),
  )
  await press({ id: 'eip5792GetCapabilitiesButton', shows: [shown, '"status": "supported"'] })

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
