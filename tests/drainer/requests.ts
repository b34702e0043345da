/**
 * What pages ask of a wallet: tricks of those that steal, each of which has to meet a danger or be refused, and what
 * people do every day, which must meet none. Used over memory ports and in the real browser alike.
 */
import { encodeFunctionData, type Hex, keccak256, parseAbi, parseEther, toHex } from 'viem'
import { devnetAddresses } from '../devnet/devnet'

export const ME = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
export const YOU = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
/** Begins and ends like YOU. */
const TWIN = '0x7099000000000000000000000000000000dc79c8'
export const THIEF = '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'
/** A contract of the thief: takes what it is sent, does nothing else. */
export const TRAP = '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'
/** Gives back what it is sent where gas has no price, as in a trial, and keeps it else. */
export const RED_PILL = '0x00000000000000000000000000000000badc0de1'
export const SEAPORT = '0x0000000000000068F116a894984e2DB1123eB395'
/** Optimism's bridge, the registrar of ENS: take coins. */
export const BRIDGE = '0x99C9fc46f92E8a1c0deC1b1747d010903E884bE1'
export const REGISTRAR = '0x253553366Da8546fC250F225fe3d25d0C782303b'
const SAFE = '0x5afe00000000000000000000000000000000beef'
const COW = '0x9008D19f58AAbD9eD0D60971565AA8510560ab41'
const UNIVERSAL_ROUTER = '0x66a9893cC07D91D95644AEDD05D03f95e1dBA8Af'
const { usdc: USDC, dai: DAI, weth: WETH, permit2: PERMIT2, steth: STETH } = devnetAddresses
const { collectible: NFT, items: ITEMS, ensResolver: RESOLVER } = devnetAddresses
const { uniswapRouter02: ROUTER, uniswapV2Router: ROUTER2, aavePool: POOL, vault: VAULT } = devnetAddresses
const MAX = 2n ** 256n - 1n
const ZERO = `0x${'00'.repeat(20)}` as const
const WORD = `0x${'00'.repeat(32)}` as const

/** Of the asking site, and the time in seconds. */
export type Asker = { origin: string; now: number }
export type Transaction = { to?: string; data?: Hex; value?: bigint }
export type Asked =
  | Transaction
  | { typed: object }
  | { message: Hex; signIn?: true }
  | { calls: Transaction[] }
export type Case = [name: string, ask: (asker: Asker) => Asked]

export type ApprovalKind = 'transaction' | 'typed-data' | 'message' | 'sign-in' | 'calls'
export const kindOf = (asked: Asked): ApprovalKind => {
  if ('typed' in asked) return 'typed-data'
  if ('message' in asked) return asked.signIn ? 'sign-in' : 'message'
  return 'calls' in asked ? 'calls' : 'transaction'
}

const plain = ({ to, data, value }: Transaction) => ({
  ...(to === undefined ? {} : { to }),
  ...(data === undefined ? {} : { data }),
  value: toHex(value ?? 0n),
})
/** As the page asks it. */
export function requestOf(asked: Asked): { method: string; params: unknown[] } {
  if ('typed' in asked) return { method: 'eth_signTypedData_v4', params: [ME, JSON.stringify(asked.typed)] }
  if ('message' in asked) return { method: 'personal_sign', params: [asked.message, ME] }
  if ('calls' in asked) {
    const calls = asked.calls.map(plain)
    const batch = { version: '2.0.0', chainId: '0x1', from: ME, atomicRequired: false, calls }
    return { method: 'wallet_sendCalls', params: [batch] }
  }
  return { method: 'eth_sendTransaction', params: [{ from: ME, ...plain(asked) }] }
}

const abi = parseAbi([
  'function transfer(address to, uint256 amount)',
  'function approve(address spender, uint256 amount)',
  'function approve(address token, address spender, uint160 amount, uint48 expiration)',
  'function increaseAllowance(address spender, uint256 amount)',
  'function setApprovalForAll(address operator, bool approved)',
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
  'function borrow(address asset, uint256 amount, uint256 rateMode, uint16 code, address onBehalfOf)',
  'function withdraw(address asset, uint256 amount, address to)',
  'function mint(address to)',
  'function mint(address to, uint256 id, uint256 amount)',
  'function submit(address referral) payable',
  'function delegate(address delegatee)',
  'function castVote(uint256 proposal, uint8 support)',
  'function depositETH(uint32 minGasLimit, bytes extraData) payable',
  'function register(string name, address owner, uint256 duration, bytes32 secret, address resolver, bytes[] data, bool reverseRecord, uint16 fuses) payable',
  'function swapExactETHForTokens(uint256 min, address[] path, address to, uint256 deadline) payable',
  'function exactInputSingle((address tokenIn, address tokenOut, uint24 fee, address recipient, uint256 amountIn, uint256 amountOutMinimum, uint160 limit)) payable',
  'function transferFrom(address from, address to, uint256 amount)',
  'function aggregate3((address target, bool allowFailure, bytes data)[] calls)',
  'function setRelayerApproval(address sender, address relayer, bool approved)',
  'function setAddr(bytes32 node, address to)',
  'function fulfillBasicOrder((address considerationToken, uint256 considerationIdentifier, uint256 considerationAmount, address offerer, address zone, address offerToken, uint256 offerIdentifier, uint256 offerAmount, uint8 basicOrderType, uint256 startTime, uint256 endTime, bytes32 zoneHash, uint256 salt, bytes32 offererConduitKey, bytes32 fulfillerConduitKey, uint256 total, (uint256 amount, address recipient)[] additionalRecipients, bytes signature)) payable',
])
export const call = (functionName: string, ...args: unknown[]): Hex =>
  encodeFunctionData({ abi, functionName, args } as never)

const field = (text: string) =>
  text.split(', ').map((one) => ({ type: one.split(' ')[0], name: one.split(' ')[1] }))
function typed(
  primaryType: string,
  types: Record<string, string>,
  message: object,
  verifyingContract: string = USDC,
  name = 'x',
) {
  return {
    typed: {
      primaryType,
      types: {
        EIP712Domain: field('string name, uint256 chainId, address verifyingContract'),
        ...Object.fromEntries(Object.entries(types).map(([type, text]) => [type, field(text)])),
      },
      domain: { name, chainId: 1, verifyingContract },
      message,
    },
  }
}
const soon = ({ now }: Asker) => now + 1800

const permit = (asker: Asker, spender: string, value: bigint) =>
  typed(
    'Permit',
    { Permit: 'address owner, address spender, uint256 value, uint256 nonce, uint256 deadline' },
    { owner: ME, spender, value: value.toString(), nonce: 0, deadline: soon(asker) },
  )
const DETAILS = 'address token, uint160 amount, uint48 expiration, uint48 nonce'
const permit2Batch = (asker: Asker, spender: string) =>
  typed(
    'PermitBatch',
    { PermitBatch: 'PermitDetails[] details, address spender, uint256 sigDeadline', PermitDetails: DETAILS },
    {
      details: [USDC, DAI].map((token) => ({ token, amount: '5', expiration: soon(asker), nonce: 0 })),
      spender,
      sigDeadline: soon(asker),
    },
    PERMIT2,
  )
const permit2Single = (asker: Asker, spender: string) =>
  typed(
    'PermitSingle',
    { PermitSingle: 'PermitDetails details, address spender, uint256 sigDeadline', PermitDetails: DETAILS },
    {
      details: { token: USDC, amount: '5000000', expiration: soon(asker), nonce: 0 },
      spender,
      sigDeadline: soon(asker),
    },
    PERMIT2,
  )
const order = (asker: Asker, wei: bigint, recipient = ME) =>
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
        {
          ...{ itemType: 0, token: ZERO, identifierOrCriteria: 0, recipient },
          ...{ startAmount: wei.toString(), endAmount: wei.toString() },
        },
      ],
      startTime: 0,
      endTime: soon(asker),
    },
    SEAPORT,
  )
const safe = (to: string, operation: number) =>
  call('execTransaction', to, 0n, '0x', operation, 0n, 0n, 0n, ZERO, ZERO, '0x')
const safeTx = (data: Hex) =>
  typed(
    'SafeTx',
    {
      SafeTx:
        'address to, uint256 value, bytes data, uint8 operation, uint256 safeTxGas, uint256 baseGas, uint256 gasPrice, address gasToken, address refundReceiver, uint256 nonce',
    },
    {
      ...{ to: USDC, value: '0', data, operation: 0, safeTxGas: '0', baseGas: '0', gasPrice: '0' },
      ...{ gasToken: ZERO, refundReceiver: ZERO, nonce: '7' },
    },
    SAFE,
  )
const cowOrder = (asker: Asker) =>
  typed(
    'Order',
    {
      Order:
        'address sellToken, address buyToken, address receiver, uint256 sellAmount, uint256 buyAmount, uint32 validTo, bytes32 appData, uint256 feeAmount, string kind, bool partiallyFillable, string sellTokenBalance, string buyTokenBalance',
    },
    {
      ...{
        sellToken: USDC,
        buyToken: WETH,
        receiver: ME,
        sellAmount: '3000000',
        buyAmount: '900000000000000',
      },
      ...{ validTo: soon(asker), appData: WORD, feeAmount: '0', kind: 'sell', partiallyFillable: false },
      ...{ sellTokenBalance: 'erc20', buyTokenBalance: 'erc20' },
    },
    COW,
    'Gnosis Protocol',
  )
const signIn = ({ origin, now }: Asker): Asked => ({
  signIn: true,
  message: toHex(
    `${new URL(origin).host} wants you to sign in with your Ethereum account:\n${ME}\n\nWelcome back.\n\nURI: ${origin}\nVersion: 1\nChain ID: 1\nNonce: 32891757\nIssued At: ${new Date(now * 1000).toISOString()}`,
  ),
})
const buy = () => ({
  ...{ tokenIn: WETH, tokenOut: USDC, fee: 3000, recipient: ME },
  ...{ amountIn: 10n ** 15n, amountOutMinimum: 1n, limit: 0n },
})
const basicOrder = (asker: Asker) => ({
  ...{ considerationToken: ZERO, considerationIdentifier: 0n, considerationAmount: 10n ** 15n },
  ...{ offerer: YOU, zone: ZERO, offerToken: NFT, offerIdentifier: 1n, offerAmount: 1n, basicOrderType: 0 },
  ...{ startTime: 0n, endTime: BigInt(soon(asker)), zoneHash: WORD, salt: 1n, total: 0n },
  ...{ offererConduitKey: WORD, fulfillerConduitKey: WORD, additionalRecipients: [], signature: '0x' },
})

const metaTransaction = () =>
  typed(
    'MetaTransaction',
    { MetaTransaction: 'uint256 nonce, address from, bytes functionSignature' },
    { nonce: 0, from: ME, functionSignature: call('approve', THIEF, MAX) },
    DAI,
  )
/** The reward is a type of the thief's own: nothing holds it to that. */
const withReward = (asker: Asker) =>
  typed(
    'PermitWitnessTransferFrom',
    {
      PermitWitnessTransferFrom:
        'TokenPermissions permitted, address spender, uint256 nonce, uint256 deadline, Reward reward',
      Reward: 'address to, uint256 amount',
      TokenPermissions: 'address token, uint256 amount',
    },
    {
      ...{ permitted: { token: USDC, amount: '5' }, spender: TRAP, nonce: 0, deadline: soon(asker) },
      reward: { to: ME, amount: '5000000000' },
    },
    PERMIT2,
    'Permit2',
  )

export const TRICKS: readonly Case[] = [
  ['increaseAllowance', () => ({ to: USDC, data: call('increaseAllowance', TRAP, 5n) })],
  ['an unlimited allowance', () => ({ to: USDC, data: call('approve', TRAP, MAX) })],
  ['an allowance for an account', () => ({ to: USDC, data: call('approve', THIEF, 5n) })],
  ['a permit for an account', (asker) => permit(asker, THIEF, 5n)],
  ['an unlimited permit', (asker) => permit(asker, TRAP, MAX)],
  ['a batch of Permit2', (asker) => permit2Batch(asker, TRAP)],
  [
    'a right through Permit2',
    (asker) => ({
      to: PERMIT2,
      data: call('approve', USDC, TRAP, 5n, soon(asker)),
    }),
  ],
  ['an order for next to nothing', (asker) => order(asker, 1n)],
  ['an order that pays somebody else', (asker) => order(asker, 10n ** 18n, THIEF as typeof ME)],
  ['setApprovalForAll', () => ({ to: NFT, data: call('setApprovalForAll', TRAP, true) })],
  ['a fake reward that takes coins', () => ({ to: TRAP, data: '0x12345678', value: parseEther('1') })],
  ['SecurityUpdate', () => ({ to: TRAP, data: call('SecurityUpdate'), value: parseEther('1') })],
  [
    'an allowance in a multicall',
    () => ({ to: TRAP, data: call('multicall', [call('approve', TRAP, MAX)]) }),
  ],
  [
    'an allowance in a multicall in a multicall',
    () => ({
      to: TRAP,
      data: call('multicall', [call('multicall', [call('increaseAllowance', TRAP, MAX)])]),
    }),
  ],
  ['a change of a proxy', () => ({ to: TRAP, data: call('upgradeTo', TRAP) })],
  ['another owner', () => ({ to: TRAP, data: call('transferOwnership', THIEF) })],
  ['foreign code in a Safe', () => ({ to: TRAP, data: safe(TRAP, 1) })],
  ['a hash as a message', () => ({ message: keccak256('0x01') })],
  ['typed data as a message', () => ({ message: `0x1901${'ab'.repeat(64)}` })],
  ['a contract that is created and paid', () => ({ data: '0x60006000f3', value: 5n })],
  [
    'a swap for somebody else',
    () => ({ to: ROUTER2, data: call('swapExactETHForTokens', 1n, [WETH, USDC], THIEF, MAX), value: 5n }),
  ],
  ['a withdrawal for somebody else', () => ({ to: POOL, data: call('withdraw', USDC, 5n, THIEF) })],
  ['padding after an allowance', () => ({ to: USDC, data: `${call('approve', THIEF, 5n)}00` })],
  ['a contract that notices a trial', () => ({ to: RED_PILL, data: '0x12345678', value: parseEther('1') })],
  ['an address that looks like another', () => ({ to: USDC, data: call('transfer', TWIN, 5n) })],
  [
    'a batch with an allowance in it',
    () => ({
      calls: [
        { to: NFT, data: call('mint', ME) },
        { to: USDC, data: call('approve', THIEF, MAX) },
      ],
    }),
  ],
]

/** Of those that hide behind other names. */
export const DISGUISES: readonly Case[] = [
  ['an allowance in a meta-transaction', metaTransaction],
  ['a right through Permit2 for a reward', withReward],
  [
    'a transfer in a multicall',
    () => ({ to: TRAP, data: call('aggregate3', [[USDC, true, call('transferFrom', ME, THIEF, 5n)]]) }),
  ],
  ['a relayer of Balancer', () => ({ to: TRAP, data: call('setRelayerApproval', ME, TRAP, true) })],
  ['a name that leads to a thief', () => ({ to: RESOLVER, data: call('setAddr', WORD, THIEF) })],
  [
    'a key of another service',
    () => ({ message: toHex('Access zkSync account.\n\nOnly sign this message for a trusted client!') }),
  ],
  ['a promise far below', () => ({ message: toHex(`Welcome!${'\n'.repeat(200)}I give all to ${THIEF}.`) })],
  [
    'three tokens in three payments',
    () => ({ calls: [USDC, DAI, WETH].map((to) => ({ to, data: call('transfer', THIEF, 5n) })) }),
  ],
]

/** Refused without a question. */
export const REFUSED: readonly [string, { method: string; params: unknown[] }][] = [
  [
    'code for the account (EIP-7702)',
    {
      method: 'eth_sendTransaction',
      params: [
        {
          from: ME,
          to: ME,
          type: '0x4',
          authorizationList: [{ address: TRAP, chainId: '0x1', nonce: '0x0' }],
        },
      ],
    },
  ],
  [
    'a delegation by signature (ERC-7710)',
    requestOf(
      typed(
        'Delegation',
        { Delegation: 'address delegate, address delegator' },
        { delegate: THIEF, delegator: ME },
        TRAP,
      ),
    ),
  ],
  ['a bare hash (eth_sign)', { method: 'eth_sign', params: [ME, keccak256('0x01')] }],
  [
    'a sign-in for another site',
    requestOf(signIn({ origin: 'https://app.uniswap.org', now: 1_790_000_000 })),
  ],
]

export const ORDINARY: readonly Case[] = [
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
      ...{ to: ROUTER2, value: 10n ** 15n },
      data: call('swapExactETHForTokens', 1n, [WETH, USDC], ME, MAX),
    }),
  ],
  ['wrapping', () => ({ to: WETH, data: call('deposit'), value: 10n ** 15n })],
  ['unwrapping', () => ({ to: WETH, data: call('withdraw', 10n ** 14n) })],
  ['staking with Lido', () => ({ to: STETH, data: call('submit', ZERO), value: 10n ** 15n })],
  ['a deposit at Aave', () => ({ to: POOL, data: call('supply', USDC, 5_000_000n, ME, 0) })],
  ['a withdrawal from Aave', () => ({ to: POOL, data: call('withdraw', USDC, 5_000_000n, ME) })],
  ['a loan from Aave', () => ({ to: POOL, data: call('borrow', DAI, 10n ** 18n, 2n, 0, ME) })],
  ['a deposit in a vault (ERC-4626)', () => ({ to: VAULT, data: call('deposit', 5_000_000n, ME) })],
  [
    'a bridge to Optimism',
    () => ({ to: BRIDGE, data: call('depositETH', 200_000, '0x'), value: 10n ** 15n }),
  ],
  ['minting an NFT', () => ({ to: NFT, data: call('mint', ME) })],
  ['minting items', () => ({ to: ITEMS, data: call('mint', ME, 9n, 1n) })],
  [
    'an NFT bought on Seaport',
    (asker) => ({ to: SEAPORT, data: call('fulfillBasicOrder', basicOrder(asker)), value: 10n ** 15n }),
  ],
  ['an NFT offered for a fair price', (asker) => order(asker, 10n ** 18n)],
  ['a claim that costs nothing', () => ({ to: TRAP, data: call('claim') })],
  ['the end of an operator', () => ({ to: NFT, data: call('setApprovalForAll', TRAP, false) })],
  ['a permit for Uniswap', (asker) => permit(asker, ROUTER, 5n)],
  ['a permit for Aave', (asker) => permit(asker, POOL, 5n)],
  ['a permit of Permit2 for Uniswap', (asker) => permit2Single(asker, UNIVERSAL_ROUTER)],
  ['a batch of Permit2 for Uniswap', (asker) => permit2Batch(asker, UNIVERSAL_ROUTER)],
  ['an order at CoW', cowOrder],
  ['a signature for a transaction of a Safe', () => safeTx(call('transfer', YOU, 5n))],
  ['a transaction of a Safe', () => ({ to: TRAP, data: safe(YOU, 0) })],
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
  ['a vote on chain', () => ({ to: TRAP, data: call('castVote', 1n, 1) })],
  ['votes for oneself', () => ({ to: TRAP, data: call('delegate', ME) })],
  [
    'a name registered',
    () => ({
      ...{ to: REGISTRAR, value: 10n ** 15n },
      data: call('register', 'candor-test', ME, 31_536_000n, WORD, RESOLVER, [], false, 0),
    }),
  ],
  ['a name renewed', () => ({ to: TRAP, data: '0xacf1a841' })],
  ['a mail', () => typed('Mail', { Mail: 'string contents' }, { contents: 'hello' }, VAULT)],
  ['a message', () => ({ message: toHex('Welcome! Sign to enter.') })],
  ['a message with a number', () => ({ message: toHex('Nonce: 4711\nIssued at: today') })],
  ['a sign-in', signIn],
  [
    'an allowance and a swap as one',
    () => ({
      calls: [
        { to: USDC, data: call('approve', ROUTER, 5_000_000n) },
        { to: ROUTER, data: call('exactInputSingle', buy()), value: 10n ** 15n },
      ],
    }),
  ],
]
