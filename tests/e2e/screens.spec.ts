import { devnetAddresses } from '../devnet/devnet'
import {
  approvalOn,
  backTo,
  currentScreen,
  lock,
  setEndpoint,
  unlock,
  waitForApproval,
  waitForScreen,
} from '../kit'
import { inspect } from './axe'
import { expect, password, phrase, test } from './fixtures'

const first = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const second = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

test('behavior: every screen before there is a wallet: axe, pictures, and wrong inputs said plainly', async ({
  wallet,
}) => {
  const page = await wallet.openWallet('popup')
  const id = (name: string) => page.getByTestId(name)
  await waitForScreen(page, 'welcome')
  await inspect(page, 'welcome')

  await id('onboarding-networks').click()
  await waitForScreen(page, 'networks')
  await inspect(page, 'networks')
  await page.locator('[data-testid="network-row"][data-chain-id="1"]').click()
  await inspect(page, 'network')
  await id('network-endpoint').first().fill('http://example.com')
  await id('network-save').click()
  await expect(id('network-error')).toContainText('https')
  await inspect(page, 'network-error')
  await backTo(page, 'welcome')

  await id('onboarding-restore').click()
  await waitForScreen(page, 'restore')
  await inspect(page, 'restore')
  const wrong = async (typed: string, message: RegExp) => {
    await id('restore-phrase').fill(typed)
    await id('restore-submit').click()
    await expect(id('restore-error')).toHaveText(message)
  }
  await wrong('test test test', /3|twelve|12/)
  await wrong(phrase.replace('junk', 'junx'), /12|junx/)
  await inspect(page, 'restore-wrong-word')
  await expect(id('restore-error')).toContainText('junx')
  await wrong(phrase.replace('junk', 'test'), /./)
  expect(await id('restore-error').textContent()).not.toContain('junx')
  await inspect(page, 'restore-wrong-checksum')
  await id('restore-phrase').fill(`  ${phrase.toUpperCase().replaceAll(' ', '\t ')} `)
  await id('restore-submit').click()
  await waitForScreen(page, 'password')
  await inspect(page, 'password')
  const refuse = async (one: string, two: string) => {
    await id('password-new').fill(one)
    await id('password-repeat').fill(two)
    await id('password-submit').click()
    await expect(id('password-error').first()).toBeVisible()
  }
  await refuse('short', 'short')
  await refuse('correct horse battery', 'correct horse batterz')
  await refuse('1234567890', '1234567890')
  await inspect(page, 'password-error')
  expect(await currentScreen(page)).toBe('password')
})

test('behavior: create: the words, the check with a wrong word, the reminder when put off', async ({
  wallet,
  devnet,
}) => {
  const page = await wallet.openWallet('popup')
  await setEndpoint(page, 1, devnet.url)
  const id = (name: string) => page.getByTestId(name)
  await id('onboarding-create').click()
  await waitForScreen(page, 'password')
  await id('create-words-24').click()
  await inspect(page, 'create')
  await id('password-new').fill(password)
  await id('password-repeat').fill(password)
  await id('password-submit').click()
  await waitForScreen(page, 'backup')
  await inspect(page, 'backup-hidden')
  await id('seed-reveal').click()
  await expect(id('seed-word-24')).toBeVisible()
  await inspect(page, 'backup-words')
  await id('seed-next').click()
  const checks = page.locator('input[data-testid^="seed-check-"], [data-testid^="seed-check-"] input')
  for (const check of await checks.all()) await check.fill('zoo')
  await id('seed-submit').click()
  await expect(id('seed-error')).toBeVisible()
  await inspect(page, 'backup-check-wrong')
  await id('seed-skip').click()
  await waitForScreen(page, 'home')
  await expect(id('backup-reminder')).toBeVisible()
  await inspect(page, 'home-new')
})

test('behavior: every screen of a wallet in use: axe and pictures', async ({ readyWallet, pages }) => {
  test.slow()
  const page = await readyWallet.openWallet('popup')
  const id = (name: string) => page.getByTestId(name)
  await expect(page.locator('[data-testid="asset-row"][data-symbol="USDC"]')).toBeVisible()
  await inspect(page, 'home')
  await id('tab-activity').click()
  await inspect(page, 'activity-empty')
  await id('tab-assets').click()
  await id('account-menu').click()
  await expect(id('option').first()).toBeVisible()
  await inspect(page, 'account-menu')
  await id('account-manage').click()
  await waitForScreen(page, 'accounts')
  await inspect(page, 'accounts')
  await backTo(page, 'home')
  await id('network-menu').click()
  await inspect(page, 'network-menu')
  await page.keyboard.press('Escape')

  await id('action-receive').click()
  await expect(id('receive-address')).toHaveText(first)
  await expect(id('receive-qr')).toBeVisible()
  await inspect(page, 'receive')
  await backTo(page, 'home')

  await id('token-add').click()
  await id('token-address').fill('0x1234')
  await id('token-submit').click()
  await expect(id('token-error')).toBeVisible()
  await id('token-address').fill(second)
  await id('token-submit').click()
  await expect(id('token-error')).toContainText('no token')
  await inspect(page, 'token-error')
  await backTo(page, 'home')

  await id('action-send').click()
  await waitForScreen(page, 'send')
  await inspect(page, 'send')
  const refuse = async (to: string, amount: string, message: RegExp) => {
    await id('send-recipient').fill(to)
    await id('send-amount').fill(amount)
    if (await id('send-review').isEnabled()) await id('send-review').click()
    await expect(page.getByText(message).first()).toBeVisible()
  }
  await refuse('0x1234', '1', /address/i)
  await refuse('0x70997970c51812dc3A010C7d01b50e0d17dc79C8', '1', /checksum|mistyped|capital|letters/i)
  await refuse('0x0000000000000000000000000000000000000000', '1', /zero address|nobody/i)
  await refuse(devnetAddresses.usdc, '1', /contract/i)
  await refuse(second, '99999', /Not enough ETH/i)
  await inspect(page, 'send-error')
  await refuse(second, '1.1234567890123456789', /decimal|places/i)
  await id('send-amount').fill('1.5')
  await id('send-review').click()
  await expect(approvalOn(page, 'transaction')).toBeVisible()
  await expect(id('fee-max')).toBeVisible()
  await inspect(page, 'approval-send')
  await id('approval-details').click()
  await id('approval-raw').click()
  await inspect(page, 'approval-send-details')
  await id('approval-reject').click()
  await expect(approvalOn(page)).toHaveCount(0)
  await backTo(page, 'home')

  await id('open-settings').click()
  await inspect(page, 'settings')
  for (const name of ['sites', 'networks', 'reveal', 'password', 'reset']) {
    await id(`settings-${name}`).click()
    await expect(id('settings-theme')).toHaveCount(0)
    await inspect(page, `settings-${name}`)
    await id('back').click()
    await expect(id('settings-theme')).toBeVisible()
  }
  await id('settings-reveal').click()
  await id('reveal-password').fill('not the password')
  await id('reveal-password').press('Enter')
  await expect(page.getByRole('alert').first()).toBeVisible()
  await backTo(page, 'home')

  const site = await readyWallet.context.newPage()
  await site.goto(`${pages.localhost}dapp.html`)
  const asks: [
    kind: 'connect' | 'message' | 'typed-data' | 'switch-network' | 'transaction',
    method: string,
    params: unknown,
  ][] = [
    ['connect', 'eth_requestAccounts', []],
    ['message', 'personal_sign', ['0x48656c6c6f20776f726c64', first]],
    ['typed-data', 'eth_signTypedData_v4', [first, permit]],
    ['switch-network', 'wallet_switchEthereumChain', [{ chainId: '0xa' }]],
    [
      'transaction',
      'eth_sendTransaction',
      [
        {
          from: first,
          to: devnetAddresses.usdc,
          data: `0x095ea7b3${second.slice(2).padStart(64, '0')}${'f'.repeat(64)}`,
        },
      ],
    ],
  ]
  for (const [kind, method, params] of asks) {
    const asked = site.evaluate(`ask(${JSON.stringify(method)}, ${JSON.stringify(params)})`)
    const window = await waitForApproval(readyWallet.context, kind)
    await window.setViewportSize({ width: 360, height: 600 })
    await expect(window.getByTestId('approval-status')).not.toContainText('looked into')
    await inspect(window, `approval-${kind}`)
    if (kind === 'connect') {
      await window.bringToFront()
      await window.getByTestId('approval-approve').click()
    } else await window.getByTestId('approval-reject').click()
    await asked
  }

  await lock(page)
  await inspect(page, 'unlock')
  await id('unlock-password').fill('wrong password')
  await id('unlock-submit').click()
  await expect(id('unlock-error')).toBeVisible()
  await inspect(page, 'unlock-error')
  await page.waitForTimeout(1200)
  await unlock(page, password)
  expect(await currentScreen(page)).toBe('home')
})

const permit = {
  domain: { name: 'USD Coin', version: '2', chainId: 1, verifyingContract: devnetAddresses.usdc },
  types: {
    EIP712Domain: [
      { name: 'name', type: 'string' },
      { name: 'version', type: 'string' },
      { name: 'chainId', type: 'uint256' },
      { name: 'verifyingContract', type: 'address' },
    ],
    Permit: [
      { name: 'owner', type: 'address' },
      { name: 'spender', type: 'address' },
      { name: 'value', type: 'uint256' },
      { name: 'nonce', type: 'uint256' },
      { name: 'deadline', type: 'uint256' },
    ],
  },
  primaryType: 'Permit',
  message: { owner: first, spender: second, value: '100000000', nonce: 0, deadline: 4102444800 },
}
