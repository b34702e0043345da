import { getAddress, keccak256, parseAbi, parseEther, stringToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { labelhash, namehash } from 'viem/ens'
import { devnetAddresses } from '../devnet/devnet'
import { approve, backTo, send, waitForScreen } from '../kit'
import { inspect } from './axe'
import { expect, shareReadyWallet, test } from './fixtures'

const wallet = shareReadyWallet()
const ADA = getAddress('0x00000000000000000000000000000000000A11CE'.toLowerCase())
/** What the devnet's only name leads to: the first account. */
const NAMED = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const SECOND = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

test('behavior: a contact is made, found in the send form, and named in review and activity', async ({
  workerDevnet: { client },
}) => {
  const { page } = wallet()
  const id = (name: string) => page.getByTestId(name)
  await id('open-settings').click()
  await id('settings-contacts').click()
  await waitForScreen(page, 'contacts')
  await inspect(page, 'contacts-empty')
  await id('contact-add').click()
  await id('contact-name').fill('Account 1')
  await id('contact-address').fill(ADA)
  await id('contact-save').click()
  await expect(id('contact-error')).toContainText('your own accounts')
  await inspect(page, 'contact-error')
  await id('contact-name').fill('Ada')
  await id('contact-save').click()
  await waitForScreen(page, 'contacts')
  await expect(id('contact-row')).toHaveAttribute('data-name', 'Ada')
  await inspect(page, 'contacts')
  await backTo(page, 'home')

  await id('action-send').click()
  await id('send-own').click()
  await page.locator(`[data-testid="option"][data-value="${ADA}"]`).click()
  await expect(id('send-recipient-whole')).toContainText('Your contact Ada')
  await id('send-amount').fill('0.25')
  await inspect(page, 'send-contact')
  await id('send-review').click()
  await expect(id('approval')).toContainText('Ada')
  await approve(page)
  await expect.poll(() => client.getBalance({ address: ADA })).toBe(parseEther('0.25'))
  await waitForScreen(page, 'home')
  await id('tab-activity').click()
  await expect(id('activity-row').first()).toContainText('Ada')
})

test('security: an address made to look like a contact is a danger, which needs the tick', async () => {
  const { page } = wallet()
  const poison = `${ADA.slice(0, 6)}${'b'.repeat(32)}${ADA.slice(-4)}`.toLowerCase()
  await send(page, { to: poison, amount: '1' })
  const warning = page.locator('[data-testid="approval-warning"][data-rule="recipient-look-alike"]')
  await expect(warning).toHaveAttribute('data-severity', 'danger')
  await expect(warning).toContainText(ADA)
  await expect(page.getByTestId('approval-approve')).toBeDisabled()
  await expect(page.getByTestId('approval-acknowledge')).toBeVisible()
  await inspect(page, 'review-look-alike')
  await page.getByTestId('approval-reject').click()
  await waitForScreen(page, 'send')
  await expect(page.locator('[data-testid="recipient-warning"][data-severity="danger"]')).toBeVisible()
  await inspect(page, 'send-look-alike')
  await backTo(page, 'home')
})

test('behavior: a name is looked up while it is typed, and the review has it with the whole address', async () => {
  const { page } = wallet()
  const id = (name: string) => page.getByTestId(name)
  await id('account-menu').click()
  await page.locator(`[data-testid="option"][data-value="${SECOND}"]`).click()
  await expect(id('account-menu')).toHaveAttribute('data-address', SECOND)
  await id('action-send').click()
  await id('send-recipient').fill('nobody-here.eth')
  await expect(id('name-none')).toContainText('no address')
  await id('send-recipient').fill('Candor.eth')
  await expect(id('send-recipient-whole')).toHaveAttribute('data-name', 'candor.eth')
  await expect(id('send-recipient-whole')).toHaveAttribute('data-address', NAMED)
  await id('send-amount').fill('0.1')
  await inspect(page, 'send-name')
  await id('send-review').click()
  await expect(id('approval-summary').first()).toContainText('candor.eth')
  await expect(id('approval')).toContainText(NAMED.slice(6, -4))
  await inspect(page, 'review-name')
  await id('approval-reject').click()
  await waitForScreen(page, 'send')
})

test('behavior: where pictures may be loaded, a verified name has its own, on the recipient and in the header', async ({
  workerDevnet: { client },
}) => {
  const { page } = wallet()
  const id = (name: string) => page.getByTestId(name)
  const owner = privateKeyToAccount(keccak256(stringToHex('candor devnet deployer'))).address
  await client.impersonateAccount({ address: owner })
  const write = async (address: string, signature: string, functionName: string, args: unknown[]) => {
    const call = { address, abi: parseAbi([signature]), functionName, args, account: owner, chain: null }
    const hash = await client.writeContract(call as never)
    await client.waitForTransactionReceipt({ hash })
  }
  const { ensRegistry, ensResolver } = devnetAddresses
  const label = NAMED.slice(2).toLowerCase()
  const reverse = namehash(`${label}.addr.reverse`)
  await write(ensRegistry, 'function setSubnodeOwner(bytes32, bytes32, address)', 'setSubnodeOwner', [
    namehash('addr.reverse'),
    labelhash(label),
    owner,
  ])
  await write(ensRegistry, 'function setResolver(bytes32, address)', 'setResolver', [reverse, ensResolver])
  await write(ensResolver, 'function setName(bytes32, string)', 'setName', [reverse, 'candor.eth'])
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#2a7"/><circle cx="4" cy="3.4" r="1.6" fill="#fff"/></svg>'
  const face = `data:image/svg+xml;base64,${btoa(svg)}`
  await write(ensResolver, 'function setText(bytes32, string, string)', 'setText', [
    namehash('candor.eth'),
    'avatar',
    face,
  ])
  await backTo(page, 'home')
  await expect(id('avatar')).toHaveCount(0)
  await page.evaluate(`new Promise((done) => {
    const port = chrome.runtime.connect({ name: 'ui' })
    port.onMessage.addListener((answer) => answer.id === 1 && done(port.disconnect()))
    port.postMessage({ id: 1, call: 'services.allow', params: { id: 'nft-web', allowed: true } })
  })`)
  await id('action-send').click()
  await id('send-recipient').fill('candor.eth')
  await expect(id('avatar')).toHaveAttribute('data-name', 'candor.eth')
  await inspect(page, 'send-avatar')
  await backTo(page, 'home')
  await id('account-menu').click()
  await page.locator(`[data-testid="option"][data-value="${NAMED}"]`).click()
  await expect(id('account-menu').getByTestId('avatar')).toBeVisible()
  await inspect(page, 'home-avatar')
})
