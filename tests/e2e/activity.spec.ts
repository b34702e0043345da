import { readFileSync } from 'node:fs'
import { type Address, parseAbi } from 'viem'
import { devnetAddresses } from '../devnet/devnet'
import { waitForScreen } from '../kit'
import { expect, test } from './fixtures'

const ME = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const STRANGER = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'
const TOKEN = parseAbi([
  'function mint(address to, uint256 amount)',
  'function transferFrom(address from, address to, uint256 amount)',
])

test('behavior: what came is told, found by words, looked at, and saved as a table; poison is folded away', async ({
  readyWallet: { page },
  devnet: { client },
}) => {
  const id = (name: string) => page.getByTestId(name)
  const token = {
    address: devnetAddresses.usdc as Address,
    abi: TOKEN,
    account: STRANGER,
    chain: null,
  } as const
  await client.impersonateAccount({ address: STRANGER })
  await client.writeContract({ ...token, functionName: 'mint', args: [ME, 7_000_000n] })
  await client.writeContract({ ...token, functionName: 'mint', args: [ME, 9_000_000n] })
  const poison = await client.writeContract({
    ...token,
    functionName: 'transferFrom',
    args: [ME, STRANGER, 0n],
  })
  await client.mine({ blocks: 1 })
  await page.reload()
  await id('tab-activity').click()
  const received = page.locator('[data-testid="activity-row"][data-kind="receive"]')
  await expect(received.filter({ hasText: 'Received 9 USDC' })).toBeVisible()
  await expect(page.locator(`[data-hash="${poison}"]`)).toHaveCount(0)
  await expect(id('activity-filter-reset')).toHaveCount(0)

  await id('activity-search').fill('received 7 usdc')
  await expect(id('activity-row')).toHaveCount(1)
  await id('activity-row').click()
  await expect(id('activity-status')).toHaveText('Confirmed')
  await id('activity-raw-show').click()
  await expect(id('activity-raw')).toContainText('"amount": "7000000"')
  await page.goBack()
  await waitForScreen(page, 'home')
  await expect(id('activity-row')).toHaveCount(1)

  await id('activity-filter').click()
  const saving = page.waitForEvent('download')
  await id('activity-export').click()
  const file = readFileSync(await (await saving).path(), 'utf8')
  const lines = file.trimEnd().split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain(',receive,confirmed,Received 7 USDC,')
  await id('activity-filter-done').click()

  await id('activity-filter-reset').click()
  await id('activity-spam').click()
  await expect(page.locator(`[data-hash="${poison}"][data-spam="true"]`)).toBeVisible()
})
