/** What approvals say of calls and of typed data, through the front door: from the extension's own files and the chain. */
import {
  domainSeparator,
  encodeFunctionData,
  erc20Abi,
  getAddress,
  type Hex,
  hashTypedData,
  maxUint256,
  multicall3Abi,
  parseAbi,
  recoverAddress,
} from 'viem'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hashToSign, transactionToSign } from '../../src/ethereum/to-sign'
import type { Part } from '../../src/messaging/protocol'
import { abiUint, constantContract } from '../devnet/constant-contract'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, type Document, restoredWorld, type Ui, type World } from './world'

let devnet: Devnet
let world: World
let page: Document
let ui: Ui
beforeAll(async () => {
  devnet = await startDevnet()
  world = await restoredWorld(devnet.url)
  ui = world.ui()
})
let sites = 0
// Each its own site: one that is refused twice has to wait.
beforeEach(async () => {
  sites += 1
  page = world.open(`https://app${sites}.example`)
  const asked = page.request('eth_requestAccounts')
  await ui.approve('connect')
  await asked
})
afterAll(() => devnet.stop())

const [ME, SPENDER] = ACCOUNTS
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const MULTICALL3 = '0xcA11bde05977b3631167028862bE2a173976CA11'
const words = (summary: readonly (readonly Part[])[]) =>
  summary.map((parts) =>
    parts
      .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.address))
      .join(''),
  )
async function shown(tx: { to: string; data: string; value?: string }) {
  const asked = page.ask('eth_sendTransaction', [{ from: ME, ...tx }])
  const view = await ui.approval('transaction')
  await ui.reject()
  await asked
  return view
}

test('behavior: a known contract by its descriptor, and the amount that is sent only once', async () => {
  const data = encodeFunctionData({ abi: parseAbi(['function deposit() payable']) })
  const view = await shown({
    to: '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2',
    data,
    value: '0xde0b6b3a7640000',
  })
  expect(words(view.summary)).toEqual([
    'Wrap 1 ETH',
    'Asked of WETH, Wrapped coin (0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2).',
  ])
  expect(view.details.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['Interaction with', 'Amount', 'Calldata Digest', 'Selector']),
  )
})

test('security: an allowance within calls of another contract is told, and is as dangerous as one outside', async () => {
  const inner = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [SPENDER, maxUint256] })
  const data = encodeFunctionData({
    abi: multicall3Abi,
    functionName: 'aggregate3',
    args: [[{ target: USDC, allowFailure: false, callData: inner }]],
  })
  const view = await shown({ to: MULTICALL3, data })
  expect(words(view.summary)).toContain(`Let ${SPENDER} spend unlimited USDC`)
  expect(view.warnings).toContainEqual(
    expect.objectContaining({ rule: 'unlimited-allowance', severity: 'danger' }),
  )
  expect(view.details.some(({ depth }) => depth === 1)).toBe(true)
})

test('behavior: a token that no list knows is read from the chain, and stands beside its address', async () => {
  const token = getAddress(devnetAddresses.vault)
  const symbol = await devnet.client.readContract({ abi: erc20Abi, address: token, functionName: 'symbol' })
  const decimals = await devnet.client.readContract({
    abi: erc20Abi,
    address: token,
    functionName: 'decimals',
  })
  const data = encodeFunctionData({
    abi: parseAbi(['function decreaseAllowance(address,uint256)']),
    args: [SPENDER, 3n * 10n ** BigInt(decimals)],
  })
  const view = await shown({ to: token, data })
  expect(words(view.summary)[0]).toBe(`Let ${SPENDER} spend 3 ${symbol} (${token}) less than it may now`)
})

test('behavior: typed data by its meaning first, with its digests', async () => {
  const field = (name: string, type: string) => ({ name, type })
  const data = {
    domain: { name: 'USD Coin', version: '2', chainId: 1, verifyingContract: USDC },
    primaryType: 'Permit',
    types: {
      EIP712Domain: [
        field('name', 'string'),
        field('version', 'string'),
        field('chainId', 'uint256'),
        field('verifyingContract', 'address'),
      ],
      Permit: [
        field('owner', 'address'),
        field('spender', 'address'),
        field('value', 'uint256'),
        field('nonce', 'uint256'),
        field('deadline', 'uint256'),
      ],
    },
    message: { owner: ME, spender: SPENDER, value: '5000000', nonce: '0', deadline: '1790000000' },
  }
  const asked = page.ask('eth_signTypedData_v4', [ME, data])
  const view = await ui.approval('typed-data')
  expect(words(view.summary)).toEqual([
    `Let ${SPENDER} spend up to 5 USDC of ${ME}, if it is used by 21 September 2026, 14:13:20 UTC`,
    'Sign “Permit” for app4.example',
  ])
  expect(view.details.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['Allowance', 'Domain Hash', 'Message Hash', 'EIP-712 Digest']),
  )
  await ui.reject()
  await asked
})

test('behavior: the hash to sign that is shown is the one that was signed', async () => {
  const asked = page.request('eth_sendTransaction', [{ from: ME, to: SPENDER, value: '0x5' }])
  const shown = await ui.approval('transaction')
  if (shown.kind !== 'transaction') throw new Error('it is a transaction')
  const edits = { tier: 'fast' as const }
  const unsigned = transactionToSign(shown, edits)
  if (unsigned === null) throw new Error('it is known what will be signed')
  await ui.approve('transaction', edits)
  const sent = await devnet.client.getTransaction({ hash: (await asked) as Hex })
  const { r, s, yParity } = sent
  if (yParity === undefined) throw new Error('it is signed')
  const signer = await recoverAddress({ hash: hashToSign(unsigned), signature: { r, s, yParity } })
  expect(signer).toBe(getAddress(ME))
})

const VAULT = parseAbi([
  'function deposit(uint256 assets,address receiver)',
  'function withdraw(uint256 assets,address receiver,address owner)',
  'function asset() view returns (address)',
  'function decimals() view returns (uint8)',
  'function symbol() view returns (string)',
])

test('behavior: what goes into a vault and comes out of it in units of its asset, as the vault says', async () => {
  const vault = getAddress(devnetAddresses.vault)
  const { client } = devnet
  const asset = await client.readContract({ abi: VAULT, address: vault, functionName: 'asset' })
  const decimals = await client.readContract({ abi: VAULT, address: asset, functionName: 'decimals' })
  const symbol = await client.readContract({ abi: VAULT, address: asset, functionName: 'symbol' })
  const amount = 25n * 10n ** BigInt(decimals - 1)
  const put = await shown({
    to: vault,
    data: encodeFunctionData({ abi: VAULT, functionName: 'deposit', args: [amount, ME] }),
  })
  expect(words(put.summary)[0]).toBe(`Deposit 2.5 ${symbol} into a vault, for shares that ${ME} gets`)
  const take = await shown({
    to: vault,
    data: encodeFunctionData({ abi: VAULT, functionName: 'withdraw', args: [amount, ME, ME] }),
  })
  expect(words(take.summary)[0]).toBe(
    `Withdraw 2.5 ${symbol} from a vault to ${ME}, from the shares of ${ME}`,
  )
})

test('security: what is no vault answers nothing, and is not made out to be one', async () => {
  const view = await shown({
    to: MULTICALL3,
    data: encodeFunctionData({ abi: VAULT, functionName: 'deposit', args: [7n, ME] }),
  })
  expect(words(view.summary)[0]).toBe(
    `Deposit 7 base units of the token of ${MULTICALL3} into a vault, for shares that ${ME} gets`,
  )
})

test('behavior: a transaction of a Safe with the hash that its owners signed, of the nonce that the chain tells', async () => {
  const safe = getAddress('0x5afe000000000000000000000000000000005afe')
  const domain = { chainId: 1, verifyingContract: safe } as const
  const code = constantContract({
    '0xaffed0e0': abiUint(41n),
    '0xf698da25': domainSeparator({ domain }),
    '0x6a761202': abiUint(1n),
  })
  await devnet.client.request({ method: 'anvil_setCode', params: [safe, code] } as never)
  const fields =
    'address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,uint256 baseGas,uint256 gasPrice,address gasToken,address refundReceiver'
  const abi = parseAbi([`function execTransaction(${fields},bytes signatures)`] as readonly string[])
  const inner = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [SPENDER, 5_000_000n] })
  const zero = '0x0000000000000000000000000000000000000000'
  const data = encodeFunctionData({
    abi,
    functionName: 'execTransaction',
    args: [USDC, 0n, inner, 0, 0n, 0n, 0n, zero, zero, '0xab'],
  })
  const view = await shown({ to: safe, data })
  expect(words(view.summary)).toContain(`Send 5 USDC to ${SPENDER}`)
  const types = {
    SafeTx: `${fields},uint256 nonce`.split(',').map((one) => {
      const [type = '', name = ''] = one.split(' ')
      return { type, name }
    }),
  }
  const message = {
    to: USDC,
    value: 0n,
    data: inner,
    operation: 0,
    safeTxGas: 0n,
    baseGas: 0n,
    gasPrice: 0n,
    gasToken: zero,
    refundReceiver: zero,
    nonce: 41n,
  }
  expect(view.details).toContainEqual({
    label: 'Safe transaction hash',
    value: hashTypedData({ domain, types, primaryType: 'SafeTx', message }),
    mono: true,
  })
})

test('behavior: a contract by the deterministic deployment proxy is created at the address that was shown', async () => {
  // Its code is the one byte 0x01.
  const code = '600160005360016000f3'
  const data = `0x${'00'.repeat(31)}2a${code}`
  const asked = page.request('eth_sendTransaction', [
    { from: ME, to: '0x4e59b44847b379578588920cA78FbF26c0B4956C', data },
  ])
  const view = await ui.approval('transaction')
  const made = view.details.find(({ label }) => label === 'New contract')?.value as Hex
  expect(words(view.summary)[0]).toBe(`Create a new contract at ${made}`)
  expect(await devnet.client.getCode({ address: made })).toBeUndefined()
  await ui.approve('transaction')
  await devnet.client.waitForTransactionReceipt({ hash: (await asked) as Hex })
  expect(await devnet.client.getCode({ address: made })).toBe('0x01')
})

test('behavior: a contract that no list names is told to be new to the account once, and not after it was used', async () => {
  // It does nothing, and takes every call.
  const contract = getAddress('0x00000000000000000000000000000000c0ffee01')
  await devnet.client.request({ method: 'anvil_setCode', params: [contract, '0x00'] } as never)
  const rulesOf = (view: { warnings: { rule: string }[] }) => view.warnings.map(({ rule }) => rule)
  const call = { from: ME, to: contract, data: '0x12345678' }
  const first = page.request('eth_sendTransaction', [call])
  const view = await ui.approval('transaction')
  expect(view.warnings).toContainEqual(expect.objectContaining({ rule: 'contract-new', severity: 'info' }))
  await ui.approve('transaction')
  await devnet.client.waitForTransactionReceipt({ hash: (await first) as Hex })
  expect(rulesOf(await shown(call))).not.toContain('contract-new')
  expect(rulesOf(await shown({ to: USDC, data: '0x12345678' }))).not.toContain('contract-new')
})

test('behavior: a contact who gets what a swap gives is told by name, and is no stranger', async () => {
  const abi = parseAbi(['function swapExactETHForTokens(uint256,address[],address,uint256) payable'])
  const to = '0x7a250d5630B4cF539739dF2C5dAcb4c659F2488D'
  const friend = getAddress('0x00000000000000000000000000000000f00d0001')
  const data = encodeFunctionData({
    abi,
    args: [1n, [devnetAddresses.weth as Hex, USDC], friend, 4_000_000_000n],
  })
  const warning = async () => {
    const { warnings } = await shown({ to, data, value: '0x38d7ea4c68000' })
    return warnings.find(({ rule }) => rule === 'result-to-other')
  }
  expect(await warning()).toMatchObject({ severity: 'danger' })
  await ui.call('contacts.save', { address: friend, name: 'Mum', exchange: false, before: null })
  expect(await warning()).toMatchObject({
    severity: 'warning',
    text: expect.stringContaining(`your contact Mum, ${friend}`),
  })
})
