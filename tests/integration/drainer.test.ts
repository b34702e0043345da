/** Tricks of pages that steal, each of them met by a danger before anyone signs; and what people do every day, by none. */
import {
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  keccak256,
  parseAbi,
  parseEther,
  toHex,
} from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApprovalView } from '../../src/messaging/protocol'
import { type Devnet, devnetAddresses, startDevnet } from '../devnet/devnet'
import { ACCOUNTS, type Document, restoredWorld, type Ui, type World } from './world'

const [ME, YOU] = ACCOUNTS
const THIEF = '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'
/** A contract of the thief. */
const TRAP = '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'
const {
  usdc: USDC,
  dai: DAI,
  weth: WETH,
  permit2: PERMIT2,
  collectible: NFT,
  items: ITEMS,
  steth: STETH,
} = devnetAddresses
const { uniswapRouter02: ROUTER, uniswapV2Router: ROUTER2, aavePool: POOL, vault: VAULT } = devnetAddresses
const MAX = 2n ** 256n - 1n
const ZERO = `0x${'00'.repeat(20)}` as const

const abi = parseAbi([
  'function transfer(address to, uint256 amount)',
  'function approve(address spender, uint256 amount)',
  'function increaseAllowance(address spender, uint256 amount)',
  'function setApprovalForAll(address operator, bool approved)',
  'function safeTransferFrom(address from, address to, uint256 id)',
  'function multicall(bytes[] data)',
  'function upgradeTo(address code)',
  'function transferOwnership(address owner)',
  'function execTransaction(address to, uint256 value, bytes data, uint8 operation, uint256 a, uint256 b, uint256 c, address d, address e, bytes signatures)',
  'function SecurityUpdate() payable',
  'function claim()',
  'function deposit() payable',
  'function withdraw(uint256 amount)',
  'function deposit(uint256 assets, address receiver)',
  'function supply(address asset, uint256 amount, address onBehalfOf, uint16 code)',
  'function withdraw(address asset, uint256 amount, address to)',
  'function mint(address to)',
  'function mint(address to, uint256 id, uint256 amount)',
  'function submit(address referral) payable',
  'function swapExactETHForTokens(uint256 min, address[] path, address to, uint256 deadline) payable',
  'function exactInputSingle((address tokenIn, address tokenOut, uint24 fee, address recipient, uint256 amountIn, uint256 amountOutMinimum, uint160 limit)) payable',
])
const call = (functionName: string, ...args: unknown[]): Hex =>
  encodeFunctionData({ abi, functionName, args } as never)

let devnet: Devnet
let world: World
let ui: Ui
let page: Document
let sites = 0
beforeAll(async () => {
  devnet = await startDevnet()
  // Takes whatever is sent, does nothing else.
  await devnet.client.setCode({ address: TRAP, bytecode: '0x00' })
  world = await restoredWorld(devnet.url)
  ui = world.ui()
  page = await connected('https://app.example')
})
afterAll(async () => {
  world.worker.kill()
  await devnet.stop()
})

async function connected(origin: string): Promise<Document> {
  const document = world.open(origin)
  const asked = document.request('eth_requestAccounts')
  await ui.approve('connect')
  await asked
  return document
}

type Asked = { to?: string; data?: Hex; value?: bigint } | { typed: object } | { message: Hex }
const kindOf = (asked: Asked) =>
  'typed' in asked ? 'typed-data' : 'message' in asked ? 'message' : 'transaction'

/** What a person would be told; the request is refused after. */
async function told(asked: Asked): Promise<ApprovalView> {
  // Another site each time: one that was refused has to wait.
  page = await connected(`https://app${++sites}.example`)
  if ('typed' in asked) void page.ask('eth_signTypedData_v4', [ME, JSON.stringify(asked.typed)])
  else if ('message' in asked) void page.ask('personal_sign', [asked.message, ME])
  else {
    const { to, data, value } = asked
    const rest = { ...(to === undefined ? {} : { to }), ...(data === undefined ? {} : { data }) }
    void page.ask('eth_sendTransaction', [{ from: ME, ...rest, value: toHex(value ?? 0n) }])
  }
  const view = await ui.approval(kindOf(asked))
  await ui.call('approvals.reject', { id: view.id })
  return view
}
const dangers = (view: ApprovalView) =>
  view.warnings.flatMap(({ rule, severity }) => (severity === 'danger' ? [rule] : []))

const field = (text: string) =>
  text.split(', ').map((one) => ({ type: one.split(' ')[0], name: one.split(' ')[1] }))
const typed = (
  primaryType: string,
  types: Record<string, string>,
  message: object,
  verifyingContract = USDC,
) => ({
  typed: {
    primaryType,
    types: {
      EIP712Domain: field('string name, uint256 chainId, address verifyingContract'),
      ...Object.fromEntries(Object.entries(types).map(([name, text]) => [name, field(text)])),
    },
    domain: { name: 'x', chainId: 1, verifyingContract },
    message,
  },
})
const soon = () => Math.floor(world.now / 1000) + 1800
const permit = (spender: string, value: bigint) =>
  typed(
    'Permit',
    { Permit: 'address owner, address spender, uint256 value, uint256 nonce, uint256 deadline' },
    { owner: ME, spender, value: value.toString(), nonce: 0, deadline: soon() },
  )
const batch = (spender: string) =>
  typed(
    'PermitBatch',
    {
      PermitBatch: 'PermitDetails[] details, address spender, uint256 sigDeadline',
      PermitDetails: 'address token, uint160 amount, uint48 expiration, uint48 nonce',
    },
    {
      details: [USDC, DAI].map((token) => ({ token, amount: '5', expiration: soon(), nonce: 0 })),
      spender,
      sigDeadline: soon(),
    },
    PERMIT2,
  )
const order = () =>
  typed(
    'OrderComponents',
    {
      OrderComponents:
        'address offerer, Item[] offer, Item[] consideration, uint256 startTime, uint256 endTime',
      Item: 'uint8 itemType, address token, uint256 identifierOrCriteria, uint256 startAmount, uint256 endAmount, address recipient',
    },
    {
      offerer: ME,
      offer: [
        { itemType: 2, token: NFT, identifierOrCriteria: 1, startAmount: 1, endAmount: 1, recipient: ME },
      ],
      consideration: [
        { itemType: 0, token: ZERO, identifierOrCriteria: 0, startAmount: 1, endAmount: 1, recipient: ME },
      ],
      startTime: 0,
      endTime: soon(),
    },
    '0x0000000000000068F116a894984e2DB1123eB395',
  )
const delegation = () =>
  typed(
    'Delegation',
    { Delegation: 'address delegate, address delegator' },
    { delegate: THIEF, delegator: ME },
    TRAP,
  )
const safe = (operation: number) =>
  call('execTransaction', operation === 1 ? TRAP : USDC, 0n, '0x', operation, 0n, 0n, 0n, ZERO, ZERO, '0x')

const TRICKS: [string, () => Asked][] = [
  ['increaseAllowance', () => ({ to: USDC, data: call('increaseAllowance', TRAP, 5n) })],
  ['an unlimited allowance', () => ({ to: USDC, data: call('approve', TRAP, MAX) })],
  ['an allowance for an account', () => ({ to: USDC, data: call('approve', THIEF, 5n) })],
  ['a permit for an account', () => permit(THIEF, 5n)],
  ['an unlimited permit', () => permit(TRAP, MAX)],
  ['a batch of Permit2', () => batch(TRAP)],
  ['an order for next to nothing', order],
  ['setApprovalForAll', () => ({ to: NFT, data: call('setApprovalForAll', TRAP, true) })],
  ['a fake reward that takes coins', () => ({ to: TRAP, data: '0x12345678', value: parseEther('1') })],
  ['SecurityUpdate', () => ({ to: TRAP, data: call('SecurityUpdate'), value: parseEther('1') })],
  [
    'an allowance in a multicall',
    () => ({ to: TRAP, data: call('multicall', [call('approve', TRAP, MAX)]) }),
  ],
  ['a change of a proxy', () => ({ to: TRAP, data: call('upgradeTo', TRAP) })],
  ['another owner', () => ({ to: TRAP, data: call('transferOwnership', THIEF) })],
  ['foreign code in a Safe', () => ({ to: TRAP, data: safe(1) })],
  ['a hash as a message', () => ({ message: keccak256('0x01') })],
  ['typed data as a message', () => ({ message: `0x1901${'ab'.repeat(64)}` })],
  ['a contract that is created and paid', () => ({ data: '0x60006000f3', value: 5n })],
  [
    'a swap for somebody else',
    () => ({ to: ROUTER2, data: call('swapExactETHForTokens', 1n, [WETH, USDC], THIEF, MAX), value: 5n }),
  ],
  ['a withdrawal for somebody else', () => ({ to: POOL, data: call('withdraw', USDC, 5n, THIEF) })],
  ['padding after an allowance', () => ({ to: USDC, data: `${call('approve', THIEF, 5n)}00` })],
]

test.each(TRICKS)('security: %s is met by a danger', async (_, asked) => {
  expect(dangers(await told(asked()))).not.toEqual([])
})

test('security: code for the account (EIP-7702) is refused without a question', async () => {
  const answer = await page.ask('eth_sendTransaction', [
    { from: ME, to: ME, type: '0x4', authorizationList: [{ address: TRAP, chainId: '0x1', nonce: '0x0' }] },
  ])
  expect(answer).toMatchObject({ error: { code: -32602 } })
})

test('security: a delegation by signature (ERC-7710) is refused without a question', async () => {
  const answer = await page.ask('eth_signTypedData_v4', [ME, JSON.stringify(delegation().typed)])
  expect(answer).toHaveProperty('error.code')
})

test('security: a site that looks like another is told before it is connected', async () => {
  const twin = world.open('https://app.unlswap.org')
  void twin.ask('eth_requestAccounts')
  const view = await ui.approval('connect')
  expect(dangers(view)).toContain('phishing-lookalike')
  await ui.call('approvals.reject', { id: view.id })
})

const buy = () => ({
  tokenIn: WETH,
  tokenOut: USDC,
  fee: 3000,
  recipient: ME,
  amountIn: 10n ** 15n,
  amountOutMinimum: 1n,
  limit: 0n,
})
const ORDINARY: [string, () => Asked][] = [
  ['a payment', () => ({ to: YOU, value: 10n ** 15n })],
  ['a payment to a stranger', () => ({ to: THIEF, value: 10n ** 15n })],
  ['a transfer of USDC', () => ({ to: USDC, data: call('transfer', YOU, 5n) })],
  ['a transfer of DAI', () => ({ to: DAI, data: call('transfer', YOU, 5n) })],
  ['an allowance for Uniswap', () => ({ to: USDC, data: call('approve', ROUTER, 5_000_000n) })],
  ['an allowance for Uniswap 2', () => ({ to: DAI, data: call('approve', ROUTER2, 5_000_000n) })],
  ['an allowance for Aave', () => ({ to: USDC, data: call('approve', POOL, 5_000_000n) })],
  ['an allowance for Permit2', () => ({ to: USDC, data: call('approve', PERMIT2, 5_000_000n) })],
  [
    'an exact allowance for a contract nobody knows',
    () => ({ to: USDC, data: call('approve', VAULT, 5_000_000n) }),
  ],
  ['the end of an allowance', () => ({ to: USDC, data: call('approve', THIEF, 0n) })],
  ['a swap', () => ({ to: ROUTER, data: call('exactInputSingle', buy()), value: 10n ** 15n })],
  [
    'a swap in a multicall',
    () => ({ to: ROUTER, data: call('multicall', [call('exactInputSingle', buy())]), value: 10n ** 15n }),
  ],
  [
    'a swap on Uniswap 2',
    () => ({
      to: ROUTER2,
      data: call('swapExactETHForTokens', 1n, [WETH, USDC], ME, MAX),
      value: 10n ** 15n,
    }),
  ],
  ['wrapping', () => ({ to: WETH, data: call('deposit'), value: 10n ** 15n })],
  ['staking with Lido', () => ({ to: STETH, data: call('submit', ZERO), value: 10n ** 15n })],
  [
    'minting an NFT',
    () => ({
      to: NFT,
      data: encodeFunctionData({ abi: parseAbi(['function mint(address to)']), args: [ME] }),
    }),
  ],
  [
    'minting items',
    () => ({
      to: ITEMS,
      data: encodeFunctionData({
        abi: parseAbi(['function mint(address to, uint256 id, uint256 amount)']),
        args: [ME, 9n, 1n],
      }),
    }),
  ],
  ['a claim that costs nothing', () => ({ to: TRAP, data: call('claim') })],
  ['the end of an operator', () => ({ to: NFT, data: call('setApprovalForAll', TRAP, false) })],
  ['a permit for Uniswap', () => permit(ROUTER, 5n)],
  ['a permit for Aave', () => permit(POOL, 5n)],
  ['a batch of Permit2 for Uniswap', () => batch('0x66a9893cC07D91D95644AEDD05D03f95e1dBA8Af')],
  [
    'a vote',
    () =>
      typed(
        'Vote',
        { Vote: 'address from, string space, uint32 choice' },
        { from: ME, space: 'a.eth', choice: 1 },
        VAULT,
      ),
  ],
  ['a mail', () => typed('Mail', { Mail: 'string contents' }, { contents: 'hello' }, VAULT)],
  ['a message', () => ({ message: toHex('Welcome! Sign to enter.') })],
  ['a message with a number', () => ({ message: toHex('Nonce: 4711\nIssued at: today') })],
  [
    'a vote on chain',
    () => ({
      to: TRAP,
      data: `0x56781388${encodeAbiParameters([{ type: 'uint256' }, { type: 'uint8' }], [1n, 1]).slice(2)}`,
    }),
  ],
  ['a name renewed', () => ({ to: TRAP, data: '0xacf1a841' })],
]

test.each(ORDINARY)('behavior: no danger in %s', async (_, asked) => {
  expect(dangers(await told(asked()))).toEqual([])
})
