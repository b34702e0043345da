import { parseEther } from 'viem'
import { devnetAddresses } from '../devnet/devnet'
import {
  approve,
  createWallet,
  expectBalance,
  lock,
  receiveAddress,
  selectedAddress,
  send,
  setEndpoint,
  unlock,
  waitForApproval,
  waitForScreen,
} from '../kit'
import { expect, password, shot, test } from './fixtures'

const first = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const recipient = '0x000000000000000000000000000000000000bEEF'

test('behavior: a new wallet is made, backed up, locked and unlocked', async ({ wallet, devnet }) => {
  const page = await wallet.openWallet()
  await setEndpoint(page, 1, devnet.url)
  const phrase = await createWallet(page, { password })
  expect(phrase.split(' ').length).toBeGreaterThanOrEqual(12)
  const address = await selectedAddress(page)
  await lock(page)
  await shot(page, 'unlock')
  await unlock(page, password)
  await waitForScreen(page, 'home')
  expect(await selectedAddress(page)).toBe(address)
})

test('behavior: a restored wallet shows its balance and sends', async ({ readyWallet, devnet }) => {
  const { page } = readyWallet
  expect(await selectedAddress(page)).toBe(first)
  await expectBalance(page, 'native', parseEther('10000'))
  await shot(page, 'home')
  expect(await receiveAddress(page)).toBe(first)
  await send(page, { to: recipient, amount: '0.5' })
  await shot(page, 'send-review')
  await approve(page)
  await expect.poll(() => devnet.client.getBalance({ address: recipient })).toBe(parseEther('0.5'))
})

test('behavior: a site connects and has a message signed', async ({ readyWallet, pages }) => {
  const site = await readyWallet.context.newPage()
  await site.goto(`${pages.localhost}dapp.html`)
  const connecting = site.evaluate(`ask('eth_requestAccounts')`)
  const connection = await waitForApproval(readyWallet.context, 'connect')
  await shot(connection, 'approve-connect')
  await approve(connection)
  expect(await connecting).toEqual({ result: [first.toLowerCase()] })
  const signing = site.evaluate(`ask('personal_sign', ['0x48656c6c6f', '${first}'])`)
  const message = await waitForApproval(readyWallet.context, 'message')
  await shot(message, 'approve-message')
  await approve(message)
  expect(await signing).toMatchObject({ result: expect.stringMatching(/^0x[0-9a-f]{130}$/) })
})

test('behavior: a token is sent to confirmation, and the chain says so', async ({ readyWallet, devnet }) => {
  const { page } = readyWallet
  const usdc = devnetAddresses.usdc as `0x${string}`
  const held = () =>
    devnet.client.readContract({
      address: usdc,
      abi: [
        {
          type: 'function',
          name: 'balanceOf',
          stateMutability: 'view',
          inputs: [{ type: 'address' }],
          outputs: [{ type: 'uint256' }],
        },
      ],
      functionName: 'balanceOf',
      args: [recipient],
    })
  const before = await held()
  await send(page, { to: recipient, amount: '12.5', asset: usdc })
  await approve(page)
  await expect.poll(held).toBe(before + 12_500_000n)
  await waitForScreen(page, 'home')
  await page.getByTestId('tab-activity').click()
  const row = page.getByTestId('activity-row').first()
  await expect(row).toHaveAttribute('data-status', 'confirmed')
  await expect(row).toHaveAttribute('data-kind', 'token-send')
})
