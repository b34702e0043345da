import { devnetAddresses } from '../devnet/devnet'
import { approve, expectActivity, expectBalance, receiveAddress, send, waitForApproval } from '../kit'
import { expect, shot, test } from './fixtures'

const first = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const second = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

test('behavior: a restored wallet shows its balances and its address', async ({ readyWallet, devnet }) => {
  const { page } = readyWallet
  const ether = await devnet.client.getBalance({ address: first })
  await expectBalance(page, 'native', ether)
  await shot(page, 'home')
  expect(await receiveAddress(page)).toBe(first)
})

test('behavior: ETH is sent to confirmation and arrives', async ({ readyWallet, devnet }) => {
  const { page } = readyWallet
  const before = await devnet.client.getBalance({ address: second })
  await send(page, { to: second, amount: '1.5' })
  await shot(page, 'approval-send')
  await approve(page)
  await expect
    .poll(() => devnet.client.getBalance({ address: second }))
    .toBe(before + 1_500_000_000_000_000_000n)
})

test('behavior: a site connects and signs', async ({ readyWallet, pages }) => {
  const site = await readyWallet.context.newPage()
  await site.goto(`${pages.localhost}dapp.html`)
  const asked = site.evaluate('ethereum.request({ method: "eth_requestAccounts" })')
  const window = await waitForApproval(readyWallet.context, 'connect')
  await shot(window, 'approval-connect')
  await approve(window)
  expect(await asked).toEqual([first])
})
void expectActivity
void devnetAddresses
