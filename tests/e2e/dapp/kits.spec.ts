/**
 * What wallet kits and large dApps ask at start, right after connecting and on reload, with the parameters as they
 * send them. None of it may hang, bring a second question, or answer with an error that the kit does not expect.
 */
import type { Page } from '@playwright/test'
import { devnetAddresses } from '../../devnet/devnet'
import { type ApprovalKind, approve, waitForApproval } from '../../kit'
import { expect, type ReadyWallet, shareReadyWallet, test } from '../fixtures'
import { expectQuiet, first, useNetworks } from './walk'

const shared = shareReadyWallet()
useNetworks(shared)
const me = first.toLowerCase()
const hello = '0x48656c6c6f'
const block = expect.objectContaining({ baseFeePerGas: expect.stringMatching(/^0x/) })
const signature = expect.stringMatching(/^0x[0-9a-f]{130}$/)
const granted = expect.arrayContaining([expect.objectContaining({ parentCapability: 'eth_accounts' })])
const capabilities = expect.objectContaining({ '0x1': expect.anything() })

interface Step {
  method: string
  params?: unknown
  /** The question that it brings. */
  kind?: ApprovalKind
  /** The result, or the error's code. */
  answer: unknown
  fails?: boolean
}

const ok = (method: string, params: unknown, answer: unknown = expect.anything()): Step => ({
  method,
  params,
  answer,
})
const asks = (kind: ApprovalKind, method: string, params: unknown, answer: unknown): Step => ({
  method,
  params,
  kind,
  answer,
})
const no = (method: string, params: unknown, code: number): Step => ({
  method,
  params,
  answer: code,
  fails: true,
})
const toChain = (chainId: string): unknown => [{ chainId }]

/** Each inner list is asked at once, as a page that loads does. */
const kits: Record<string, Step[][]> = {
  'web3-react (Uniswap, Curve)': [
    [ok('eth_chainId', undefined, '0x1'), ok('eth_accounts', undefined, [])],
    [asks('connect', 'eth_requestAccounts', undefined, [me])],
    [ok('eth_chainId', undefined, '0x1'), ok('eth_accounts', undefined, [me])],
    [asks('switch-network', 'wallet_switchEthereumChain', toChain('0xa'), null)],
    [ok('eth_chainId', undefined, '0xa'), ok('net_version', undefined, '10')],
    [ok('wallet_switchEthereumChain', toChain('0x1'), null)],
  ],
  'web3-onboard (Safe)': [
    [ok('eth_chainId', [], '0x1'), ok('eth_accounts', [], [])],
    [asks('connect', 'eth_requestAccounts', [], [me])],
    [
      ok('eth_chainId', [], '0x1'),
      ok('eth_getBalance', [me, 'latest']),
      ok('wallet_getPermissions', [], granted),
    ],
    [asks('connect', 'wallet_requestPermissions', [{ eth_accounts: {} }], granted)],
    [no('wallet_switchEthereumChain', toChain('0x64d3'), 4902)],
    [ok('eth_getCode', [me, 'latest']), ok('eth_blockNumber', [])],
    [asks('message', 'personal_sign', [hello, me], signature)],
  ],
  'RainbowKit, ConnectKit and other wagmi kits': [
    [ok('eth_accounts', undefined, []), ok('wallet_getPermissions', undefined, [])],
    [asks('connect', 'wallet_requestPermissions', [{ eth_accounts: {} }], granted)],
    [ok('eth_accounts', undefined, [me]), ok('eth_chainId', undefined, '0x1')],
    [ok('wallet_switchEthereumChain', toChain('0x1'), null)],
    [
      ok('eth_getBlockByNumber', ['latest', false], block),
      ok('eth_getBalance', [me, 'latest']),
      ok('wallet_getCapabilities', [me], capabilities),
      ok('wallet_getCapabilities', [me, ['0x1']], capabilities),
    ],
  ],
  'Reown AppKit with ethers': [
    [ok('eth_accounts', [], []), ok('eth_chainId', [], '0x1')],
    [asks('connect', 'eth_requestAccounts', [], [me])],
    [ok('eth_chainId', [], '0x1'), ok('wallet_getCapabilities', [me], capabilities)],
    [ok('wallet_switchEthereumChain', toChain('0x1'), null)],
    [no('wallet_grantPermissions', [{ chainId: '0x1', expiry: 1_900_000_000, permissions: [] }], -32601)],
    [asks('message', 'personal_sign', [hello, me], signature)],
    [ok('wallet_revokePermissions', [{ eth_accounts: {} }], null)],
    [ok('eth_accounts', [], [])],
  ],
  'MetaMask SDK and Connect': [
    [
      ok('metamask_sendDomainMetadata', { name: 'A dApp', icon: null }, null),
      no('wallet_getSession', [], -32601),
      no('wallet_createSession', { optionalScopes: {} }, -32601),
      no('metamask_connectSign', [hello], -32601),
    ],
    [asks('connect', 'eth_requestAccounts', [], [me])],
    [
      asks(
        'connect',
        'wallet_requestPermissions',
        [
          {
            eth_accounts: {},
            'endowment:permitted-chains': {
              caveats: [{ type: 'restrictNetworkSwitching', value: ['0x1'] }],
            },
          },
        ],
        granted,
      ),
    ],
    [no('wallet_requestSnaps', { 'npm:a-snap': {} }, -32601), no('wallet_getSnaps', undefined, -32601)],
  ],
  'Coinbase OnchainKit and Base Account': [
    [
      no(
        'wallet_connect',
        [{ version: '1', capabilities: { signInWithEthereum: { nonce: 'abcdef12' } } }],
        -32601,
      ),
      no('wallet_getSubAccounts', [{ account: me, domain: 'localhost' }], -32601),
    ],
    [asks('connect', 'eth_requestAccounts', undefined, [me])],
    [
      ok('wallet_getCapabilities', [me, ['0x1', '0x2105']], capabilities),
      no('wallet_getAssets', [{ account: me }], -32601),
      no('wallet_addSubAccount', [{ account: { type: 'create', keys: [] } }], -32601),
      no('wallet_getCallsStatus', [`0x${'11'.repeat(32)}`], 5730),
    ],
  ],
  'thirdweb, Dynamic and Privy': [
    [ok('eth_accounts', undefined, []), ok('wallet_getPermissions', undefined, [])],
    [asks('connect', 'eth_requestAccounts', [{ force: true }], [me])],
    [ok('eth_chainId', undefined, '0x1'), ok('wallet_getCapabilities', [me], capabilities)],
    [asks('message', 'personal_sign', ['Plain text, not hex', first], signature)],
    [asks('switch-network', 'wallet_switchEthereumChain', toChain('0xa'), null)],
    [ok('wallet_switchEthereumChain', toChain('0x1'), null)],
  ],
  'Aave and OpenSea': [
    [asks('connect', 'eth_requestAccounts', [], [me])],
    [
      ok(
        'eth_call',
        [{ to: devnetAddresses.usdc, data: '0x313ce567' }, 'latest'],
        expect.stringMatching(/6$/),
      ),
      ok('eth_estimateGas', [{ from: me, to: first, value: '0x0' }]),
      ok('eth_gasPrice', []),
      ok('eth_feeHistory', ['0x4', 'latest', [10, 50]]),
      ok('eth_maxPriorityFeePerGas', []),
      ok('eth_getTransactionCount', [me, 'pending']),
      ok('web3_clientVersion', [], expect.stringMatching(/^Candor/)),
      ok('net_listening', [], true),
    ],
    // Each of these kits tries it and goes on without.
    [no('eth_signTransaction', [{ from: me }], -32601), no('wallet_getOwnedAssets', [{}], -32601)],
  ],
}

type Answer = { result?: unknown; error?: { code: number; message: string } }

async function take(wallet: ReadyWallet, page: Page, step: Step): Promise<void> {
  const { method, params, kind, answer, fails } = step
  const asked: Promise<Answer> = page.evaluate(
    ([method, params]) => {
      const ask = Reflect.get(window, 'ask') as (method: string, params?: unknown) => Promise<Answer>
      return params === null ? ask(method) : ask(method, params)
    },
    [method, params ?? null] as const,
  )
  if (kind) await approve(await waitForApproval(wallet.context, kind))
  const got = await asked
  if (fails) expect(got.error?.code, `${method} ${JSON.stringify(got)}`).toBe(answer)
  else expect(got, method).toEqual({ result: answer })
}

for (const [name, steps] of Object.entries(kits)) {
  test(`behavior: the calls of ${name}`, async ({ pages }) => {
    const wallet = shared()
    const page = await wallet.context.newPage()
    await page.goto(`${pages.localhost}dapp.html`)
    for (const together of steps) {
      await Promise.all(together.map((step) => take(wallet, page, step)))
      await expectQuiet(wallet)
    }
    await take(wallet, page, ok('wallet_revokePermissions', [{ eth_accounts: {} }], null))
  })
}

test('behavior: a kit that asks to connect three times at once brings one question', async ({ pages }) => {
  const wallet = shared()
  const page = await wallet.context.newPage()
  await page.goto(`${pages.localhost}dapp.html`)
  const asked = Promise.all(
    [1, 2, 3].map(() => take(wallet, page, ok('eth_requestAccounts', undefined, [me]))),
  )
  await approve(await waitForApproval(wallet.context, 'connect'))
  await asked
  await expectQuiet(wallet)
  await take(wallet, page, ok('wallet_revokePermissions', [{ eth_accounts: {} }], null))
})
